/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-markup-private.h"

#include "portal-model.h"
#include "portal-seed.h"

#include <string.h>

/* The fields of a page: how each is labelled, laid out and called depends on the seed. */

typedef enum
{
  LABEL_FOR,
  LABEL_WRAP,
  LABEL_REFERENCED,
  LABEL_ARIA,
  LABEL_PLACEHOLDER,
  LABEL_TITLE,
  LABEL_CELL,
} LabelStyle;

static char *
make_id (PortalMarkup *self, const char *key)
{
  g_autofree char *topic = g_strconcat ("id-", key, NULL);

  return self->seed == 0 ? g_strdup (key) : portal_seed_word (self->seed, topic, 9);
}

static char *
use_wide_spaces (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  return g_strjoinv ("\xc2\xa0", words);
}

/* Returns: @label as HTML, or as a plain text for attributes, in one of the harmless variations */
static char *
decorate (PortalMarkup *self, const PortalField *field, gboolean is_plain)
{
  g_autofree char *escaped = g_markup_escape_text (field->label, -1);
  g_autofree char *changed = NULL;
  const char *space = strchr (escaped, ' ');

  switch (portal_markup_pick (self, "decoration", field->key, 9))
    {
    case 2:
      return g_strconcat (escaped, ":", NULL);
    case 3:
      if (!field->is_required)
        return g_strconcat (escaped, " :", NULL);
      return g_strconcat (escaped, is_plain ? " *" : " <span class=\"r\">*</span>", NULL);
    case 4:
      return g_ascii_strup (field->label, -1);
    case 5:
      return use_wide_spaces (escaped);
    case 6:
      return is_plain ? g_steal_pointer (&escaped) : g_strconcat ("<b>", escaped, "</b>:", NULL);
    case 7:
      if (is_plain || space == NULL)
        return g_steal_pointer (&escaped);
      *strchr (escaped, ' ') = '\0';
      return g_strconcat ("\n  <span>", escaped, "</span>\n  ", space + 1, "\n", NULL);
    case 8:
      changed = g_ascii_strdown (field->label + 1, -1);
      return g_strdup_printf ("%c%s", field->label[0], changed);
    default:
      return g_steal_pointer (&escaped);
    }
}

static LabelStyle
choose_style (PortalMarkup *self, const PortalField *field)
{
  static const LabelStyle in_table[] = { LABEL_FOR, LABEL_CELL, LABEL_REFERENCED, LABEL_CELL };
  static const LabelStyle in_text[] = { LABEL_FOR,  LABEL_WRAP,        LABEL_REFERENCED,
                                        LABEL_ARIA, LABEL_PLACEHOLDER, LABEL_TITLE };
  static const LabelStyle of_checks[] = { LABEL_FOR, LABEL_WRAP, LABEL_REFERENCED };
  LabelStyle style = LABEL_FOR;

  if (field->kind == PORTAL_FIELD_CHECK)
    return of_checks[portal_markup_pick (self, "label", field->key, G_N_ELEMENTS (of_checks))];
  if (field->kind == PORTAL_FIELD_RADIOS)
    return self->is_table ? LABEL_CELL : LABEL_WRAP;
  style = self->is_table
              ? in_table[portal_markup_pick (self, "label", field->key, G_N_ELEMENTS (in_table))]
              : in_text[portal_markup_pick (self, "label", field->key, G_N_ELEMENTS (in_text))];
  if (style == LABEL_PLACEHOLDER && field->kind == PORTAL_FIELD_SELECT)
    return LABEL_TITLE;
  return style;
}

