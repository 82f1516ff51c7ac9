/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-markup.h"

#include "portal-model.h"
#include "portal-seed.h"

#include <string.h>

/* Builds a page: HTML, or a model for a page that is built by script. How a field is labelled, laid
 * out and called depends on the seed.
 */
struct _PortalMarkup
{
  guint seed;
  GString *text;
  PortalJson *model;
  gboolean is_table;
};

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

PortalMarkup *
portal_markup_new (guint seed)
{
  PortalMarkup *self = g_new0 (PortalMarkup, 1);

  self->seed = seed;
  self->text = g_string_new (NULL);
  return self;
}

PortalMarkup *
portal_markup_new_model (guint seed, const char *title)
{
  PortalMarkup *self = portal_markup_new (seed);

  self->model = portal_model_new (seed, title);
  return self;
}

void
portal_markup_free (PortalMarkup *self)
{
  g_clear_pointer (&self->model, portal_json_free);
  g_string_free (self->text, TRUE);
  g_free (self);
}

PortalJson *
portal_markup_get_model (PortalMarkup *self)
{
  return self->model;
}

static guint
pick (PortalMarkup *self, const char *topic, const char *key, guint n_choices)
{
  g_autofree char *full = g_strconcat (topic, "-", key, NULL);

  return portal_seed_pick (self->seed, full, n_choices);
}

static char *
make_id (PortalMarkup *self, const char *key)
{
  g_autofree char *topic = g_strconcat ("id-", key, NULL);

  return self->seed == 0 ? g_strdup (key) : portal_seed_word (self->seed, topic, 9);
}

void
portal_markup_raw (PortalMarkup *self, const char *format, ...)
{
  va_list arguments;

  if (self->model != NULL)
    return;
  va_start (arguments, format);
  g_string_append_vprintf (self->text, format, arguments);
  va_end (arguments);
}

void
portal_markup_text (PortalMarkup *self, const char *element, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  if (self->model != NULL)
    portal_model_text (self->model, "text", text);
  else
    portal_markup_raw (self, "<%s>%s</%s>\n", element, escaped, element);
}

void
portal_markup_alert (PortalMarkup *self, const char *text)
{
  static const char *const shapes[] = {
    "<div role=\"alert\">%s</div>\n",
    "<p class=\"error-message\">%s</p>\n",
    "<div class=\"alert alert-danger\" role=\"alert\"><strong>Error</strong> <span>%s</span></div>\n",
    "<ul class=\"errors\"><li>%s</li></ul>\n",
  };
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  guint shape = pick (self, "alert", "shape", G_N_ELEMENTS (shapes));
  g_auto (GStrv) parts = g_strsplit (shapes[shape], "%s", 2);

  if (self->model != NULL)
    portal_model_text (self->model, "alert", text);
  else
    portal_markup_raw (self, "%s%s%s", parts[0], escaped, parts[1]);
}

void
portal_markup_hidden (PortalMarkup *self, const char *name, const char *value)
{
  g_autofree char *escaped_name = g_markup_escape_text (name, -1);
  g_autofree char *escaped = g_markup_escape_text (value, -1);

  if (self->model != NULL)
    portal_model_hidden (self->model, name, value);
  else
    portal_markup_raw (self,
                       "<input type=\"hidden\" name=\"%s\" value=\"%s\">\n",
                       escaped_name,
                       escaped);
}

void
portal_markup_link (PortalMarkup *self, const PortalLink *link)
{
  g_autofree char *escaped = g_markup_escape_text (link->target, -1);
  g_autofree char *text = g_markup_escape_text (link->label, -1);
  gboolean has_window = g_strcmp0 (link->download, "window") == 0;

  if (self->model != NULL)
    portal_model_link (self->model, link);
  else
    portal_markup_raw (self,
                       "<a href=\"%s\"%s>%s</a>\n",
                       escaped,
                       has_window ? " target=\"_blank\"" : "",
                       text);
}

void
portal_markup_fact (PortalMarkup *self, const char *label, const char *value)
{
  if (self->model != NULL)
    {
      portal_model_fact (self->model, label, value);
      return;
    }
  portal_markup_raw (self, "<div><b>");
  portal_markup_text (self, "span", label);
  portal_markup_raw (self, "</b>");
  portal_markup_text (self, "span", value);
  portal_markup_raw (self, "</div>\n");
}

void
portal_markup_begin_table (PortalMarkup *self, const char *const *titles)
{
  if (self->model != NULL)
    {
      portal_model_begin_table (self->model, titles);
      return;
    }
  portal_markup_raw (self, "<table><thead><tr><th></th>");
  for (guint i = 0; titles[i] != NULL; i++)
    portal_markup_raw (self, "<th>%s</th>", titles[i]);
  portal_markup_raw (self, "</tr></thead><tbody>\n");
}

void
portal_markup_end_table (PortalMarkup *self)
{
  if (self->model != NULL)
    portal_model_end_table (self->model);
  else
    portal_markup_raw (self, "</tbody></table>\n");
}

void
portal_markup_row (PortalMarkup *self, const PortalRow *row)
{
  if (self->model != NULL)
    {
      portal_model_row (self->model, row);
      return;
    }
  portal_markup_raw (self,
                     "<tr><td><input type=\"checkbox\" name=\"row\" value=\"%s\" aria-label=\"%s\">"
                     "</td>",
                     row->id,
                     row->cells[0]);
  for (guint i = 0; row->cells[i] != NULL; i++)
    portal_markup_raw (self, "<td>%s</td>", row->cells[i]);
  portal_markup_raw (self, "<td>");
  for (guint i = 0; row->links[i].label != NULL; i++)
    {
      PortalButton button = { .key = row->links[i].label, .label = row->links[i].label };
      PortalForm form = { .target = row->links[i].target, .is_post = TRUE };

      if (!row->has_forms)
        {
          portal_markup_link (self, &row->links[i]);
          continue;
        }
      portal_markup_begin_form (self, &form);
      portal_markup_button (self, &button);
      portal_markup_end_form (self);
    }
  portal_markup_raw (self, "</td></tr>\n");
}

