/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-page-form.h"
#include "enroll-text.h"
#include "enroll-web-address.h"

#include <math.h>
#include <string.h>

/* Makes a form value of the lines in which the script in the page says what it found (report.js): a
 * name, and after a space its value. “page”, “field”, “option” and “button” begin what the lines
 * behind them are about. The script has the same limits; they are kept here once more, for what
 * comes from a page is never trusted: what is not understood, or is too much, is left out. */

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
 * @field: (nullable): the field that is being read
 * @option: (nullable): the option of @field
 * @button: (nullable): the button that is being read
 * @is_page: the page itself is being read
 * @n_left: how many bytes of text may still come
 */
typedef struct
{
  EnrollForm *form;
  EnrollField *field;
  EnrollOption *option;
  EnrollButton *button;
  gboolean is_page;
  gsize n_left;
} EnrollPageReader;

/* A member of what is being read. */
typedef struct
{
  const char *name;
  void (*read) (EnrollPageReader *reader, gpointer member, char *value);
  gsize offset;
} EnrollPageMember;

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

/* A line break in a value is \n, a backslash \\. */
static void
unescape (char *text)
{
  char *to = strchr (text, '\\');

  if (to == NULL)
    return;
  for (const char *from = to; *from != '\0'; from++)
    {
      char meant = *from;

      if (*from == '\\')
        {
          if (*++from == '\0')
            break;
          meant = *from;
          if (meant == 'n')
            meant = '\n';
        }
      *to++ = meant;
    }
  *to = '\0';
}

static void
read_text (EnrollPageReader *reader, gpointer member, char *value)
{
  char **text = member;

  cut (value, MIN (MAX_STRING, reader->n_left));
  reader->n_left -= strlen (value);
  g_free (*text);
  *text = g_strdup (value);
}

static void
read_flag (EnrollPageReader *reader, gpointer member, char *value)
{
  *(gboolean *)member = TRUE;
}

static void
read_notice (EnrollPageReader *reader, gpointer member, char *value)
{
  GPtrArray *notices = *(GPtrArray **)member;
  char *text = NULL;

  if (notices->len >= MAX_NOTICES)
    return;
  read_text (reader, &text, value);
  g_ptr_array_add (notices, text);
}

static double
parse_number (const char *value, double fallback)
{
  char *end;
  double number = g_ascii_strtod (value, &end);

  return end != value && *end == '\0' && isfinite (number) ? number : fallback;
}

static void
read_group (EnrollPageReader *reader, gpointer member, char *value)
{
  double group = parse_number (value, -1);

  if (group >= 0 && group < MAX_FIELDS + MAX_BUTTONS)
    *(guint *)member = (guint)group;
}

/* That there is such an option is seen when all have been read. */
static void
read_selected (EnrollPageReader *reader, gpointer member, char *value)
{
  *(int *)member = (int)CLAMP (parse_number (value, -1), -1, MAX_OPTIONS);
}

static void
read_refresh_ms (EnrollPageReader *reader, gpointer member, char *value)
{
  *(guint *)member = (guint)CLAMP (parse_number (value, 0), 0, 3600000);
}

static void
read_attachment (EnrollPageReader *reader, gpointer member, char *value)
{
  char *text = g_strdup (cut (value, MAX_ATTACHMENT));

  g_clear_pointer (&reader->form->attachment, g_bytes_unref);
  reader->form->attachment = g_bytes_new_take (text, strlen (text));
  g_free (reader->form->attachment_type);
  reader->form->attachment_type = g_strdup ("application/x-pem-file");
}

static const EnrollPageMember page_members[] = {
  { "title", read_text, G_STRUCT_OFFSET (EnrollForm, title) },
  { "notice", read_notice, G_STRUCT_OFFSET (EnrollForm, notices) },
  { "text", read_text, G_STRUCT_OFFSET (EnrollForm, text) },
  { "refreshes", read_flag, G_STRUCT_OFFSET (EnrollForm, refreshes) },
  { "refresh-ms", read_refresh_ms, G_STRUCT_OFFSET (EnrollForm, refresh_ms) },
  { "refresh-uri", read_text, G_STRUCT_OFFSET (EnrollForm, refresh_uri) },
  { "attachment", read_attachment, G_STRUCT_OFFSET (EnrollForm, attachment) },
  { NULL, NULL, 0 },
};

static const EnrollPageMember field_members[] = {
  { "group", read_group, G_STRUCT_OFFSET (EnrollField, group) },
  { "handle", read_text, G_STRUCT_OFFSET (EnrollField, handle) },
  { "label", read_text, G_STRUCT_OFFSET (EnrollField, label) },
  { "hint", read_text, G_STRUCT_OFFSET (EnrollField, hint) },
  { "value", read_text, G_STRUCT_OFFSET (EnrollField, value) },
  { "selected", read_selected, G_STRUCT_OFFSET (EnrollField, selected) },
  { "checked", read_flag, G_STRUCT_OFFSET (EnrollField, is_checked) },
  { "required", read_flag, G_STRUCT_OFFSET (EnrollField, is_required) },
  { "fixed", read_flag, G_STRUCT_OFFSET (EnrollField, is_fixed) },
  { "error", read_text, G_STRUCT_OFFSET (EnrollField, error) },
  { "document", read_text, G_STRUCT_OFFSET (EnrollField, document) },
  { "document-uri", read_text, G_STRUCT_OFFSET (EnrollField, document_uri) },
  { NULL, NULL, 0 },
};

