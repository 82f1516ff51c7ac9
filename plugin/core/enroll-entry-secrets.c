/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-entry.h"
#include "enroll-error.h"

#include <string.h>

/* The secrets of an entry as bytes, to be sealed: parts, each of a tag, its length and that many
 * bytes. All memory that they pass through is wiped. */

typedef enum
{
  PART_LINK = 1,
  PART_URI,
  PART_IS_LIVE,
  PART_PAGE,
  PART_MEDIA_TYPE,
  PART_CHARSET,
  PART_COOKIE,
  PART_PASSWORD,
  PART_PASS_PHRASE,
  PART_FILE,
  PART_HAS_ROWS,
  PART_ROW,
} Part;

#define HEADER 5
#define MAX_PARTS 4096

static void
append (GByteArray *bytes, Part part, const void *data, gsize size)
{
  const guint8 header[HEADER] = { (guint8)part,
                                  (guint8)(size >> 24),
                                  (guint8)(size >> 16),
                                  (guint8)(size >> 8),
                                  (guint8)size };

  g_byte_array_append (bytes, header, HEADER);
  if (size > 0)
    g_byte_array_append (bytes, data, (guint)size);
}

static void
append_text (GByteArray *bytes, Part part, const char *text)
{
  if (text != NULL)
    append (bytes, part, text, strlen (text));
}

static void
append_secret (GByteArray *bytes, Part part, const EnrollSecret *secret)
{
  if (secret != NULL)
    append_text (bytes, part, enroll_secret_peek (secret));
}

static void
append_bytes (GByteArray *bytes, Part part, GBytes *data)
{
  if (data != NULL)
    append (bytes, part, g_bytes_get_data (data, NULL), g_bytes_get_size (data));
}

/* The texts of a cookie follow each other, each with its final NUL. */
static void
append_cookie (GByteArray *bytes, const EnrollCookie *cookie)
{
  const char *const texts[] = { cookie->name,
                                cookie->value,
                                cookie->domain,
                                cookie->path,
                                cookie->is_http_only ? "1" : "" };
  gsize size = 0;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    size += strlen (texts[i]) + 1;
  append (bytes, PART_COOKIE, NULL, 0);
  bytes->data[bytes->len - 4] = (guint8)(size >> 24);
  bytes->data[bytes->len - 3] = (guint8)(size >> 16);
  bytes->data[bytes->len - 2] = (guint8)(size >> 8);
  bytes->data[bytes->len - 1] = (guint8)size;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_byte_array_append (bytes, (const guint8 *)texts[i], (guint)strlen (texts[i]) + 1);
}

static void
append_visit (GByteArray *bytes, const EnrollHandover *visit)
{
  append_text (bytes, PART_URI, visit->uri);
  if (visit->is_live)
    append (bytes, PART_IS_LIVE, NULL, 0);
  append_bytes (bytes, PART_PAGE, visit->page);
  append_text (bytes, PART_MEDIA_TYPE, visit->media_type);
  append_text (bytes, PART_CHARSET, visit->charset);
  for (guint i = 0; i < visit->cookies->len; i++)
    append_cookie (bytes, g_ptr_array_index (visit->cookies, i));
}

static gsize
estimate_size (const EnrollEntry *self)
{
  gsize size = (gsize)64 * 1024;

  if (self->file != NULL)
    size += g_bytes_get_size (self->file);
  if (self->visit != NULL && self->visit->page != NULL)
    size += g_bytes_get_size (self->visit->page);
  return size;
}

/**
 * enroll_entry_dup_secrets:
 * @self: an entry
 *
 * Returns: (transfer full): what is secret of it; wiped when freed
 */
GBytes *
enroll_entry_dup_secrets (const EnrollEntry *self)
{
  /* Room enough that nothing moves and leaves a copy behind. */
  GByteArray *bytes = g_byte_array_sized_new ((guint)estimate_size (self));
  GBytes *secrets;

  append_secret (bytes, PART_LINK, self->link);
  if (self->visit != NULL)
    append_visit (bytes, self->visit);
  append_secret (bytes, PART_PASSWORD, self->password);
  append_secret (bytes, PART_PASS_PHRASE, self->pass_phrase);
  append_bytes (bytes, PART_FILE, self->file);
  if (self->rows != NULL)
    append (bytes, PART_HAS_ROWS, NULL, 0);
  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    append_text (bytes, PART_ROW, g_ptr_array_index (self->rows, i));

  secrets = enroll_secret_bytes_new (bytes->data, bytes->len);
  if (bytes->len > 0)
    explicit_bzero (bytes->data, bytes->len);
  g_byte_array_unref (bytes);
  return secrets;
}