void
portal_markup_begin_form (PortalMarkup *self, const PortalForm *form)
{
  g_autofree char *escaped = g_markup_escape_text (form->target, -1);
  gboolean has_window = g_strcmp0 (form->download, "window") == 0;

  if (self->model != NULL)
    portal_model_begin_form (self->model, form);
  else
    portal_markup_raw (self,
                       "<form action=\"%s\" method=\"%s\"%s%s>\n",
                       escaped,
                       form->is_post ? "post" : "get",
                       form->is_multipart ? " enctype=\"multipart/form-data\"" : "",
                       has_window ? " target=\"_blank\"" : "");
}

void
portal_markup_end_form (PortalMarkup *self)
{
  if (self->model != NULL)
    portal_model_end_group (self->model);
  else
    portal_markup_raw (self, "</form>\n");
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

  switch (pick (self, "decoration", field->key, 9))
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
    return of_checks[pick (self, "label", field->key, G_N_ELEMENTS (of_checks))];
  if (field->kind == PORTAL_FIELD_RADIOS)
    return self->is_table ? LABEL_CELL : LABEL_WRAP;
  style = self->is_table ? in_table[pick (self, "label", field->key, G_N_ELEMENTS (in_table))]
                         : in_text[pick (self, "label", field->key, G_N_ELEMENTS (in_text))];
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
  if (style == LABEL_FOR || style == LABEL_REFERENCED || pick (self, "has-id", field->key, 2) == 0)
    g_string_append_printf (out, " id=\"%s\"", id);
  if (style == LABEL_REFERENCED)
    g_string_append_printf (out, " aria-labelledby=\"%s-l\"", id);
  if (style == LABEL_ARIA || style == LABEL_PLACEHOLDER || style == LABEL_TITLE)
    g_string_append_printf (out, " %s=\"%s\"", names[style], label);
  if (field->described_by != NULL)
    g_string_append_printf (out, " aria-describedby=\"%s\"", field->described_by);
  if (field->is_required && pick (self, "required", field->key, 2) == 1)
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
    portal_markup_raw (self, "<option value=\"\" selected>-- Please select --</option>\n");
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
  gboolean is_wrapped = pick (self, "radio-label", field->key, 2) == 0;

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
      portal_markup_raw (self,
                         "<input type=\"checkbox\"%s%s%s>",
                         attributes,
                         pick (self, "check-value", field->key, 2) == 0 ? " value=\"yes\"" : "",
                         field->value != NULL && *field->value != '\0' ? " checked" : "");
      break;
    }
  if (field->problem != NULL)
    {
      g_autofree char *problem = g_markup_escape_text (field->problem, -1);

      portal_markup_raw (self, " <span class=\"field-error\">%s</span>", problem);
    }
}

void
portal_markup_begin_fields (PortalMarkup *self, const char *legend)
{
  if (self->model != NULL)
    {
      portal_model_begin_group (self->model, legend);
      return;
    }
  self->is_table = pick (self, "layout", "fields", 3) == 2;
  if (self->is_table)
    portal_markup_raw (self, "<table class=\"form\">\n");
  else if (pick (self, "layout", "fields", 3) == 1)
    portal_markup_raw (self, "<fieldset><legend>%s</legend>\n", legend);
  else
    portal_markup_raw (self, "<div>\n");
}

void
portal_markup_end_fields (PortalMarkup *self)
{
  if (self->model != NULL)
    portal_model_end_group (self->model);
  else if (self->is_table)
    portal_markup_raw (self, "</table>\n");
  else if (pick (self, "layout", "fields", 3) == 1)
    portal_markup_raw (self, "</fieldset>\n");
  else
    portal_markup_raw (self, "</div>\n");
  self->is_table = FALSE;
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
      const char *cell = pick (self, "cell", "kind", 2) == 1 ? "th" : "td";

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

void
portal_markup_button (PortalMarkup *self, const PortalButton *button)
{
  g_autofree char *label = g_markup_escape_text (button->label, -1);
  g_autofree char *action = NULL;
  g_autofree char *name = NULL;
  g_autofree char *target = NULL;
  guint style = pick (self, "button", button->key, 5);

  if (self->model != NULL)
    {
      portal_model_button (self->model, button);
      return;
    }
  if (button->target != NULL)
    {
      target = g_markup_escape_text (button->target, -1);
      action = g_strdup_printf (" formaction=\"%s\"", target);
    }
  if (button->name != NULL)
    name = g_strdup_printf (" name=\"%s\" value=\"%s\"", button->name, button->value);
  /* An input button has its label for a value. */
  if (style == 1 && button->name == NULL)
    portal_markup_raw (self,
                       "<input type=\"submit\"%s value=\"%s\">\n",
                       action != NULL ? action : "",
                       label);
  else
    portal_markup_raw (self,
                       "<button%s%s%s>%s%s%s</button>\n",
                       style == 2 ? "" : " type=\"submit\"",
                       name != NULL ? name : "",
                       action != NULL ? action : "",
                       style == 3 ? "<span> " : "",
                       label,
                       style == 3 ? "</span>" : "");
}

char *
portal_markup_finish (PortalMarkup *self)
{
  return self->model != NULL ? portal_model_finish (self->model) : g_strdup (self->text->str);
}
