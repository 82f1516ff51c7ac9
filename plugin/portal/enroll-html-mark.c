/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-html-node.h"
#include "enroll-text.h"

#include <string.h>

/* What an element is and whether it is seen is found out once and kept in the element itself, where
 * libxml2 leaves room for its user: every name is compared once, and no question climbs the tree
 * twice. Texts are gathered by these marks. */

typedef struct
{
  const char *name;
  guint mark;
} EnrollHtmlName;

/* By their first letter. */
static const EnrollHtmlName names[] = {
  { "a", ENROLL_HTML_A },
  { "address", ENROLL_HTML_BLOCK },
  { "article", ENROLL_HTML_BLOCK },
  { "aside", ENROLL_HTML_BLOCK },
  { "base", ENROLL_HTML_BASE },
  { "blockquote", ENROLL_HTML_BLOCK },
  { "body", ENROLL_HTML_BLOCK },
  { "br", ENROLL_HTML_BR | ENROLL_HTML_BLOCK },
  { "button", ENROLL_HTML_BUTTON | ENROLL_HTML_CONTROL },
  { "caption", ENROLL_HTML_BLOCK },
  { "div", ENROLL_HTML_BLOCK },
  { "dd", ENROLL_HTML_DD | ENROLL_HTML_BLOCK },
  { "dl", ENROLL_HTML_BLOCK },
  { "dt", ENROLL_HTML_BLOCK },
  { "fieldset", ENROLL_HTML_FIELDSET | ENROLL_HTML_BLOCK },
  { "footer", ENROLL_HTML_BLOCK },
  { "form", ENROLL_HTML_FORM | ENROLL_HTML_BLOCK },
  { "h1", ENROLL_HTML_H1 | ENROLL_HTML_BLOCK },
  { "h2", ENROLL_HTML_BLOCK },
  { "h3", ENROLL_HTML_BLOCK },
  { "h4", ENROLL_HTML_BLOCK },
  { "h5", ENROLL_HTML_BLOCK },
  { "h6", ENROLL_HTML_BLOCK },
  { "head", ENROLL_HTML_HIDES },
  { "header", ENROLL_HTML_BLOCK },
  { "hr", ENROLL_HTML_BLOCK },
  { "img", ENROLL_HTML_IMG },
  { "input", ENROLL_HTML_INPUT | ENROLL_HTML_CONTROL },
  { "label", ENROLL_HTML_LABEL | ENROLL_HTML_BLOCK },
  { "legend", ENROLL_HTML_LEGEND | ENROLL_HTML_BLOCK },
  { "li", ENROLL_HTML_LI | ENROLL_HTML_BLOCK },
  { "main", ENROLL_HTML_BLOCK },
  { "meta", ENROLL_HTML_META },
  { "nav", ENROLL_HTML_BLOCK },
  { "noscript", ENROLL_HTML_HIDES },
  { "ol", ENROLL_HTML_BLOCK },
  { "optgroup", ENROLL_HTML_OPTGROUP },
  { "option", ENROLL_HTML_OPTION },
  { "p", ENROLL_HTML_BLOCK },
  { "pre", ENROLL_HTML_BLOCK },
  { "script", ENROLL_HTML_SCRIPT | ENROLL_HTML_HIDES },
  { "section", ENROLL_HTML_BLOCK },
  { "select", ENROLL_HTML_SELECT | ENROLL_HTML_CONTROL },
  { "style", ENROLL_HTML_STYLE | ENROLL_HTML_HIDES },
  { "table", ENROLL_HTML_BLOCK },
  { "td", ENROLL_HTML_TD | ENROLL_HTML_BLOCK },
  { "template", ENROLL_HTML_TEMPLATE | ENROLL_HTML_HIDES },
  { "textarea", ENROLL_HTML_TEXTAREA | ENROLL_HTML_CONTROL },
  { "th", ENROLL_HTML_BLOCK },
  { "title", ENROLL_HTML_TITLE },
  { "tr", ENROLL_HTML_TR | ENROLL_HTML_BLOCK },
  { "ul", ENROLL_HTML_BLOCK },
};

/* Where the names with each letter begin; one more says where those with z end. */
static const guint8 *
get_starts (void)
{
  static guint8 starts[27];
  static gsize is_ready;

  if (g_once_init_enter (&is_ready))
    {
      guint i = 0;

      for (guint letter = 0; letter < G_N_ELEMENTS (starts); letter++)
        {
          while (i < G_N_ELEMENTS (names) && (guint)(names[i].name[0] - 'a') < letter)
            i++;
          starts[letter] = (guint8)i;
        }
      g_once_init_leave (&is_ready, 1);
    }
  return starts;
}

