/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-secret.h"
#include "enroll-submission.h"

#include <stdlib.h>
#include <string.h>

/* Answers -> request, as a browser would encode it (HTML 4.10.22). */

typedef struct
{
  const EnrollHtmlPage *page;
  const EnrollAnswers *answers;
  const EnrollSubmitter *submitter;
  guint group;
  const char *charset;
} Source;

typedef void (*EntryFunc) (GString *body,
                           const Source *source,
                           const char *name,
                           const char *value,
                           const char *boundary);

static void
wipe_and_free (GString *text)
{
  explicit_bzero (text->str, text->allocated_len);
  g_string_free (text, TRUE);
}

/* Lines end in CRLF. Large enough from the start: what grows leaves copies behind. */
static GString *
end_lines (const char *text)
{
  GString *lines = g_string_sized_new (strlen (text) * 2);

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\r' || *p == '\n')
        {
          if (p[0] == '\r' && p[1] == '\n')
            p++;
          g_string_append (lines, "\r\n");
        }
      else
        {
          g_string_append_c (lines, *p);
        }
    }
  return lines;
}

/* What the form's encoding cannot express becomes a numeric reference. */
static char *
encode_by_character (const char *text, const char *charset)
{
  GString *encoded = g_string_sized_new (strlen (text) * 8);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      g_autofree char *one =
          g_convert (p, g_utf8_next_char (p) - p, charset, "UTF-8", NULL, NULL, NULL);

      if (one != NULL)
        {
          g_string_append (encoded, one);
        }
      else
        {
          g_string_append_printf (encoded, "&#%u;", g_utf8_get_char (p));
        }
    }
  return g_string_free (encoded, FALSE);
}

static char *
encode (const char *text, const char *charset)
{
  GString *lines = end_lines (text);
  char *encoded;

  if (g_ascii_strcasecmp (charset, "utf-8") == 0)
    return g_string_free (lines, FALSE);
  encoded = g_convert (lines->str, -1, charset, "UTF-8", NULL, NULL, NULL);
  if (encoded == NULL)
    encoded = encode_by_character (lines->str, charset);
  wipe_and_free (lines);
  return encoded;
}

static void
append_percent_encoded (GString *body, const char *text)
{
  for (const guchar *p = (const guchar *)text; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p) || strchr ("*-._", *p) != NULL)
        {
          g_string_append_c (body, (char)*p);
        }
      else if (*p == ' ')
        {
          g_string_append_c (body, '+');
        }
      else
        {
          g_string_append_printf (body, "%%%02X", *p);
        }
    }
}

static void
append_urlencoded (GString *body,
                   const Source *source,
                   const char *name,
                   const char *value,
                   const char *boundary)
{
  g_autofree char *encoded_name = encode (name, source->charset);
  char *encoded_value = encode (value, source->charset);

  if (body->len > 0)
    g_string_append_c (body, '&');
  append_percent_encoded (body, encoded_name);
  g_string_append_c (body, '=');
  append_percent_encoded (body, encoded_value);
  enroll_wipe_string (encoded_value);
}

static void
append_multipart (GString *body,
                  const Source *source,
                  const char *name,
                  const char *value,
                  const char *boundary)
{
  g_autofree char *encoded_name = encode (name, source->charset);
  char *encoded_value = encode (value, source->charset);

  g_string_append_printf (body, "--%s\r\nContent-Disposition: form-data; name=\"", boundary);
  for (const char *p = encoded_name; *p != '\0'; p++)
    {
      if (*p == '"')
        {
          g_string_append (body, "%22");
        }
      else if (*p == '\r')
        {
          g_string_append (body, "%0D");
        }
      else if (*p == '\n')
        {
          g_string_append (body, "%0A");
        }
      else
        {
          g_string_append_c (body, *p);
        }
    }
  g_string_append (body, "\"\r\n\r\n");
  g_string_append (body, encoded_value);
  g_string_append (body, "\r\n");
  enroll_wipe_string (encoded_value);
}

/* What a control sends, or NULL if it sends nothing. */
static const char *
peek_value (const Source *source, const EnrollControl *control)
{
  const EnrollField *field = g_ptr_array_index (source->page->form->fields, control->field);
  const EnrollAnswer *answer = enroll_answers_find (source->answers, control->field);
  const EnrollOption *option;
  int selected = field->selected;

  if (field->kind == ENROLL_FIELD_CHECK)
    return (answer != NULL ? answer->is_checked : field->is_checked) ? field->value : NULL;

  if (field->kind == ENROLL_FIELD_CHOICE)
    {
      if (answer != NULL)
        selected = answer->option;
      if (selected < 0 || (guint)selected >= field->options->len ||
          (control->option >= 0 && control->option != selected))
        return NULL;
      option = g_ptr_array_index (field->options, (guint)selected);
      return option->is_disabled ? NULL : option->value;
    }

  if (answer != NULL && answer->secret != NULL)
    return enroll_secret_peek (answer->secret);
  if (answer != NULL && answer->text != NULL)
    return answer->text;
  return field->value;
}

