/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-markup-private.h"

#include "portal-model.h"
#include "portal-seed.h"

/* Builds a page: HTML, or a model for a page that is built by script. How a field is labelled, laid
 * out and called depends on the seed.
 */
/* @placeholder: what a list says as long as nothing is chosen */
PortalMarkup *
portal_markup_new (guint seed, const char *placeholder)
{
  PortalMarkup *self = g_new0 (PortalMarkup, 1);

  self->seed = seed;
  self->placeholder = placeholder;
  self->text = g_string_new (NULL);
  return self;
}

/* @words: keys and texts in turn, see portal_words_for_script() */
PortalMarkup *
portal_markup_new_model (guint seed, const char *title, char **words)
{
  PortalMarkup *self = portal_markup_new (seed, "");

  self->model = portal_model_new (seed, title, words);
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

guint
portal_markup_pick (PortalMarkup *self, const char *topic, const char *key, guint n_choices)
{
  g_autofree char *full = g_strconcat (topic, "-", key, NULL);

  return portal_seed_pick (self->seed, full, n_choices);
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
  guint shape = portal_markup_pick (self, "alert", "shape", G_N_ELEMENTS (shapes));
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

void
portal_markup_begin_fields (PortalMarkup *self, const char *legend)
{
  if (self->model != NULL)
    {
      portal_model_begin_group (self->model, legend);
      return;
    }
  self->is_table = portal_markup_pick (self, "layout", "fields", 3) == 2;
  if (self->is_table)
    portal_markup_raw (self, "<table class=\"form\">\n");
  else if (portal_markup_pick (self, "layout", "fields", 3) == 1)
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
  else if (portal_markup_pick (self, "layout", "fields", 3) == 1)
    portal_markup_raw (self, "</fieldset>\n");
  else
    portal_markup_raw (self, "</div>\n");
  self->is_table = FALSE;
}

void
portal_markup_button (PortalMarkup *self, const PortalButton *button)
{
  g_autofree char *label = g_markup_escape_text (button->label, -1);
  g_autofree char *action = NULL;
  g_autofree char *name = NULL;
  g_autofree char *target = NULL;
  guint style = portal_markup_pick (self, "button", button->key, 5);

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