static char *
make_attributes (PortalMarkup *self, const PortalField *field, LabelStyle style)
{
  static const char *const names[] = { "",     "", "aria-labelledby", "aria-label", "placeholder",
                                       "title" };
  g_autofree char *name = portal_seed_field_name (self->seed, field->key);
  g_autofree char *id = make_id (self, field->key);
  g_autofree char *label = decorate (self, field, TRUE);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, " name=\"%s\"", name);
  if (style == LABEL_FOR || style == LABEL_REFERENCED ||
      portal_markup_pick (self, "has-id", field->key, 2) == 0)
    g_string_append_printf (out, " id=\"%s\"", id);
  if (style == LABEL_REFERENCED)
    g_string_append_printf (out, " aria-labelledby=\"%s-l\"", id);
  if (style == LABEL_ARIA || style == LABEL_PLACEHOLDER || style == LABEL_TITLE)
    g_string_append_printf (out, " %s=\"%s\"", names[style], label);
  if (field->described_by != NULL)
    g_string_append_printf (out, " aria-describedby=\"%s\"", field->described_by);
  if (field->is_required && portal_markup_pick (self, "required", field->key, 2) == 1)
    g_string_append (out, " required");
  if (field->is_fixed)
    g_string_append (out, " readonly");
  if (field->problem != NULL)
    g_string_append (out, " aria-invalid=\"true\"");
  return g_string_free (out, FALSE);
}

static void
add_select (PortalMarkup *self, const PortalField *field, const char *attributes)
{
  portal_markup_raw (self, "<select%s>\n", attributes);
  if (field->value == NULL)
    portal_markup_raw (self, "<option value=\"\" selected>%s</option>\n", self->placeholder);
  for (guint i = 0; field->options[i] != NULL; i++)
    {
      g_autofree char *value =
          portal_seed_option_value (self->seed, field->key, i, field->options[i]);
      g_autofree char *escaped = g_markup_escape_text (field->options[i], -1);
      g_autofree char *escaped_value = g_markup_escape_text (value, -1);
      gboolean is_chosen = g_strcmp0 (field->value, field->options[i]) == 0;

      if (g_str_equal (value, field->options[i]) && self->seed != 0)
        portal_markup_raw (self, "<option%s>%s\n", is_chosen ? " selected" : "", escaped);
      else
        portal_markup_raw (self,
                           "<option value=\"%s\"%s>%s</option>\n",
                           escaped_value,
                           is_chosen ? " selected" : "",
                           escaped);
    }
  portal_markup_raw (self, "</select>");
}

static void
add_radios (PortalMarkup *self, const PortalField *field)
{
  g_autofree char *name = portal_seed_field_name (self->seed, field->key);
  g_autofree char *id = make_id (self, field->key);
  gboolean is_wrapped = portal_markup_pick (self, "radio-label", field->key, 2) == 0;

  for (guint i = 0; field->options[i] != NULL; i++)
    {
      g_autofree char *value =
          portal_seed_option_value (self->seed, field->key, i, field->options[i]);
      g_autofree char *escaped = g_markup_escape_text (field->options[i], -1);
      g_autofree char *escaped_value = g_markup_escape_text (value, -1);
      gboolean is_chosen = g_strcmp0 (field->value, field->options[i]) == 0;

      if (is_wrapped)
        portal_markup_raw (self, "<label>");
      portal_markup_raw (self,
                         "<input type=\"radio\" name=\"%s\" id=\"%s-%u\" value=\"%s\"%s> ",
                         name,
                         id,
                         i,
                         escaped_value,
                         is_chosen ? " checked" : "");
      if (is_wrapped)
        portal_markup_raw (self, "%s</label><br>\n", escaped);
      else
        portal_markup_raw (self, "<label for=\"%s-%u\">%s</label><br>\n", id, i, escaped);
    }
}

