/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-html-reader.h"
#include "enroll-text.h"

#include <string.h>

/* Controls that hold something: text, check boxes, choices. */

#define OPTION_WORK 50 /* to keep one */

static void
add_control (EnrollHtmlReader *reader, xmlNode *node, guint group, guint field, int option)
{
  EnrollControl *control = g_new0 (EnrollControl, 1);

  control->group = group;
  control->field = field;
  control->option = option;
  control->name = g_strdup (enroll_html_get_attribute (node, "name"));
  g_ptr_array_add (reader->page->controls, control);
}

static gboolean
is_in_first_legend (xmlNode *control, xmlNode *fieldset)
{
  for (xmlNode *node = control; node != NULL && node != fieldset; node = node->parent)
    {
      if (!enroll_html_spend (control, 1))
        return FALSE;
      if (node->parent == fieldset)
        {
          return enroll_html_is (node, ENROLL_HTML_LEGEND) &&
                 enroll_html_find_element (fieldset->children, TRUE) == node;
        }
    }
  return FALSE;
}

/**
 * enroll_html_is_disabled:
 * @control: a control or option
 *
 * Returns: %TRUE if @control is disabled by itself, or by a group that it is in (HTML 4.10.18.5)
 */
gboolean
enroll_html_is_disabled (xmlNode *control)
{
  if (enroll_html_has_attribute (control, "disabled"))
    return TRUE;
  for (xmlNode *node = control->parent; node != NULL; node = node->parent)
    {
      if (!enroll_html_spend (control, 1))
        return TRUE;
      if (enroll_html_is (node, ENROLL_HTML_OPTGROUP) &&
          enroll_html_has_attribute (node, "disabled"))
        return TRUE;
      if (enroll_html_is (node, ENROLL_HTML_FIELDSET) &&
          enroll_html_has_attribute (node, "disabled") && !is_in_first_legend (control, node))
        return TRUE;
    }
  return FALSE;
}

/* The field that was read last is one that is sent, unless it is disabled. */
static void
add_control_of_last_field (EnrollHtmlReader *reader, xmlNode *control, guint group)
{
  if (!enroll_html_is_disabled (control))
    add_control (reader, control, group, reader->form->fields->len - 1, -1);
}

/* What nobody sees is sent as it is, and never filled. */
static void
hide_if_invisible (EnrollField *field, xmlNode *control)
{
  if (!enroll_html_is_within_invisible (control))
    return;
  if (field->kind == ENROLL_FIELD_CHOICE && field->selected >= 0)
    {
      const EnrollOption *option = g_ptr_array_index (field->options, (guint)field->selected);

      g_free (field->value);
      field->value = g_strdup (option->value);
    }
  field->kind = ENROLL_FIELD_HIDDEN;
}

/* A label that carries the usual mark of a mandatory field. */
static gboolean
is_required (xmlNode *control, const char *label)
{
  return enroll_html_has_attribute (control, "required") ||
         enroll_html_attribute_is (control, "aria-required", "true") ||
         g_str_has_suffix (label, "*") || g_str_has_suffix (label, "*:") ||
         g_str_has_prefix (label, "*");
}

static void
describe_field (EnrollHtmlReader *reader, EnrollField *field, xmlNode *control)
{
  field->hint = enroll_html_names_dup_description (reader->names, control);
  field->error = enroll_html_names_dup_error (reader->names, control);
  field->is_required = is_required (control, field->label);
  field->is_fixed = enroll_html_has_attribute (control, "readonly") ||
                    enroll_html_is_disabled (control) ||
                    enroll_html_attribute_is (control, "aria-readonly", "true");
}

static EnrollField *
read_text_field (EnrollHtmlReader *reader, xmlNode *control, guint group, EnrollFieldKind kind)
{
  g_autofree char *label = enroll_html_names_dup_control (reader->names, control);
  EnrollField *field = enroll_form_add_field (reader->form, kind, group, label);

  g_free (field->value);
  if (kind == ENROLL_FIELD_MULTILINE)
    {
      field->value = enroll_html_dup_content (control);
      if (field->value[0] == '\n')
        memmove (field->value, field->value + 1, strlen (field->value));
    }
  else
    {
      field->value = g_strdup (enroll_html_get_attribute (control, "value"));
    }
  if (field->value == NULL)
    field->value = g_strdup ("");
  describe_field (reader, field, control);
  add_control_of_last_field (reader, control, group);
  return field;
}

