/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-html-node.h"
#include "enroll-text.h"

#include <string.h>

/* Small steps over a libxml2 tree. All walks are iterative: the page is hostile. */

/**
 * enroll_html_next:
 * @node: where the walk is
 * @root: where it began
 * @descend: whether to enter @node
 *
 * Returns: (transfer none) (nullable): the next node in document order below @root
 */
xmlNode *
enroll_html_next (xmlNode *node, xmlNode *root, gboolean descend)
{
  if (descend && node->type == XML_ELEMENT_NODE && node->children != NULL)
    return node->children;

  while (node != NULL && node != root)
    {
      if (node->next != NULL)
        return node->next;
      node = node->parent;
    }
  return NULL;
}

gboolean
enroll_html_is (const xmlNode *node, const char *element)
{
  return node != NULL && node->type == XML_ELEMENT_NODE && node->name != NULL &&
         g_ascii_strcasecmp ((const char *)node->name, element) == 0;
}

char *
enroll_html_dup_attribute (xmlNode *node, const char *attribute)
{
  xmlChar *value = xmlGetProp (node, (const xmlChar *)attribute);
  char *copy = value != NULL ? g_utf8_make_valid ((const char *)value, -1) : NULL;

  xmlFree (value);
  return copy;
}

gboolean
enroll_html_has_attribute (xmlNode *node, const char *attribute)
{
  return xmlHasProp (node, (const xmlChar *)attribute) != NULL;
}

gboolean
enroll_html_attribute_is (xmlNode *node, const char *attribute, const char *value)
{
  g_autofree char *found = enroll_html_dup_attribute (node, attribute);

  return found != NULL && g_ascii_strcasecmp (g_strstrip (found), value) == 0;
}

xmlNode *
enroll_html_find_ancestor (xmlNode *node, const char *element)
{
  for (xmlNode *parent = node->parent; parent != NULL; parent = parent->parent)
    {
      if (enroll_html_is (parent, element))
        return parent;
    }
  return NULL;
}

static gboolean
style_hides (xmlNode *node)
{
  g_autofree char *style = enroll_html_dup_attribute (node, "style");
  GString *packed;
  gboolean hides;

  if (style == NULL)
    return FALSE;

  packed = g_string_new (NULL);
  for (const char *p = style; *p != '\0'; p++)
    {
      if (!g_ascii_isspace (*p))
        g_string_append_c (packed, g_ascii_tolower (*p));
    }
  hides = strstr (packed->str, "display:none") != NULL ||
          strstr (packed->str, "visibility:hidden") != NULL;
  g_string_free (packed, TRUE);
  return hides;
}

/**
 * enroll_html_is_invisible:
 * @node: a node
 *
 * Returns: %TRUE if @node itself keeps its content from being seen
 */
gboolean
enroll_html_is_invisible (xmlNode *node)
{
  static const char *const never_shown[] = { "script", "style", "template", "noscript", "head" };

  if (node->type != XML_ELEMENT_NODE)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (never_shown); i++)
    {
      if (enroll_html_is (node, never_shown[i]))
        return TRUE;
    }
  return enroll_html_has_attribute (node, "hidden") ||
         enroll_html_attribute_is (node, "aria-hidden", "true") || style_hides (node);
}

gboolean
enroll_html_is_within_invisible (xmlNode *node)
{
  for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent)
    {
      if (enroll_html_is_invisible (node))
        return TRUE;
    }
  return FALSE;
}

gboolean
enroll_html_is_control (const xmlNode *node)
{
  return enroll_html_is (node, "input") || enroll_html_is (node, "select") ||
         enroll_html_is (node, "textarea") || enroll_html_is (node, "button");
}

static gboolean
is_block (const xmlNode *node)
{
  static const char *const blocks[] = {
    "address", "article", "aside",    "blockquote", "body",   "br",    "caption", "dd",  "div",
    "dl",      "dt",      "fieldset", "footer",     "form",   "h1",    "h2",      "h3",  "h4",
    "h5",      "h6",      "header",   "hr",         "legend", "li",    "main",    "nav", "ol",
    "p",       "section", "td",       "th",         "tr",     "table", "ul",      "pre", "label",
  };

  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      if (enroll_html_is (node, blocks[i]))
        return TRUE;
    }
  return FALSE;
}

/* No name of a control is longer; more of it is neither read nor kept. */
#define MAX_NAME 1000

static void
append_text (GString *text, xmlNode *root, const xmlNode *without, gboolean with_blocks)
{
  xmlNode *node = root;

  while (node != NULL)
    {
      gboolean skip = node == without || enroll_html_is_invisible (node) ||
                      (node != root && enroll_html_is_control (node));

      if (!skip && (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) &&
          node->content != NULL)
        {
          g_autofree char *valid = g_utf8_make_valid ((const char *)node->content, -1);

          /* Line feeds of the source mean nothing, only those of blocks do. */
          if (with_blocks)
            g_strdelimit (valid, "\r\n\t", ' ');
          g_string_append (text, valid);
        }
      else if (is_block (node))
        {
          g_string_append_c (text, with_blocks ? '\n' : ' ');
        }
      if (!with_blocks && text->len > MAX_NAME)
        break;
      if (node == root && (skip || node->type != XML_ELEMENT_NODE))
        break;
      node = enroll_html_next (node, root, !skip);
    }
}

/**
 * enroll_html_dup_text:
 * @root: an element or text node
 * @without: (nullable): a node below it that does not count
 *
 * Returns: (transfer full): the visible text, collapsed to one line, without that of controls, and
 *   not more than a name needs
 */
char *
enroll_html_dup_text (xmlNode *root, const xmlNode *without)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *collapsed = NULL;

  append_text (text, root, without, FALSE);
  collapsed = enroll_text_collapse (text->str);
  return enroll_text_truncate (collapsed, MAX_NAME);
}

/**
 * enroll_html_dup_blocks:
 * @root: an element
 *
 * Returns: (transfer full): the visible text, one line per block, without empty lines
 */
char *
enroll_html_dup_blocks (xmlNode *root)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) result = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;

  append_text (text, root, NULL, TRUE);
  lines = g_strsplit (text->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = enroll_text_collapse (lines[i]);

      if (line[0] == '\0')
        continue;
      if (result->len > 0)
        g_string_append_c (result, '\n');
      g_string_append (result, line);
    }
  return g_string_free (g_steal_pointer (&result), FALSE);
}
