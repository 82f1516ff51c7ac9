/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-html-name.h"
#include "enroll-text.h"

#include <string.h>

/* What a person takes for the name of a control: what assistive technology computes (W3C
 * Accessible Name and Description Computation 1.2, HTML-AAM section 4.1), and where the page
 * gives no such name, the text that stands before it. */
struct _EnrollHtmlNames
{
  GHashTable *by_id;
  GHashTable *labels_by_for;
  GHashTable *texts; /* node -> what is said there, for those that others refer to */
};

/* A name is compared with all words of the portal file: that costs more than to make it. */
#define NAME_WORK 32

/* The keys are of the tree. */
EnrollHtmlNames *
enroll_html_names_new (void)
{
  EnrollHtmlNames *self = g_new0 (EnrollHtmlNames, 1);

  self->by_id = g_hash_table_new (enroll_text_hash, g_str_equal);
  self->labels_by_for = g_hash_table_new (enroll_text_hash, g_str_equal);
  self->texts = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return self;
}

static void
add_first (GHashTable *table, const char *key, xmlNode *node)
{
  if (key != NULL && !g_hash_table_contains (table, key))
    g_hash_table_insert (table, (gpointer)key, node);
}

/**
 * enroll_html_names_add:
 * @self: names of the page
 * @node: an element of it that is marked; it has to live as long as @self
 *
 * Notes what others may refer to @node by. Of several the first counts.
 */
void
enroll_html_names_add (EnrollHtmlNames *self, xmlNode *node)
{
  if (node->properties == NULL)
    return;
  add_first (self->by_id, enroll_html_get_attribute (node, "id"), node);
  if (enroll_html_is (node, ENROLL_HTML_LABEL))
    add_first (self->labels_by_for, enroll_html_get_attribute (node, "for"), node);
}

void
enroll_html_names_free (EnrollHtmlNames *self)
{
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->labels_by_for);
  g_hash_table_unref (self->texts);
  g_free (self);
}

xmlNode *
enroll_html_names_find_id (EnrollHtmlNames *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

/* What it costs to keep @name. */
static char *
keep (const xmlNode *node, char *name)
{
  if (name == NULL)
    return g_strdup ("");
  enroll_html_spend (node, strlen (name) * NAME_WORK);
  return name;
}

static char *
non_empty (char *text)
{
  if (text != NULL && text[0] != '\0')
    return text;
  g_free (text);
  return NULL;
}

/* Many controls may refer to one text. */
static const char *
peek_text (EnrollHtmlNames *self, xmlNode *node)
{
  const char *text = g_hash_table_lookup (self->texts, node);

  if (text == NULL)
    {
      text = enroll_html_dup_text (node, NULL);
      g_hash_table_insert (self->texts, node, (gpointer)text);
    }
  enroll_html_spend (node, strlen (text));
  return text;
}

/* Text of the elements whose ids @attribute lists. */
static char *
dup_referenced_text (EnrollHtmlNames *self, xmlNode *node, const char *attribute)
{
  const char *ids = enroll_html_get_attribute (node, attribute);
  g_auto (GStrv) list = NULL;
  g_autoptr (GString) text = NULL;

  if (ids == NULL)
    return NULL;

  enroll_html_spend (node, strlen (ids));
  text = g_string_new (NULL);
  list = g_strsplit_set (ids, " \t\r\n", 32);
  for (guint i = 0; list[i] != NULL; i++)
    {
      xmlNode *target = enroll_html_names_find_id (self, list[i]);
      const char *part = target != NULL ? peek_text (self, target) : NULL;

      if (part == NULL || part[0] == '\0')
        continue;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, part);
    }
  return non_empty (g_string_free (g_steal_pointer (&text), FALSE));
}

static char *
dup_collapsed_attribute (xmlNode *node, const char *attribute)
{
  const char *value = enroll_html_get_attribute (node, attribute);

  if (value == NULL)
    return NULL;
  enroll_html_spend (node, strlen (value));
  return non_empty (enroll_text_collapse (value));
}

static char *
dup_aria_name (EnrollHtmlNames *self, xmlNode *node)
{
  char *name = dup_referenced_text (self, node, "aria-labelledby");

  return name != NULL ? name : dup_collapsed_attribute (node, "aria-label");
}

