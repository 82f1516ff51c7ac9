/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-page-form.h"
#include "enroll-text.h"

#include <math.h>
#include <string.h>

/* Makes a form value of the plain data that the script in the page returns. The script has the same
 * limits; they are kept here once more, for what comes from a page is never trusted. */

#define MAX_FIELDS 500
#define MAX_BUTTONS 500
#define MAX_NOTICES 50
#define MAX_OPTIONS 2000
#define MAX_STRING 65536
#define MAX_TEXT 262144
#define MAX_ATTACHMENT 1048576

/**
 * EnrollPageReader:
 * @form: what is being filled
 * @n_left: how many bytes of text may still come
 */
typedef struct
{
  EnrollForm *form;
  gsize n_left;
} EnrollPageReader;

static JSCValue *
get_member (JSCValue *object, const char *name)
{
  return jsc_value_is_object (object) ? jsc_value_object_get_property (object, name) : NULL;
}

/* The beginning of @text that fits, cut between characters. */
static char *
cut (char *text, gsize limit)
{
  const char *end;

  if (strlen (text) > limit)
    text[limit] = '\0';
  if (!g_utf8_validate (text, -1, &end))
    text[end - text] = '\0';
  return text;
}

static char *
dup_bounded (EnrollPageReader *reader, JSCValue *value)
{
  char *text;

  if (value == NULL || !jsc_value_is_string (value))
    return NULL;
  text = cut (jsc_value_to_string (value), MIN (MAX_STRING, reader->n_left));
  reader->n_left -= strlen (text);
  return text;
}

static char *
dup_string (EnrollPageReader *reader, JSCValue *object, const char *name)
{
  g_autoptr (JSCValue) value = get_member (object, name);

  return dup_bounded (reader, value);
}

static gboolean
get_boolean (JSCValue *object, const char *name)
{
  g_autoptr (JSCValue) value = get_member (object, name);

  return value != NULL && jsc_value_is_boolean (value) && jsc_value_to_boolean (value);
}

static double
get_number (JSCValue *object, const char *name, double fallback)
{
  g_autoptr (JSCValue) value = get_member (object, name);
  double number =
      value != NULL && jsc_value_is_number (value) ? jsc_value_to_double (value) : fallback;

  return isfinite (number) ? number : fallback;
}

static guint
get_group (JSCValue *object)
{
  double group = get_number (object, "group", -1);

  return group >= 0 && group < MAX_FIELDS + MAX_BUTTONS ? (guint)group : ENROLL_NO_GROUP;
}

static guint
get_length (JSCValue *array, guint limit)
{
  double length = get_number (array, "length", 0);

  return (guint)CLAMP (length, 0, (double)limit);
}

static EnrollFieldKind
get_kind (JSCValue *object)
{
  static const struct
  {
    const char *name;
    EnrollFieldKind kind;
  } kinds[] = {
    { "text", ENROLL_FIELD_TEXT },     { "password", ENROLL_FIELD_PASSWORD },
    { "check", ENROLL_FIELD_CHECK },   { "multiline", ENROLL_FIELD_MULTILINE },
    { "choice", ENROLL_FIELD_CHOICE },
  };
  g_autoptr (JSCValue) value = get_member (object, "kind");
  g_autofree char *name = value != NULL ? jsc_value_to_string (value) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (name, kinds[i].name) == 0)
        return kinds[i].kind;
    }
  return ENROLL_FIELD_TEXT;
}

static void
read_options (EnrollPageReader *reader, EnrollField *field, JSCValue *object)
{
  g_autoptr (JSCValue) options = get_member (object, "options");
  guint n = options != NULL ? get_length (options, MAX_OPTIONS) : 0;
  double selected = get_number (object, "selected", -1);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (JSCValue) option = jsc_value_object_get_property_at_index (options, i);
      g_autofree char *label = dup_string (reader, option, "label");
      g_autofree char *value = dup_string (reader, option, "value");

      enroll_field_add_option (field, label, value, get_boolean (option, "disabled"));
    }
  field->selected = selected >= 0 && selected < n ? (int)selected : -1;
}