static void
add_control (PortalMarkup *self, const PortalField *field, LabelStyle style)
{
  static const char *const types[] = { "text", "email", "password" };
  g_autofree char *attributes = make_attributes (self, field, style);
  g_autofree char *value = g_markup_escape_text (field->value != NULL ? field->value : "", -1);

  switch (field->kind)
    {
    case PORTAL_FIELD_TEXT:
    case PORTAL_FIELD_EMAIL:
    case PORTAL_FIELD_PASSWORD:
      portal_markup_raw (self,
                         "<input type=\"%s\"%s value=\"%s\">",
                         types[field->kind],
                         attributes,
                         value);
      break;
    case PORTAL_FIELD_AREA:
      portal_markup_raw (self, "<textarea%s rows=\"6\">\n%s</textarea>", attributes, value);
      break;
    case PORTAL_FIELD_SELECT:
      add_select (self, field, attributes);
      break;
    case PORTAL_FIELD_RADIOS:
      add_radios (self, field);
      break;
    case PORTAL_FIELD_CHECK:
      portal_markup_raw (
          self,
          "<input type=\"checkbox\"%s%s%s>",
          attributes,
          portal_markup_pick (self, "check-value", field->key, 2) == 0 ? " value=\"yes\"" : "",
          field->value != NULL && *field->value != '\0' ? " checked" : "");
      break;
    }
  if (field->problem != NULL)
    {
      g_autofree char *problem = g_markup_escape_text (field->problem, -1);

      portal_markup_raw (self, " <span class=\"field-error\">%s</span>", problem);
    }
}

static void
add_label (PortalMarkup *self, const char *id, const char *label, LabelStyle style)
{
  if (style == LABEL_FOR)
    portal_markup_raw (self, "<label for=\"%s\">%s</label> ", id, label);
  else if (style == LABEL_REFERENCED)
    portal_markup_raw (self, "<span id=\"%s-l\">%s</span> ", id, label);
  else if (style == LABEL_CELL)
    portal_markup_raw (self, "%s", label);
}

static void
add_check (PortalMarkup *self, const PortalField *field, LabelStyle style)
{
  g_autofree char *plain = decorate (self, field, FALSE);
  const char *label = field->label_html != NULL ? field->label_html : plain;
  g_autofree char *id = make_id (self, field->key);

  portal_markup_raw (self, self->is_table ? "<tr><td colspan=\"2\">" : "<p>");
  if (style == LABEL_WRAP)
    portal_markup_raw (self, "<label>");
  add_control (self, field, style);
  if (style == LABEL_WRAP)
    portal_markup_raw (self, " %s</label>", label);
  else
    add_label (self, id, label, style);
  portal_markup_raw (self, self->is_table ? "</td></tr>\n" : "</p>\n");
}

static void
add_to_model (PortalMarkup *self, const PortalField *field)
{
  g_autofree char *label = decorate (self, field, TRUE);

  portal_model_field (self->model, self->seed, field, label);
}

void
portal_markup_field (PortalMarkup *self, const PortalField *field)
{
  g_autofree char *label = decorate (self, field, FALSE);
  g_autofree char *id = make_id (self, field->key);
  LabelStyle style = choose_style (self, field);

  if (self->model != NULL)
    {
      add_to_model (self, field);
    }
  else if (field->kind == PORTAL_FIELD_CHECK)
    {
      add_check (self, field, style);
    }
  else if (self->is_table)
    {
      const char *cell = portal_markup_pick (self, "cell", "kind", 2) == 1 ? "th" : "td";

      portal_markup_raw (self, "<tr><%s>", cell);
      add_label (self, id, label, style);
      portal_markup_raw (self, "</%s><td>", cell);
      add_control (self, field, style);
      portal_markup_raw (self, "</td></tr>\n");
    }
  else if (field->kind == PORTAL_FIELD_RADIOS)
    {
      portal_markup_raw (self, "<fieldset><legend>%s</legend>\n", label);
      add_control (self, field, style);
      portal_markup_raw (self, "</fieldset>\n");
    }
  else
    {
      portal_markup_raw (self, "<p>");
      if (style == LABEL_WRAP)
        portal_markup_raw (self, "<label>%s ", label);
      else
        add_label (self, id, label, style);
      add_control (self, field, style);
      portal_markup_raw (self, style == LABEL_WRAP ? "</label></p>\n" : "</p>\n");
    }
}