/**
 * enroll_html_names_find_label:
 * @self: names of the page
 * @control: a control
 *
 * Returns: (transfer none) (nullable): its label element, by reference or by nesting
 */
xmlNode *
enroll_html_names_find_label (EnrollHtmlNames *self, xmlNode *control)
{
  const char *id = enroll_html_get_attribute (control, "id");
  xmlNode *label = id != NULL ? g_hash_table_lookup (self->labels_by_for, id) : NULL;

  return label != NULL ? label : enroll_html_find_ancestor (control, ENROLL_HTML_LABEL);
}

static char *
dup_label_text (EnrollHtmlNames *self, xmlNode *control)
{
  xmlNode *label = enroll_html_names_find_label (self, control);

  return label != NULL ? non_empty (enroll_html_dup_text (label, control)) : NULL;
}

static xmlNode *
find_beside (xmlNode *element, gboolean is_forward)
{
  return enroll_html_find_element (enroll_html_get_sibling (element, is_forward), is_forward);
}

static xmlNode *
find_same_place (xmlNode *cell, xmlNode *row)
{
  xmlNode *other = enroll_html_find_element (row->children, TRUE);

  for (cell = find_beside (cell, FALSE); cell != NULL && other != NULL;
       cell = find_beside (cell, FALSE))
    other = find_beside (other, TRUE);
  return other;
}

/* The cell before the control's cell, the cell above it, or the term of its description. */
static char *
dup_cell_text (xmlNode *control)
{
  static const EnrollHtmlTag cells[] = { ENROLL_HTML_TD, ENROLL_HTML_DD };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      xmlNode *cell = enroll_html_find_ancestor (control, cells[i]);
      xmlNode *before = cell != NULL ? find_beside (cell, FALSE) : NULL;

      if (cell != NULL && cell->parent != NULL &&
          (before == NULL || enroll_html_contains_control (before)))
        {
          xmlNode *row_above = find_beside (cell->parent, FALSE);

          before = row_above != NULL ? find_same_place (cell, row_above) : NULL;
        }
      if (before != NULL && !enroll_html_contains_control (before))
        return non_empty (enroll_html_dup_text (before, NULL));
    }
  return NULL;
}

/* The text that stands before the control, up to the control before it. */
static char *
dup_text_before (xmlNode *control)
{
  xmlNode *start = control;

  for (guint depth = 0; depth < 3 && start != NULL && !enroll_html_is (start, ENROLL_HTML_FORM);
       depth++)
    {
      for (xmlNode *node = enroll_html_get_sibling (start, FALSE); node != NULL;
           node = enroll_html_get_sibling (node, FALSE))
        {
          char *text;

          if (enroll_html_is_control (node) || enroll_html_contains_control (node))
            return NULL;
          text = non_empty (enroll_html_dup_text (node, NULL));
          if (text != NULL)
            return text;
        }
      start = start->parent;
    }
  return NULL;
}

static char *
dup_text_after (xmlNode *control)
{
  for (xmlNode *node = enroll_html_get_sibling (control, TRUE); node != NULL;
       node = enroll_html_get_sibling (node, TRUE))
    {
      char *text;

      if (enroll_html_is_control (node) || enroll_html_is (node, ENROLL_HTML_BR))
        return NULL;
      text = non_empty (enroll_html_dup_text (node, NULL));
      if (text != NULL)
        return text;
    }
  return NULL;
}

static char *
dup_legend (xmlNode *control)
{
  xmlNode *fieldset = enroll_html_find_ancestor (control, ENROLL_HTML_FIELDSET);

  for (xmlNode *child = fieldset != NULL ? fieldset->children : NULL; child != NULL;
       child = enroll_html_get_sibling (child, TRUE))
    {
      if (enroll_html_is (child, ENROLL_HTML_LEGEND))
        return non_empty (enroll_html_dup_text (child, NULL));
    }
  return NULL;
}

/**
 * enroll_html_names_dup_control:
 * @self: names of the page
 * @control: a text field, text area or select
 *
 * Returns: (transfer full): its name; empty if it has none
 */