static void
read_hidden_field (EnrollHtmlReader *reader, xmlNode *control, guint group)
{
  EnrollField *field = enroll_form_add_field (reader->form, ENROLL_FIELD_HIDDEN, group, NULL);

  g_free (field->value);
  field->value = g_strdup (enroll_html_get_attribute (control, "value"));
  if (field->value == NULL)
    field->value = g_strdup ("");
  add_control_of_last_field (reader, control, group);
}

static char *
dup_first_link (EnrollHtmlReader *reader, xmlNode *root)
{
  for (xmlNode *node = root; node != NULL; node = enroll_html_next (node, root, TRUE))
    {
      const char *target =
          enroll_html_is (node, ENROLL_HTML_A) ? enroll_html_get_attribute (node, "href") : NULL;

      if (target != NULL && target[0] != '#' && target[0] != '\0')
        return enroll_html_resolve (reader, target);
    }
  return NULL;
}

static char *
dup_document (xmlNode *region)
{
  return enroll_html_is (region, ENROLL_HTML_TEXTAREA) ? enroll_html_dup_content (region)
                                                       : enroll_html_dup_blocks (region);
}

/* What a check box agrees with: a region that describes it, else the link in its label. */
static void
find_document (EnrollHtmlReader *reader, EnrollField *field, xmlNode *control)
{
  const char *described = enroll_html_get_attribute (control, "aria-describedby");
  g_auto (GStrv) ids = g_strsplit_set (described != NULL ? described : "", " \t\r\n", 32);
  xmlNode *label = enroll_html_names_find_label (reader->names, control);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      xmlNode *region = enroll_html_names_find_id (reader->names, ids[i]);
      g_autofree char *text = region != NULL ? dup_document (region) : NULL;

      if (text == NULL || (field->document != NULL && strlen (text) < strlen (field->document)))
        continue;
      g_free (field->document);
      field->document = g_steal_pointer (&text);
    }
  field->document_uri = dup_first_link (reader, label != NULL ? label : control->parent);
}

/* A check box or radio button that nobody sees is sent only if it is checked. */
static void
read_unseen_option (EnrollHtmlReader *reader, xmlNode *control, guint group)
{
  EnrollField *field;

  if (!enroll_html_has_attribute (control, "checked"))
    return;
  read_hidden_field (reader, control, group);
  field = g_ptr_array_index (reader->form->fields, reader->form->fields->len - 1);
  if (!enroll_html_has_attribute (control, "value"))
    {
      g_free (field->value);
      field->value = g_strdup ("on");
    }
}

static void
read_check_box (EnrollHtmlReader *reader, xmlNode *control, guint group)
{
  g_autofree char *label = enroll_html_names_dup_option (reader->names, control);
  const char *value = enroll_html_get_attribute (control, "value");
  EnrollField *field = enroll_form_add_field (reader->form, ENROLL_FIELD_CHECK, group, label);

  g_free (field->value);
  field->value = g_strdup (value != NULL ? value : "on");
  field->is_checked = enroll_html_has_attribute (control, "checked");
  describe_field (reader, field, control);
  field->is_fixed = enroll_html_is_disabled (control);
  find_document (reader, field, control);
  add_control_of_last_field (reader, control, group);
}