static void
read_field (EnrollPageReader *reader, JSCValue *object)
{
  g_autofree char *label = dup_string (reader, object, "label");
  EnrollField *field =
      enroll_form_add_field (reader->form, get_kind (object), get_group (object), label);

  g_free (field->value);
  field->value = dup_string (reader, object, "value");
  if (field->value == NULL)
    field->value = g_strdup ("");
  field->handle = dup_string (reader, object, "handle");
  field->hint = dup_string (reader, object, "hint");
  field->error = dup_string (reader, object, "error");
  field->document = dup_string (reader, object, "document");
  field->document_uri = dup_string (reader, object, "documentUri");
  field->is_checked = get_boolean (object, "checked");
  field->is_required = get_boolean (object, "required");
  field->is_fixed = get_boolean (object, "fixed");
  if (field->kind == ENROLL_FIELD_CHOICE)
    read_options (reader, field, object);
}

static void
read_button (EnrollPageReader *reader, JSCValue *object)
{
  g_autofree char *label = dup_string (reader, object, "label");
  EnrollButton *button = enroll_form_add_button (reader->form, get_group (object), label);

  button->handle = dup_string (reader, object, "handle");
  button->context = dup_string (reader, object, "context");
}

static void
read_notice (EnrollPageReader *reader, JSCValue *value)
{
  char *text = dup_bounded (reader, value);

  if (text != NULL)
    g_ptr_array_add (reader->form->notices, text);
}

static void
read_list (EnrollPageReader *reader,
           JSCValue *page,
           const char *name,
           guint limit,
           void (*read_one) (EnrollPageReader *reader, JSCValue *value))
{
  g_autoptr (JSCValue) list = get_member (page, name);
  guint n = list != NULL ? get_length (list, limit) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (JSCValue) value = jsc_value_object_get_property_at_index (list, i);

      read_one (reader, value);
    }
}

static void
read_attachment (EnrollForm *form, JSCValue *page)
{
  g_autoptr (JSCValue) value = get_member (page, "attachment");
  char *text;

  if (value == NULL || !jsc_value_is_string (value))
    return;
  text = cut (jsc_value_to_string (value), MAX_ATTACHMENT);
  form->attachment = g_bytes_new_take (text, strlen (text));
  form->attachment_type = g_strdup ("application/x-pem-file");
}

static char *
dup_host (const char *uri)
{
  g_autoptr (GUri) parsed =
      uri != NULL ? g_uri_parse (uri, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL) : NULL;

  if (parsed == NULL || g_uri_get_host (parsed) == NULL)
    return g_strdup ("");
  return enroll_text_host_of_uri (parsed);
}

/**
 * enroll_page_form_new:
 * @page: what the script in the page found
 * @uri: (nullable): where the page came from
 *
 * Returns: (transfer full): the form value, not yet recognised; whatever @page is
 */
EnrollForm *
enroll_page_form_new (JSCValue *page, const char *uri)
{
  g_autofree char *host = dup_host (uri);
  EnrollPageReader reader = { .form = enroll_form_new (host), .n_left = MAX_TEXT };

  read_attachment (reader.form, page);
  reader.form->title = dup_string (&reader, page, "title");
  read_list (&reader, page, "notices", MAX_NOTICES, read_notice);
  read_list (&reader, page, "fields", MAX_FIELDS, read_field);
  read_list (&reader, page, "buttons", MAX_BUTTONS, read_button);
  reader.form->text = dup_string (&reader, page, "text");
  reader.form->refreshes = get_boolean (page, "refreshes");
  reader.form->refresh_ms = (guint)CLAMP (get_number (page, "refreshMs", 0), 0, 3600000);
  reader.form->refresh_uri = dup_string (&reader, page, "refreshUri");
  return reader.form;
}