char *
enroll_html_names_dup_control (EnrollHtmlNames *self, xmlNode *control)
{
  char *name = dup_aria_name (self, control);

  if (name == NULL)
    name = dup_label_text (self, control);
  if (name == NULL)
    name = dup_cell_text (control);
  if (name == NULL)
    name = dup_collapsed_attribute (control, "title");
  if (name == NULL)
    name = dup_collapsed_attribute (control, "placeholder");
  if (name == NULL)
    name = dup_text_before (control);
  if (name == NULL)
    name = dup_legend (control);
  return keep (control, name);
}

/**
 * enroll_html_names_dup_option:
 * @self: names of the page
 * @control: a check box or radio button
 *
 * Returns: (transfer full): its name, which stands after it rather than before
 */
char *
enroll_html_names_dup_option (EnrollHtmlNames *self, xmlNode *control)
{
  char *name = dup_aria_name (self, control);

  if (name == NULL)
    name = dup_label_text (self, control);
  if (name == NULL)
    name = dup_text_after (control);
  if (name == NULL)
    name = dup_collapsed_attribute (control, "title");
  if (name == NULL && !enroll_html_attribute_is (control, "type", "radio"))
    name = dup_cell_text (control);
  if (name == NULL)
    name = dup_collapsed_attribute (control, "value");
  return keep (control, name);
}

/**
 * enroll_html_names_dup_group:
 * @self: names of the page
 * @control: the first radio button of a group
 *
 * Returns: (transfer full): the name of the group; empty if it has none
 */
char *
enroll_html_names_dup_group (EnrollHtmlNames *self, xmlNode *control)
{
  xmlNode *label = enroll_html_find_ancestor (control, ENROLL_HTML_LABEL);
  char *name = NULL;

  for (xmlNode *node = control->parent; node != NULL && name == NULL; node = node->parent)
    {
      if (node->type == XML_ELEMENT_NODE &&
          (enroll_html_attribute_is (node, "role", "radiogroup") ||
           enroll_html_attribute_is (node, "role", "group")))
        name = dup_aria_name (self, node);
    }
  if (name == NULL)
    name = dup_legend (control);
  if (name == NULL)
    name = dup_cell_text (control);
  if (name == NULL)
    name = dup_text_before (label != NULL ? label : control);
  return keep (control, name);
}

/**
 * enroll_html_names_dup_button:
 * @self: names of the page
 * @button: a button, submitting input or link
 *
 * Returns: (transfer full): its name; empty if it has none
 */
char *
enroll_html_names_dup_button (EnrollHtmlNames *self, xmlNode *button)
{
  char *name = dup_aria_name (self, button);

  if (name == NULL && enroll_html_is (button, ENROLL_HTML_INPUT))
    {
      name = dup_collapsed_attribute (button, "value");
      if (name == NULL)
        name = dup_collapsed_attribute (button, "alt");
      if (name == NULL && enroll_html_attribute_is (button, "type", "submit"))
        name = g_strdup ("Submit");
    }
  else if (name == NULL)
    {
      name = non_empty (enroll_html_dup_text (button, NULL));
      for (xmlNode *node = button; node != NULL && name == NULL;
           node = enroll_html_next (node, button, TRUE))
        {
          if (enroll_html_is (node, ENROLL_HTML_IMG))
            name = dup_collapsed_attribute (node, "alt");
        }
    }
  if (name == NULL)
    name = dup_collapsed_attribute (button, "title");
  return keep (button, name);
}

/**
 * enroll_html_names_dup_description:
 * @self: names of the page
 * @control: a control
 *
 * Returns: (transfer full) (nullable): what else is said about it
 */
char *
enroll_html_names_dup_description (EnrollHtmlNames *self, xmlNode *control)
{
  char *text = dup_referenced_text (self, control, "aria-describedby");

  if (text == NULL)
    text = dup_collapsed_attribute (control, "title");
  if (text == NULL)
    text = dup_collapsed_attribute (control, "placeholder");
  return text != NULL ? keep (control, text) : NULL;
}

/**
 * enroll_html_names_dup_error:
 * @self: names of the page
 * @control: a control
 *
 * Returns: (transfer full) (nullable): the complaint that the page ties to it
 */
char *
enroll_html_names_dup_error (EnrollHtmlNames *self, xmlNode *control)
{
  char *text;

  if (!enroll_html_attribute_is (control, "aria-invalid", "true"))
    return NULL;
  text = dup_referenced_text (self, control, "aria-errormessage");
  return text != NULL ? text : dup_referenced_text (self, control, "aria-describedby");
}