static void
read_radio_button (EnrollHtmlReader *reader, xmlNode *control, guint group)
{
  const char *name = enroll_html_get_attribute (control, "name");
  g_autofree char *key = g_strdup_printf ("%u %s", group, name != NULL ? name : "");
  g_autofree char *label = enroll_html_names_dup_option (reader->names, control);
  const char *value = enroll_html_get_attribute (control, "value");
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (reader->radios, key));
  EnrollField *field;

  if (index == 0)
    {
      g_autofree char *group_label = enroll_html_names_dup_group (reader->names, control);

      field = enroll_form_add_field (reader->form, ENROLL_FIELD_CHOICE, group, group_label);
      describe_field (reader, field, control);
      field->is_fixed = FALSE;
      index = reader->form->fields->len;
      g_hash_table_insert (reader->radios, g_steal_pointer (&key), GUINT_TO_POINTER (index));
    }
  field = g_ptr_array_index (reader->form->fields, index - 1);
  enroll_field_add_option (field,
                           label,
                           value != NULL ? value : "on",
                           enroll_html_is_disabled (control));
  if (enroll_html_has_attribute (control, "checked"))
    field->selected = (int)field->options->len - 1;
  if (!enroll_html_is_disabled (control))
    add_control (reader, control, group, index - 1, (int)field->options->len - 1);
}

static void
read_option (EnrollField *field, xmlNode *option)
{
  g_autofree char *text = enroll_html_dup_text (option, NULL);
  const char *written = enroll_html_get_attribute (option, "label");
  g_autofree char *label = enroll_text_collapse (written != NULL ? written : "");
  const char *value = enroll_html_get_attribute (option, "value");

  enroll_html_spend (option, OPTION_WORK);
  enroll_field_add_option (field,
                           label[0] != '\0' ? label : text,
                           value != NULL ? value : text,
                           enroll_html_is_disabled (option));
  if (enroll_html_has_attribute (option, "selected"))
    field->selected = (int)field->options->len - 1;
}

/* A drop-down shows its first option that is not disabled (HTML 4.10.7); a list box shows none. */
static void
select_shown_option (EnrollField *field, xmlNode *control)
{
  const char *size = enroll_html_get_attribute (control, "size");

  if (enroll_html_has_attribute (control, "multiple") ||
      (size != NULL && g_ascii_strtoull (size, NULL, 10) > 1))
    return;
  for (guint i = 0; field->selected < 0 && i < field->options->len; i++)
    {
      if (!((EnrollOption *)g_ptr_array_index (field->options, i))->is_disabled)
        field->selected = (int)i;
    }
}

void
enroll_html_read_select (EnrollHtmlReader *reader, xmlNode *control, guint group)
{
  g_autofree char *label = enroll_html_names_dup_control (reader->names, control);
  EnrollField *field = enroll_form_add_field (reader->form, ENROLL_FIELD_CHOICE, group, label);

  for (xmlNode *node = control; node != NULL; node = enroll_html_next (node, control, TRUE))
    {
      if (enroll_html_is (node, ENROLL_HTML_OPTION))
        read_option (field, node);
    }
  select_shown_option (field, control);
  describe_field (reader, field, control);
  hide_if_invisible (field, control);
  add_control_of_last_field (reader, control, group);
}

void
enroll_html_read_text_area (EnrollHtmlReader *reader, xmlNode *node, guint group)
{
  hide_if_invisible (read_text_field (reader, node, group, ENROLL_FIELD_MULTILINE), node);
}

void
enroll_html_read_input (EnrollHtmlReader *reader, xmlNode *node, guint group)
{
  const char *written = enroll_html_get_attribute (node, "type");
  g_autofree char *type = g_ascii_strdown (written != NULL ? written : "text", -1);
  gboolean is_unseen = enroll_html_is_within_invisible (node);

  if (g_str_equal (type, "button") || g_str_equal (type, "reset") || g_str_equal (type, "file"))
    return;

  if (is_unseen && (g_str_equal (type, "checkbox") || g_str_equal (type, "radio")))
    {
      read_unseen_option (reader, node, group);
    }
  else if (g_str_equal (type, "hidden") || is_unseen)
    {
      read_hidden_field (reader, node, group);
    }
  else if (g_str_equal (type, "checkbox"))
    {
      read_check_box (reader, node, group);
    }
  else if (g_str_equal (type, "radio"))
    {
      read_radio_button (reader, node, group);
    }
  else if (g_str_equal (type, "password"))
    {
      read_text_field (reader, node, group, ENROLL_FIELD_PASSWORD);
    }
  else
    {
      read_text_field (reader, node, group, ENROLL_FIELD_TEXT);
    }
}
