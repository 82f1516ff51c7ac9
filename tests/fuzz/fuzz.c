/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What all targets share. */

static gboolean is_for_input;

static const char *
find_field (const GLogField *fields, gsize n_fields, const char *key)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      if (g_str_equal (fields[i].key, key))
        return fields[i].value;
    }
  return "";
}

/* Camel warns of mail that is not as it should be. GLib up to 2.74 reports a value of a key file
 * that ends in a backslash twice, and warns of that. */
static gboolean
is_expected (GLogLevelFlags level, const GLogField *fields, gsize n_fields)
{
  const char *domain = find_field (fields, n_fields, "GLIB_DOMAIN");
  const char *text = find_field (fields, n_fields, "MESSAGE");

  return (g_str_equal (domain, "camel") && (level & G_LOG_LEVEL_WARNING) != 0) ||
         (g_str_equal (domain, "GLib") && strstr (text, "previous GError") != NULL &&
          strstr (text, "Key file contains ") != NULL);
}

/* What a library complains about is a finding too; libFuzzer sees an abort, but not GLib's trap. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  if (is_for_input || is_expected (level, fields, n_fields))
    return G_LOG_WRITER_HANDLED;
  g_log_writer_standard_streams (level, fields, n_fields, user_data);
  if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) != 0)
    abort ();
  return G_LOG_WRITER_HANDLED;
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_writer_func (write_log, NULL, NULL);
  return 0;
}

void
fuzz_fail (const char *place, const char *statement)
{
  fprintf (stderr, "%s: this does not hold: %s\n", place, statement);
  abort ();
}

/**
 * fuzz_make_input:
 * @is_begun: %TRUE before, %FALSE after
 *
 * Between the two calls a library makes what the plugin is then given, as Evolution would have done
 * before it: what it complains about is not of the plugin’s asking.
 */
void
fuzz_make_input (gboolean is_begun)
{
  is_for_input = is_begun;
}

const EnrollPortal *
fuzz_get_portal (void)
{
  static EnrollPortal *portal;

  if (portal == NULL)
    {
      static const char *const hosts[] = { FUZZ_MORE_HOST, NULL };
      g_autofree char *text = NULL;
      gsize length = 0;

      fuzz_check (g_file_get_contents (FUZZ_PORTAL_FILE, &text, &length, NULL));
      portal = enroll_portal_new_from_data (text, length, hosts, NULL);
      fuzz_check (portal != NULL);
    }
  return portal;
}

/**
 * fuzz_take_line:
 * @data: (inout): the input
 * @size: (inout): its size
 *
 * Returns: (transfer full): the first line of the input, which is then the rest
 */
char *
fuzz_take_line (const uint8_t **data, size_t *size)
{
  const uint8_t *end = *size > 0 ? memchr (*data, '\n', *size) : NULL;
  size_t length = end != NULL ? (size_t)(end - *data) : *size;
  char *line = fuzz_dup_rest (*data, length);

  *data += end != NULL ? length + 1 : length;
  *size -= end != NULL ? length + 1 : length;
  return line;
}

/* The input as a text; it ends at its first NUL. */
char *
fuzz_dup_rest (const uint8_t *data, size_t size)
{
  char *text = g_malloc (size + 1);

  if (size > 0)
    memcpy (text, data, size);
  text[size] = '\0';
  return text;
}

void
fuzz_check_text (const char *text)
{
  fuzz_check (text == NULL || g_utf8_validate (text, -1, NULL));
}

/* Whatever the page, what is shown to people and compared with words is UTF-8, and what refers to
 * something refers to something that is there. */
void
fuzz_check_form (const EnrollForm *form, guint max_controls)
{
  fuzz_check_text (form->title);
  fuzz_check_text (form->text);
  fuzz_check_text (form->host);
  fuzz_check (form->kind < ENROLL_N_FORM_KINDS && form->refusal < ENROLL_N_REFUSALS);
  fuzz_check (form->fields->len + form->buttons->len <= max_controls);
  fuzz_check (form->refresh_ms <= 3600 * 1000);
  for (guint i = 0; i < form->notices->len; i++)
    fuzz_check_text (g_ptr_array_index (form->notices, i));
  for (guint i = 0; i < form->fields->len; i++)
    {
      const EnrollField *field = g_ptr_array_index (form->fields, i);

      fuzz_check (field->value != NULL && field->label != NULL);
      fuzz_check_text (field->label);
      fuzz_check_text (field->hint);
      fuzz_check_text (field->value);
      fuzz_check_text (field->error);
      fuzz_check (field->role == ENROLL_ROLE_NONE || !enroll_role_is_button (field->role));
      fuzz_check (field->selected >= -1);
      fuzz_check (field->selected < 0 || (guint)field->selected < field->options->len);
      for (guint j = 0; field->options != NULL && j < field->options->len; j++)
        {
          const EnrollOption *option = g_ptr_array_index (field->options, j);

          fuzz_check (option->label != NULL && option->value != NULL);
          fuzz_check_text (option->label);
          fuzz_check_text (option->value);
        }
    }
  for (guint i = 0; i < form->buttons->len; i++)
    {
      const EnrollButton *button = g_ptr_array_index (form->buttons, i);

      fuzz_check (button->label != NULL);
      fuzz_check_text (button->label);
      fuzz_check_text (button->context);
      fuzz_check (button->role == ENROLL_ROLE_NONE || enroll_role_is_button (button->role));
    }
}
