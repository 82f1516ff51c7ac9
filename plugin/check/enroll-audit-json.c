/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-audit.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* The audit as one JSON object, for programs. */

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text != NULL)
    {
      json_builder_add_string_value (builder, text);
    }
  else
    {
      json_builder_add_null_value (builder);
    }
}

static void
add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_number (JsonBuilder *builder, const char *name, guint value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_remarks (JsonBuilder *builder, const char *name, const GPtrArray *remarks, gboolean is_problem)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < remarks->len; i++)
    {
      const EnrollRemark *remark = g_ptr_array_index (remarks, i);

      if (remark->is_problem == is_problem)
        json_builder_add_string_value (builder, remark->text);
    }
  json_builder_end_array (builder);
}

static void
add_both_remarks (JsonBuilder *builder, const GPtrArray *remarks)
{
  add_remarks (builder, "problems", remarks, TRUE);
  add_remarks (builder, "notes", remarks, FALSE);
}

static void
add_keys (JsonBuilder *builder, const EnrollAudit *self)
{
  json_builder_set_member_name (builder, "settings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->keys->len; i++)
    {
      const EnrollAuditKey *key = g_ptr_array_index (self->keys, i);

      json_builder_begin_object (builder);
      add_text (builder, "key", key->key);
      add_text (builder, "value", key->value);
      add_boolean (builder, "is-set", key->is_set);
      add_text (builder, "origin", enroll_origin_get_nick (key->origin));
      add_text (builder, "file", key->override_file);
      add_boolean (builder, "locked", key->is_locked);
      add_both_remarks (builder, key->remarks);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_portal (JsonBuilder *builder, const EnrollAudit *self)
{
  const EnrollPortal *portal = self->portal;
  const char *const *hosts = portal != NULL ? enroll_portal_get_hosts (portal) : NULL;

  json_builder_set_member_name (builder, "portal");
  json_builder_begin_object (builder);
  add_text (builder, "name", portal != NULL ? enroll_portal_get_name (portal) : NULL);
  add_text (builder, "file", portal != NULL ? enroll_portal_get_file (portal) : NULL);
  add_text (builder, "status-page", portal != NULL ? enroll_portal_get_status_page (portal) : NULL);
  json_builder_set_member_name (builder, "hosts");
  json_builder_begin_array (builder);
  for (guint i = 0; hosts != NULL && hosts[i] != NULL; i++)
    json_builder_add_string_value (builder, hosts[i]);
  json_builder_end_array (builder);
  add_both_remarks (builder, self->remarks);
  json_builder_end_object (builder);
}

static void
add_plan (JsonBuilder *builder, const EnrollPlan *plan)
{
  json_builder_set_member_name (builder, "questions");
  json_builder_begin_array (builder);
  for (guint i = 0; plan != NULL && i < plan->questions->len; i++)
    {
      EnrollQuestion *question = g_ptr_array_index (plan->questions, i);

      json_builder_begin_object (builder);
      add_text (builder, "label", enroll_question_get_label (question));
      add_boolean (builder, "agreed", enroll_question_is_agreed (question));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "decisions");
  json_builder_begin_array (builder);
  for (guint i = 0; plan != NULL && i < plan->decisions->len; i++)
    {
      const EnrollDecision *decision = g_ptr_array_index (plan->decisions, i);

      json_builder_begin_object (builder);
      add_text (builder, "label", decision->label);
      add_text (builder, "value", decision->value);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_assistant (JsonBuilder *builder, const EnrollAudit *self)
{
  const EnrollForm *form = self->form;

  json_builder_set_member_name (builder, "assistant");
  json_builder_begin_object (builder);
  add_text (builder, "address", self->identity->address);
  add_number (builder, "requests", self->n_requests);
  add_text (builder, "host", form != NULL ? form->host : NULL);
  add_text (builder, "form", form != NULL ? enroll_form_kind_get_nick (form->kind) : NULL);
  add_text (builder, "title", form != NULL ? form->title : NULL);
  add_plan (builder, self->plan);
  add_both_remarks (builder, self->endpoint_remarks);
  json_builder_end_object (builder);
}

/* The library escapes what JSON forbids in a string. A terminal obeys some of the rest, and shows
 * some as if it were not there; between strings is only what the library puts there. */
static char *
dup_escaped (const char *json)
{
  GString *escaped = g_string_sized_new (strlen (json));

  for (const char *p = json; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      GUnicodeType type = g_unichar_type (c);

      if (c == '\n' || (type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT &&
                        type != G_UNICODE_LINE_SEPARATOR && type != G_UNICODE_PARAGRAPH_SEPARATOR))
        {
          g_string_append_unichar (escaped, c);
        }
      else if (c < 0x10000)
        {
          g_string_append_printf (escaped, "\\u%04x", c);
        }
      else
        {
          /* RFC 8259 section 7. */
          g_string_append_printf (escaped,
                                  "\\u%04x\\u%04x",
                                  0xd800 + ((c - 0x10000) >> 10),
                                  0xdc00 + ((c - 0x10000) & 0x3ff));
        }
    }
  return g_string_free (escaped, FALSE);
}

/**
 * enroll_audit_print_json:
 * @self: what was found
 *
 * Prints it for programs.
 */
void
enroll_audit_print_json (const EnrollAudit *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  guint n_problems = enroll_audit_count_problems (self);

  json_builder_begin_object (builder);
  add_text (builder, "version", PACKAGE_VERSION);
  add_text (builder, "schema", ENROLL_SCHEMA);
  add_boolean (builder, "ok", n_problems == 0);
  add_number (builder, "problems", n_problems);
  add_keys (builder, self);
  add_portal (builder, self);
  add_assistant (builder, self);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, NULL);
  escaped = dup_escaped (text);
  g_print ("%s\n", escaped);
}
