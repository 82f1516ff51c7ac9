/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-html-node.h"

#include <string.h>

/* Small steps over a libxml2 tree. All walks are iterative: the page is hostile. Each is short, but
 * a page can make thousands of its controls walk over all of it. So every step takes from what the
 * page as a whole may cost, and where nothing is left, every walk ends. */

#define NODE_WORK 4 /* to fetch a node from memory; a byte of text, or an attribute, is one */

/**
 * enroll_html_limit:
 * @document: a page
 * @work: what may be spent on it from now on; it has to live as long as anything is asked about
 *   @document. None is left when it is 0
 */
void
enroll_html_limit (xmlDoc *document, gsize *work)
{
  document->_private = work;
}

/**
 * enroll_html_spend:
 * @node: a node of a page
 * @work: how much its reader is about to do, or has done
 *
 * Returns: %FALSE if that is more than the page may cost. It is not to be gone on with then, and
 *   what was read so far is of no use
 */
gboolean
enroll_html_spend (const xmlNode *node, gsize work)
{
  gsize *left = node->doc != NULL ? node->doc->_private : NULL;

  if (left == NULL)
    return TRUE;
  *left -= MIN (*left, work);
  return *left > 0;
}

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
  if (!enroll_html_spend (node, NODE_WORK))
    return NULL;
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

/**
 * enroll_html_get_sibling:
 * @node: where the walk is
 * @is_forward: whether to go to what comes after @node
 *
 * Returns: (transfer none) (nullable): the node beside it
 */
xmlNode *
enroll_html_get_sibling (const xmlNode *node, gboolean is_forward)
{
  if (!enroll_html_spend (node, NODE_WORK))
    return NULL;
  return is_forward ? node->next : node->prev;
}

/**
 * enroll_html_find_element:
 * @node: (nullable): where the walk begins
 * @is_forward: whether to go to what comes after @node
 *
 * Returns: (transfer none) (nullable): the first element among @node and those beside it
 */
xmlNode *
enroll_html_find_element (xmlNode *node, gboolean is_forward)
{
  while (node != NULL && node->type != XML_ELEMENT_NODE)
    node = enroll_html_get_sibling (node, is_forward);
  return node;
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
  xmlAttr *found = node->type == XML_ELEMENT_NODE ? node->properties : NULL;
  gsize n_others = 0;

  while (found != NULL && ((char)found->name[0] != attribute[0] ||
                           strcmp ((const char *)found->name, attribute) != 0))
    {
      n_others++;
      found = found->next;
    }
  enroll_html_spend (node, 1 + n_others);
  return found;
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

/* A value that was looked at is marked: a long one may be asked for by all controls below. */
static const char *
get_value (xmlAttr *attribute)
{
  const xmlNode *text = attribute->children;

  if (text == NULL)
    return "";
  if (attribute->_private != NULL)
    return (const char *)text->content;
  attribute->_private = attribute;
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
  xmlNode *parent = node->parent;
  gsize n_others = 0;

  while (parent != NULL && !enroll_html_is (parent, tag))
    {
      n_others++;
      parent = parent->parent;
    }
  enroll_html_spend (node, n_others);
  return parent;
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
  g_autoptr (GString) content = g_string_new (NULL);

  for (xmlNode *at = node; at != NULL; at = enroll_html_next (at, node, TRUE))
    {
      if ((at->type != XML_TEXT_NODE && at->type != XML_CDATA_SECTION_NODE) || at->content == NULL)
        continue;
      enroll_html_spend (at, strlen ((const char *)at->content));
      g_string_append (content, (const char *)at->content);
    }
  return g_utf8_make_valid (content->str, (gssize)content->len);
}