static guint
look_up (const char *name)
{
  const guint8 *starts = get_starts ();
  guint letter = (guint)((name[0] | 0x20) - 'a');

  if (letter >= 26)
    return ENROLL_HTML_OTHER;
  for (guint i = starts[letter]; i < starts[letter + 1]; i++)
    {
      if ((name[1] | 0x20) == (names[i].name[1] | 0x20) &&
          g_ascii_strcasecmp (name, names[i].name) == 0)
        return names[i].mark;
    }
  return ENROLL_HTML_OTHER;
}

static gboolean
style_hides (const char *style)
{
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

/* No name of a control is longer; more of it is neither read nor kept. */
#define MAX_NAME 1000
#define MAX_PIECE ((gsize)4 * MAX_NAME) /* that is as much as so many characters can be */

/**
 * EnrollHtmlText:
 * @text: what was gathered, collapsed
 * @start: where in it the line begins that is gathered now
 * @is_parted: whether a space comes before what comes next
 * @with_blocks: whether each block has its line
 *
 * The visible text of an element while it is gathered.
 */
typedef struct
{
  GString *text;
  gsize start;
  gboolean is_parted;
  gboolean with_blocks;
} EnrollHtmlText;

static gboolean
is_text (const xmlNode *node)
{
  return (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) &&
         node->content != NULL;
}

static void
add_content (EnrollHtmlText *self, const xmlNode *node)
{
  enroll_html_spend (node, strlen ((const char *)node->content));
  enroll_text_append_collapsed (self->text,
                                self->start,
                                (const char *)node->content,
                                &self->is_parted);
}

/* Of a long text as much as a name needs, and no less than if it were added as a whole. Returns how
 * much was looked at, or more than a name needs. */
static gsize
add_beginning (EnrollHtmlText *self, const xmlNode *node)
{
  const char *rest = (const char *)node->content;
  gsize length = strnlen (rest, MAX_PIECE + 1);
  gsize n_bytes = length;

  if (length <= MAX_PIECE)
    {
      add_content (self, node);
      return n_bytes;
    }
  while (*rest != '\0' && self->text->len <= MAX_PIECE && enroll_html_spend (node, MAX_PIECE))
    {
      g_autofree char *piece = NULL;

      length = strnlen (rest, MAX_PIECE);
      for (guint i = 0; i < 3 && ((guchar)rest[length] & 0xc0) == 0x80; i++)
        length--;
      piece = g_strndup (rest, length);
      enroll_text_append_collapsed (self->text, self->start, piece, &self->is_parted);
      rest += length;
    }
  return n_bytes;
}

static void
add_block (EnrollHtmlText *self)
{
  if (!self->with_blocks)
    {
      self->is_parted = self->text->len > 0;
      return;
    }
  self->is_parted = FALSE;
  if (self->text->len == self->start)
    return;
  g_string_append_c (self->text, '\n');
  self->start = self->text->len;
}

/* Not much more of a name than can be kept is looked at. */
static void
gather (EnrollHtmlText *self, xmlNode *root, const xmlNode *without)
{
  xmlNode *node = root;
  gsize n_bytes = 0;

  enroll_html_spend (root, 1);
  while (node != NULL && (self->with_blocks || n_bytes <= MAX_NAME))
    {
      guint mark = enroll_html_get_mark (node);
      gboolean skip = node == without || (mark & ENROLL_HTML_HIDES) != 0 ||
                      (node != root && (mark & ENROLL_HTML_CONTROL) != 0);

      if (!skip && is_text (node) && self->with_blocks)
        {
          add_content (self, node);
        }
      else if (!skip && is_text (node))
        {
          n_bytes += add_beginning (self, node);
        }
      else if ((mark & ENROLL_HTML_BLOCK) != 0)
        {
          n_bytes++;
          add_block (self);
        }
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
  EnrollHtmlText self = { .text = g_string_sized_new (64) };
  g_autofree char *text = NULL;

  gather (&self, root, without);
  text = g_string_free (self.text, FALSE);
  return strlen (text) > MAX_NAME ? enroll_text_truncate (text, MAX_NAME) : g_steal_pointer (&text);
}

static char *
end_blocks (EnrollHtmlText *self)
{
  if (self->text->len > 0 && self->text->len == self->start)
    g_string_truncate (self->text, self->text->len - 1);
  return g_string_free (self->text, FALSE);
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
  EnrollHtmlText self = { .text = g_string_new (NULL), .with_blocks = TRUE };

  gather (&self, root, NULL);
  return end_blocks (&self);
}

/* All that attributes say about an element, in one go. */
static guint
look_at_attributes (const xmlNode *node)
{
  guint mark = 0;

  for (xmlAttr *at = node->properties; at != NULL; at = at->next)
    {
      const char *name = (const char *)at->name;

      switch (name[0])
        {
        case 'a':
          if (strcmp (name, "aria-hidden") == 0 && enroll_html_attribute_is (node, name, "true"))
            mark |= ENROLL_HTML_HIDES;
          break;
        case 'f':
          mark |= strcmp (name, "for") == 0 ? ENROLL_HTML_NAMED : 0;
          break;
        case 'h':
          mark |= strcmp (name, "hidden") == 0 ? ENROLL_HTML_HIDES : 0;
          break;
        case 'i':
          mark |= strcmp (name, "id") == 0 ? ENROLL_HTML_NAMED : 0;
          break;
        case 'r':
          mark |= strcmp (name, "role") == 0 ? ENROLL_HTML_SPEAKING : 0;
          break;
        case 's':
          if (strcmp (name, "style") == 0 && style_hides (enroll_html_get_attribute (node, name)))
            mark |= ENROLL_HTML_HIDES;
          break;
        default:
          break;
        }
    }
  return mark;
}

static void
mark_control (xmlNode *control)
{
  if (enroll_html_attribute_is (control, "type", "hidden"))
    return;
  for (xmlNode *at = control; at != NULL && at->type == XML_ELEMENT_NODE; at = at->parent)
    {
      guint mark = enroll_html_get_mark (at);

      if ((mark & ENROLL_HTML_HAS_CONTROL) != 0)
        break;
      at->_private = GUINT_TO_POINTER (mark | ENROLL_HTML_HAS_CONTROL);
    }
}

/* Finds out what @node is, in a tree where all before it are marked. */
static guint
mark_element (xmlNode *node, guint outer)
{
  guint mark = look_up ((const char *)node->name) | look_at_attributes (node);
  EnrollHtmlTag tag = (EnrollHtmlTag)(mark & ENROLL_HTML_TAG);

  mark |= outer & (ENROLL_HTML_UNSEEN | ENROLL_HTML_SILENT | ENROLL_HTML_INERT);
  if ((mark & ENROLL_HTML_HIDES) != 0)
    mark |= ENROLL_HTML_UNSEEN | ENROLL_HTML_SILENT;
  if ((mark & ENROLL_HTML_CONTROL) != 0 && node->parent != NULL &&
      node->parent->type == XML_ELEMENT_NODE)
    mark |= ENROLL_HTML_SILENT;
  if (tag == ENROLL_HTML_TEMPLATE || tag == ENROLL_HTML_SCRIPT || tag == ENROLL_HTML_STYLE)
    mark |= ENROLL_HTML_INERT;
  node->_private = GUINT_TO_POINTER (mark);
  if ((mark & ENROLL_HTML_CONTROL) != 0)
    mark_control (node);
  return mark;
}

/**
 * enroll_html_mark:
 * @root: the root element of a page
 * @visit: (nullable) (scope call): called for each element that may matter: it has a tag that is
 *   asked for, a role, or something that others refer to it by
 * @user_data: for @visit
 *
 * Finds out what each element is. Nothing else may be asked about a tree before. The page is looked
 * at once and not again for its text: what it costs is to fetch its nodes from memory.
 *
 * Returns: (transfer full): the visible text, see enroll_html_dup_blocks()
 */
char *
enroll_html_mark (xmlNode *root, EnrollHtmlVisit visit, gpointer user_data)
{
  EnrollHtmlText text = { .text = g_string_new (NULL), .with_blocks = TRUE };

  for (xmlNode *node = root; node != NULL; node = enroll_html_next (node, root, TRUE))
    {
      guint outer = node->parent != NULL ? enroll_html_get_mark (node->parent) : 0;

      if (node->type == XML_ELEMENT_NODE)
        {
          guint mark = mark_element (node, outer);

          if ((mark & ENROLL_HTML_BLOCK) != 0 && (outer & ENROLL_HTML_SILENT) == 0)
            add_block (&text);
          if (visit != NULL &&
              (mark & (ENROLL_HTML_TAG | ENROLL_HTML_NAMED | ENROLL_HTML_SPEAKING)) != 0)
            visit (node, user_data);
        }
      else if ((outer & ENROLL_HTML_SILENT) == 0 && is_text (node))
        {
          add_content (&text, node);
        }
    }
  return end_blocks (&text);
}
