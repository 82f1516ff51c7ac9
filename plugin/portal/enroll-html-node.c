/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-html-node.h"

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

guint
enroll_html_get_mark (const xmlNode *node)
{
  return node->type == XML_ELEMENT_NODE ? GPOINTER_TO_UINT (node->_private) : 0;
}

EnrollHtmlTag
enroll_html_get_tag (const xmlNode *node)
{
  return (EnrollHtmlTag)(enroll_html_get_mark (node) & ENROLL_HTML_TAG);
}

gboolean
enroll_html_is (const xmlNode *node, EnrollHtmlTag tag)
{
  return node != NULL && enroll_html_get_tag (node) == tag;
}

/* Unlike xmlHasProp(), without a look into the document type for what is not there. */
static xmlAttr *
find_attribute (const xmlNode *node, const char *attribute)
{
  if (node->type != XML_ELEMENT_NODE)
    return NULL;
  for (xmlAttr *found = node->properties; found != NULL; found = found->next)
    {
      if ((char)found->name[0] == attribute[0] &&
          strcmp ((const char *)found->name, attribute) == 0)
        return found;
    }
  return NULL;
}

/* Makes of a value in pieces, or with bytes that are no text, one text. */
static void
mend_value (xmlAttr *attribute)
{
  xmlChar *content = xmlNodeGetContent ((xmlNode *)attribute);
  g_autofree char *valid = g_utf8_make_valid (content != NULL ? (const char *)content : "", -1);
  xmlNode *text = xmlNewDocText (attribute->doc, (const xmlChar *)valid);

  xmlFree (content);
  if (text == NULL)
    g_error ("no memory for the value of an attribute");
  xmlFreeNodeList (attribute->children);
  text->parent = (xmlNode *)attribute;
  attribute->children = attribute->last = text;
}

static const char *
get_value (xmlAttr *attribute)
{
  const xmlNode *text = attribute->children;

  if (text == NULL)
    return "";
  if (text->type != XML_TEXT_NODE || text->next != NULL || text->content == NULL ||
      !g_utf8_validate ((const char *)text->content, -1, NULL))
    mend_value (attribute);
  return (const char *)attribute->children->content;
}

/**
 * enroll_html_get_attribute:
 * @node: an element
 * @attribute: what is asked for
 *
 * Returns: (transfer none) (nullable): its value as UTF-8, for as long as the tree lives
 */
const char *
enroll_html_get_attribute (const xmlNode *node, const char *attribute)
{
  xmlAttr *found = find_attribute (node, attribute);

  return found != NULL ? get_value (found) : NULL;
}

gboolean
enroll_html_has_attribute (const xmlNode *node, const char *attribute)
{
  return find_attribute (node, attribute) != NULL;
}

/* Without regard to case and to white space at the ends. */
static gboolean
is_value (const char *text, const char *value)
{
  gsize length = strlen (value);

  while (g_ascii_isspace (*text))
    text++;
  if (g_ascii_strncasecmp (text, value, length) != 0)
    return FALSE;
  for (text += length; *text != '\0'; text++)
    {
      if (!g_ascii_isspace (*text))
        return FALSE;
    }
  return TRUE;
}

gboolean
enroll_html_attribute_is (const xmlNode *node, const char *attribute, const char *value)
{
  const char *found = enroll_html_get_attribute (node, attribute);

  return found != NULL && is_value (found, value);
}

xmlNode *
enroll_html_find_ancestor (const xmlNode *node, EnrollHtmlTag tag)
{
  for (xmlNode *parent = node->parent; parent != NULL; parent = parent->parent)
    {
      if (enroll_html_is (parent, tag))
        return parent;
    }
  return NULL;
}

gboolean
enroll_html_is_within_invisible (const xmlNode *node)
{
  return (enroll_html_get_mark (node) & ENROLL_HTML_UNSEEN) != 0;
}

gboolean
enroll_html_is_control (const xmlNode *node)
{
  return (enroll_html_get_mark (node) & ENROLL_HTML_CONTROL) != 0;
}

/**
 * enroll_html_is_inert:
 * @node: an element
 *
 * Returns: %TRUE if it is in a template, a script or a style sheet. A control that is invisible for
 *   another reason is still sent
 */
gboolean
enroll_html_is_inert (const xmlNode *node)
{
  return (enroll_html_get_mark (node) & ENROLL_HTML_INERT) != 0;
}

gboolean
enroll_html_has_role (const xmlNode *node)
{
  return (enroll_html_get_mark (node) & ENROLL_HTML_SPEAKING) != 0;
}

/**
 * enroll_html_contains_control:
 * @node: a node
 *
 * Returns: %TRUE if @node is or contains a control other than those that are always hidden
 */
gboolean
enroll_html_contains_control (const xmlNode *node)
{
  return (enroll_html_get_mark (node) & ENROLL_HTML_HAS_CONTROL) != 0;
}

/**
 * enroll_html_dup_content:
 * @node: an element
 *
 * Returns: (transfer full): all text in it, as it is written
 */
char *
enroll_html_dup_content (xmlNode *node)
{
  xmlChar *content = xmlNodeGetContent (node);
  char *valid = g_utf8_make_valid (content != NULL ? (const char *)content : "", -1);

  xmlFree (content);
  return valid;
}