static char *
dup_text (const guint8 *data, gsize size)
{
  return memchr (data, '\0', size) == NULL && g_utf8_validate_len ((const char *)data, size, NULL)
             ? g_strndup ((const char *)data, size)
             : NULL;
}

static EnrollSecret *
dup_secret (const guint8 *data, gsize size)
{
  char *text = dup_text (data, size);
  EnrollSecret *secret = text != NULL ? enroll_secret_new (text) : NULL;

  enroll_wipe_string (text);
  return secret;
}

static gboolean
take_cookie (EnrollHandover *visit, const guint8 *data, gsize size)
{
  const char *texts[5];
  EnrollCookie *cookie;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const guint8 *end = size > 0 ? memchr (data, '\0', size) : NULL;

      if (end == NULL)
        return FALSE;
      texts[i] = (const char *)data;
      size -= (gsize)(end - data) + 1;
      data = end + 1;
    }

  cookie = g_new0 (EnrollCookie, 1);
  cookie->name = g_strdup (texts[0]);
  cookie->value = g_strdup (texts[1]);
  cookie->domain = g_strdup (texts[2]);
  cookie->path = g_strdup (texts[3]);
  cookie->is_http_only = texts[4][0] == '1';
  g_ptr_array_add (visit->cookies, cookie);
  return size == 0;
}

/* FALSE if @data is not what the part should be. Of a part that may stand once the first counts. */
static gboolean
take_visit_part (EnrollEntry *self, Part part, const guint8 *data, gsize size)
{
  EnrollHandover *visit = self->visit;

  if (part == PART_URI)
    {
      char *uri = visit == NULL ? dup_text (data, size) : NULL;

      if (uri == NULL)
        return FALSE;
      self->visit = enroll_handover_new (uri);
      enroll_wipe_string (uri);
      return TRUE;
    }
  if (visit == NULL)
    return FALSE;
  if (part == PART_COOKIE)
    return take_cookie (visit, data, size);
  if (part == PART_IS_LIVE)
    visit->is_live = TRUE;
  if (part == PART_PAGE && visit->page == NULL)
    visit->page = enroll_secret_bytes_new (data, size);
  if (part == PART_MEDIA_TYPE && visit->media_type == NULL)
    visit->media_type = dup_text (data, size);
  if (part == PART_CHARSET && visit->charset == NULL)
    visit->charset = dup_text (data, size);
  return TRUE;
}

static gboolean
take_part (EnrollEntry *self, Part part, const guint8 *data, gsize size)
{
  switch (part)
    {
    case PART_LINK:
      return self->link == NULL && (self->link = dup_secret (data, size)) != NULL;
    case PART_PASSWORD:
      return self->password == NULL && (self->password = dup_secret (data, size)) != NULL;
    case PART_PASS_PHRASE:
      return self->pass_phrase == NULL && (self->pass_phrase = dup_secret (data, size)) != NULL;
    case PART_FILE:
      if (self->file == NULL)
        self->file = enroll_secret_bytes_new (data, size);
      return TRUE;
    case PART_HAS_ROWS:
      if (self->rows == NULL)
        self->rows = g_ptr_array_new_with_free_func (g_free);
      return TRUE;
    case PART_ROW:
      {
        char *row = self->rows != NULL ? dup_text (data, size) : NULL;

        if (row != NULL)
          g_ptr_array_add (self->rows, row);
        return row != NULL;
      }
    case PART_URI:
    case PART_IS_LIVE:
    case PART_PAGE:
    case PART_MEDIA_TYPE:
    case PART_CHARSET:
    case PART_COOKIE:
      return take_visit_part (self, part, data, size);
    }
  /* A part of a later version says more than has to be known. */
  return TRUE;
}

/**
 * enroll_entry_take_secrets:
 * @self: an entry without secrets
 * @secrets: from enroll_entry_dup_secrets()
 * @error: return location
 *
 * Returns: %FALSE with %ENROLL_ERROR_JOURNAL if @secrets are damaged
 */
gboolean
enroll_entry_take_secrets (EnrollEntry *self, GBytes *secrets, GError **error)
{
  gsize left;
  const guint8 *data = g_bytes_get_data (secrets, &left);
  gboolean is_good = TRUE;

  for (guint n = 0; left > 0 && is_good; n++)
    {
      gsize size = left >= HEADER ? (gsize)data[1] << 24 | (gsize)data[2] << 16 |
                                        (gsize)data[3] << 8 | (gsize)data[4]
                                  : 0;

      is_good = n < MAX_PARTS && left >= HEADER && size <= left - HEADER &&
                take_part (self, (Part)data[0], data + HEADER, size);
      if (is_good)
        {
          data += HEADER + size;
          left -= HEADER + size;
        }
    }
  self->has_secrets = is_good;
  if (!is_good)
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_JOURNAL,
                   "the sealed part of an entry cannot be read");
    }
  return is_good;
}