static void
append_entries (GString *body, const Source *source, EntryFunc append, const char *boundary)
{
  for (guint i = 0; i < source->page->controls->len; i++)
    {
      const EnrollControl *control = g_ptr_array_index (source->page->controls, i);
      const char *value;

      if (control->group != source->group || control->name == NULL || control->name[0] == '\0')
        continue;
      value = peek_value (source, control);
      if (value != NULL)
        append (body, source, control->name, value, boundary);
    }

  if (source->submitter->is_image)
    {
      const char *name = source->submitter->name != NULL ? source->submitter->name : "";
      const char *dot = name[0] != '\0' ? "." : "";
      g_autofree char *x = g_strconcat (name, dot, "x", NULL);
      g_autofree char *y = g_strconcat (name, dot, "y", NULL);

      append (body, source, x, "1", boundary);
      append (body, source, y, "1", boundary);
    }
  else if (source->submitter->name != NULL && source->submitter->name[0] != '\0')
    {
      append (body,
              source,
              source->submitter->name,
              source->submitter->value != NULL ? source->submitter->value : "",
              boundary);
    }
}

static void
encode_get (EnrollSubmission *self, const Source *source)
{
  GString *query = g_string_sized_new (4096);
  char *end = strpbrk (self->uri, "?#");
  char *uri;

  append_entries (query, source, append_urlencoded, NULL);
  if (end != NULL)
    *end = '\0';
  uri = g_strconcat (self->uri, "?", query->str, NULL);
  enroll_wipe_string (self->uri);
  self->uri = uri;
  wipe_and_free (query);
}

static void
encode_post (EnrollSubmission *self, const Source *source, gboolean is_multipart)
{
  /* Large enough that the secrets in it are not left behind by growing. */
  GString *body = g_string_sized_new ((gsize)64 * 1024);

  if (is_multipart)
    {
      g_autofree char *boundary = g_uuid_string_random ();

      append_entries (body, source, append_multipart, boundary);
      g_string_append_printf (body, "--%s--\r\n", boundary);
      self->content_type = g_strdup_printf ("multipart/form-data; boundary=%s", boundary);
    }
  else
    {
      append_entries (body, source, append_urlencoded, NULL);
      self->content_type = g_strdup ("application/x-www-form-urlencoded");
    }
  self->body = enroll_secret_bytes_new (body->str, body->len);
  wipe_and_free (body);
}

static const char *
first_of (const char *first, const char *second)
{
  return first != NULL && first[0] != '\0' ? first : second;
}

/**
 * enroll_submission_new:
 * @page: the page that is answered
 * @answers: answers to its form, with the button to press
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the request; or %NULL with %ENROLL_ERROR_NOT_UNDERSTOOD if
 *   the button leads nowhere
 */
EnrollSubmission *
enroll_submission_new (const EnrollHtmlPage *page, const EnrollAnswers *answers, GError **error)
{
  g_autoptr (EnrollSubmission) self = NULL;
  const EnrollButton *button = answers->button;
  const EnrollHtmlGroup *group;
  Source source = { .page = page, .answers = answers };
  const char *method;

  g_return_val_if_fail (button != NULL, NULL);

  if (button->group == ENROLL_NO_GROUP)
    return enroll_submission_new_get (button->handle);

  g_return_val_if_fail (button->group < page->groups->len, NULL);

  group = g_ptr_array_index (page->groups, button->group);
  source.submitter = g_ptr_array_index (page->submitters, strtoul (button->handle, NULL, 10));
  source.group = button->group;
  source.charset = group->charset;

  self = g_new0 (EnrollSubmission, 1);
  self->uri = g_strdup (first_of (source.submitter->action, group->action));
  method = first_of (source.submitter->method, first_of (group->method, "get"));
  /* A form of a dialog is closed, not sent (HTML 4.10.22.3). */
  if (self->uri == NULL || g_ascii_strcasecmp (method, "dialog") == 0)
    {
      g_set_error (error, ENROLL_ERROR, ENROLL_ERROR_NOT_UNDERSTOOD, "a form leads nowhere");
      return NULL;
    }

  if (g_ascii_strcasecmp (method, "post") == 0)
    {
      const char *enctype = first_of (source.submitter->enctype, first_of (group->enctype, ""));

      self->method = g_strdup ("POST");
      encode_post (self, &source, g_ascii_strcasecmp (enctype, "multipart/form-data") == 0);
    }
  else
    {
      self->method = g_strdup ("GET");
      encode_get (self, &source);
    }
  return g_steal_pointer (&self);
}

EnrollSubmission *
enroll_submission_new_get (const char *uri)
{
  EnrollSubmission *self = g_new0 (EnrollSubmission, 1);

  self->uri = g_strdup (uri);
  self->method = g_strdup ("GET");
  return self;
}

void
enroll_submission_free (EnrollSubmission *self)
{
  enroll_wipe_string (self->uri);
  g_free (self->method);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->content_type);
  g_free (self);
}
