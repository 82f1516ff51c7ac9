/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-model.h"

#include "portal-seed.h"

/* A page as data, for pages that are built by script: {"title", "seed", "words": {…}, "items": […]}. Each item has
 * a type; forms and groups hold items.
 */

static void
begin_item (PortalJson *model, const char *type)
{
  portal_json_begin_object (model, NULL);
  portal_json_text (model, "type", type);
}

PortalJson *
portal_model_new (guint seed, const char *title, char **words)
{
  PortalJson *model = portal_json_new ();

  portal_json_begin_object (model, NULL);
  portal_json_text (model, "title", title);
  portal_json_number (model, "seed", seed);
  portal_json_begin_object (model, "words");
  for (guint i = 0; words[i] != NULL; i += 2)
    portal_json_text (model, words[i], words[i + 1]);
  portal_json_end_object (model);
  portal_json_begin_list (model, "items");
  return model;
}

char *
portal_model_finish (PortalJson *model)
{
  portal_json_end_list (model);
  portal_json_end_object (model);
  return portal_json_finish (model);
}

/* @type: "text" or "alert" */
void
portal_model_text (PortalJson *model, const char *type, const char *text)
{
  begin_item (model, type);
  portal_json_text (model, "text", text);
  portal_json_end_object (model);
}

void
portal_model_hidden (PortalJson *model, const char *name, const char *value)
{
  begin_item (model, "hidden");
  portal_json_text (model, "name", name);
  portal_json_text (model, "value", value);
  portal_json_end_object (model);
}

void
portal_model_fact (PortalJson *model, const char *label, const char *value)
{
  begin_item (model, "fact");
  portal_json_text (model, "label", label);
  portal_json_text (model, "value", value);
  portal_json_end_object (model);
}

void
portal_model_link (PortalJson *model, const PortalLink *link)
{
  begin_item (model, "link");
  portal_json_text (model, "label", link->label);
  portal_json_text (model, "target", link->target);
  portal_json_text (model, "download", link->download);
  portal_json_text (model, "leaves", link->leaves);
  portal_json_end_object (model);
}

void
portal_model_begin_group (PortalJson *model, const char *legend)
{
  begin_item (model, "group");
  portal_json_text (model, "legend", legend);
  portal_json_begin_list (model, "items");
}

/* Ends whatever holds items. */
void
portal_model_end_group (PortalJson *model)
{
  portal_json_end_list (model);
  portal_json_end_object (model);
}

void
portal_model_begin_form (PortalJson *model, const PortalForm *form)
{
  begin_item (model, "form");
  portal_json_text (model, "target", form->target);
  portal_json_flag (model, "isPost", form->is_post);
  portal_json_flag (model, "isMultipart", form->is_multipart);
  portal_json_text (model, "download", form->download);
  portal_json_text (model, "keyInPage", form->key_in_page);
  portal_json_begin_list (model, "items");
}

static void
add_options (PortalJson *model, guint seed, const PortalField *field)
{
  portal_json_begin_list (model, "options");
  for (guint i = 0; field->options[i] != NULL; i++)
    {
      g_autofree char *value = portal_seed_option_value (seed, field->key, i, field->options[i]);

      portal_json_begin_object (model, NULL);
      portal_json_text (model, "label", field->options[i]);
      portal_json_text (model, "value", value);
      portal_json_flag (model, "isChosen", g_strcmp0 (field->value, field->options[i]) == 0);
      portal_json_end_object (model);
    }
  portal_json_end_list (model);
}

void
portal_model_field (PortalJson *model, guint seed, const PortalField *field, const char *label)
{
  static const char *const kinds[] = { "text",   "email",  "password", "area",
                                       "select", "radios", "check" };
  g_autofree char *name = portal_seed_field_name (seed, field->key);

  begin_item (model, "field");
  portal_json_text (model, "kind", kinds[field->kind]);
  portal_json_text (model, "name", name);
  portal_json_text (model, "label", label);
  portal_json_text (model, "problem", field->problem);
  portal_json_text (model, "use", field->use);
  portal_json_flag (model, "isRequired", field->is_required);
  portal_json_flag (model, "isFixed", field->is_fixed);
  if (field->options != NULL)
    add_options (model, seed, field);
  else
    portal_json_text (model, "value", field->value != NULL ? field->value : "");
  portal_json_end_object (model);
}

void
portal_model_button (PortalJson *model, const PortalButton *button)
{
  begin_item (model, "button");
  portal_json_text (model, "kind", button->kind);
  portal_json_text (model, "label", button->label);
  portal_json_text (model, "name", button->name);
  portal_json_text (model, "value", button->value);
  portal_json_text (model, "target", button->target);
  portal_json_end_object (model);
}

void
portal_model_begin_table (PortalJson *model, const char *const *titles)
{
  begin_item (model, "table");
  portal_json_begin_list (model, "titles");
  for (guint i = 0; titles[i] != NULL; i++)
    portal_json_text (model, NULL, titles[i]);
  portal_json_end_list (model);
  portal_json_begin_list (model, "rows");
}

void
portal_model_end_table (PortalJson *model)
{
  portal_model_end_group (model);
}

void
portal_model_row (PortalJson *model, const PortalRow *row)
{
  portal_json_begin_object (model, NULL);
  portal_json_text (model, "id", row->id);
  portal_json_begin_list (model, "cells");
  for (guint i = 0; row->cells[i] != NULL; i++)
    portal_json_text (model, NULL, row->cells[i]);
  portal_json_end_list (model);
  portal_json_begin_list (model, "links");
  for (guint i = 0; row->links[i].label != NULL; i++)
    portal_model_link (model, &row->links[i]);
  portal_json_end_list (model);
  portal_json_end_object (model);
}