static const EnrollPageMember option_members[] = {
  { "label", read_text, G_STRUCT_OFFSET (EnrollOption, label) },
  { "value", read_text, G_STRUCT_OFFSET (EnrollOption, value) },
  { "disabled", read_flag, G_STRUCT_OFFSET (EnrollOption, is_disabled) },
  { NULL, NULL, 0 },
};

static const EnrollPageMember button_members[] = {
  { "group", read_group, G_STRUCT_OFFSET (EnrollButton, group) },
  { "handle", read_text, G_STRUCT_OFFSET (EnrollButton, handle) },
  { "label", read_text, G_STRUCT_OFFSET (EnrollButton, label) },
  { "context", read_text, G_STRUCT_OFFSET (EnrollButton, context) },
  { NULL, NULL, 0 },
};

static EnrollFieldKind
get_kind (const char *name)
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

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (name, kinds[i].name))
        return kinds[i].kind;
    }
  return ENROLL_FIELD_TEXT;
}

static void
begin_option (EnrollPageReader *reader)
{
  EnrollField *field = reader->field;

  reader->option = NULL;
  if (field == NULL || field->kind != ENROLL_FIELD_CHOICE || field->options->len >= MAX_OPTIONS)
    return;
  enroll_field_add_option (field, NULL, NULL, FALSE);
  reader->option = g_ptr_array_index (field->options, field->options->len - 1);
}

/* Begins what @name says, unless there are too many already; %FALSE if it is no beginning. */
static gboolean
begin (EnrollPageReader *reader, const char *name, const char *value)
{
  EnrollForm *form = reader->form;

  if (g_str_equal (name, "option"))
    {
      begin_option (reader);
      return TRUE;
    }
  if (!g_str_equal (name, "page") && !g_str_equal (name, "field") && !g_str_equal (name, "button"))
    return FALSE;
  reader->is_page = g_str_equal (name, "page");
  reader->field = NULL;
  reader->option = NULL;
  reader->button = NULL;
  if (g_str_equal (name, "field") && form->fields->len < MAX_FIELDS)
    reader->field = enroll_form_add_field (form, get_kind (value), ENROLL_NO_GROUP, NULL);
  if (g_str_equal (name, "button") && form->buttons->len < MAX_BUTTONS)
    reader->button = enroll_form_add_button (form, ENROLL_NO_GROUP, NULL);
  return TRUE;
}

static void
read_member (EnrollPageReader *reader,
             const EnrollPageMember *members,
             gpointer object,
             const char *name,
             char *value)
{
  for (const EnrollPageMember *member = members; object != NULL && member->name != NULL; member++)
    {
      if (!g_str_equal (name, member->name))
        continue;
      unescape (value);
      member->read (reader, G_STRUCT_MEMBER_P (object, member->offset), value);
      return;
    }
}

static void
read_line (EnrollPageReader *reader, char *line)
{
  char *space = strchr (line, ' ');
  char *value = space != NULL ? space + 1 : line + strlen (line);

  if (space != NULL)
    *space = '\0';
  if (begin (reader, line, value))
    return;
  if (reader->is_page)
    {
      read_member (reader, page_members, reader->form, line, value);
    }
  else if (reader->option != NULL)
    {
      read_member (reader, option_members, reader->option, line, value);
    }
  else if (reader->field != NULL)
    {
      read_member (reader, field_members, reader->field, line, value);
    }
  else
    {
      read_member (reader, button_members, reader->button, line, value);
    }
}

static void
check_selected (EnrollForm *form)
{
  for (guint i = 0; i < form->fields->len; i++)
    {
      EnrollField *field = g_ptr_array_index (form->fields, i);

      if (field->selected >= (int)field->options->len)
        field->selected = -1;
    }
}

static char *
dup_host (const char *uri)
{
  g_autoptr (GUri) parsed = uri != NULL ? enroll_web_address_parse (uri, NULL) : NULL;

  return parsed != NULL ? enroll_text_host_of_uri (parsed) : g_strdup ("");
}

/**
 * enroll_page_form_new:
 * @report: (nullable): what the script in the page found
 * @uri: (nullable): where the page came from
 *
 * Returns: (transfer full): the form value, not yet recognised; whatever @report is
 */
EnrollForm *
enroll_page_form_new (const char *report, const char *uri)
{
  g_autofree char *host = dup_host (uri);
  g_autofree char *lines = g_strdup (report != NULL ? report : "");
  EnrollPageReader reader = { .form = enroll_form_new (host), .n_left = MAX_TEXT };

  for (char *line = lines, *next; line != NULL; line = next)
    {
      next = strchr (line, '\n');
      if (next != NULL)
        *next++ = '\0';
      read_line (&reader, line);
    }
  check_selected (reader.form);
  return reader.form;
}
