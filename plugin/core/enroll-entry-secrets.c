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
#define MAX_PARTS 4096 /* beside cookies */
#define MAX_ROWS 2000
#define MAX_ROW_BYTES ((gsize)1024 * 1024)

/**
 * Writer:
 * @bytes: (nullable): what is written; %NULL to find out only how long it will be
 * @size: how long it is
 *
 * All is written twice, so that nothing moves and leaves a copy behind.
 */
typedef struct
{
  GByteArray *bytes;
  gsize size;
} Writer;

static void
append_raw (Writer *self, const void *data, gsize size)
{
  self->size += size;
  if (self->bytes != NULL && size > 0)
    g_byte_array_append (self->bytes, data, (guint)size);
}

static void
append_header (Writer *self, Part part, gsize size)
{
  const guint8 header[HEADER] = { (guint8)part,
                                  (guint8)(size >> 24),
                                  (guint8)(size >> 16),
                                  (guint8)(size >> 8),
                                  (guint8)size };

  append_raw (self, header, HEADER);
}

static void
append (Writer *self, Part part, const void *data, gsize size)
{
  append_header (self, part, size);
  append_raw (self, data, size);
}

static void
append_text (Writer *self, Part part, const char *text)
{
  if (text != NULL)
    append (self, part, text, strlen (text));
}

static void
append_secret (Writer *self, Part part, const EnrollSecret *secret)
{
  if (secret != NULL)
    append_text (self, part, enroll_secret_peek (secret));
}

static void
append_bytes (Writer *self, Part part, GBytes *data)
{
  if (data != NULL)
    append (self, part, g_bytes_get_data (data, NULL), g_bytes_get_size (data));
}

/* The texts of a cookie follow each other, each with its final NUL. */
static void
append_cookie (Writer *self, const EnrollCookie *cookie)
{
  const char *const texts[] = { cookie->name,
                                cookie->value,
                                cookie->domain,
                                cookie->path,
                                cookie->is_http_only ? "1" : "" };
  gsize size = 0;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    size += strlen (texts[i]) + 1;
  append_header (self, PART_COOKIE, size);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    append_raw (self, texts[i], strlen (texts[i]) + 1);
}

static void
append_visit (Writer *self, const EnrollHandover *visit)
{
  append_text (self, PART_URI, visit->uri);
  if (visit->is_live)
    append (self, PART_IS_LIVE, NULL, 0);
  append_bytes (self, PART_PAGE, visit->page);
  append_text (self, PART_MEDIA_TYPE, visit->media_type);
  append_text (self, PART_CHARSET, visit->charset);
}

/* Whether all rows can be kept. Some of them would be worse than none: all others would seem new. */
static gboolean
has_few_rows (const GPtrArray *rows)
{
  gsize n_bytes = 0;

  for (guint i = 0; i < rows->len && i <= MAX_ROWS; i++)
    n_bytes += strlen (g_ptr_array_index (rows, i));
  return rows->len <= MAX_ROWS && n_bytes <= MAX_ROW_BYTES;
}

static void
append_rows (Writer *self, const GPtrArray *rows)
{
  append (self, PART_HAS_ROWS, NULL, 0);
  for (guint i = 0; i < rows->len; i++)
    append_text (self, PART_ROW, g_ptr_array_index (rows, i));
}

/* What cannot be had again comes first, and what a portal can make any number of comes last. */
static void
append_all (Writer *self, const EnrollEntry *entry)
{
  const GPtrArray *cookies = entry->visit != NULL ? entry->visit->cookies : NULL;

  append_secret (self, PART_LINK, entry->link);
  append_secret (self, PART_PASSWORD, entry->password);
  append_secret (self, PART_PASS_PHRASE, entry->pass_phrase);
  append_bytes (self, PART_FILE, entry->file);
  if (entry->visit != NULL)
    append_visit (self, entry->visit);
  if (entry->rows != NULL && has_few_rows (entry->rows))
    append_rows (self, entry->rows);
  for (guint i = 0; cookies != NULL && i < MIN (cookies->len, ENROLL_MAX_COOKIES); i++)
    append_cookie (self, g_ptr_array_index (cookies, i));
}

/**
 * enroll_entry_dup_secrets:
 * @self: an entry
 *
 * What enroll_entry_take_secrets() would not take is left out.
 *
 * Returns: (transfer full): what is secret of it; wiped when freed
 */
GBytes *
enroll_entry_dup_secrets (const EnrollEntry *self)
{
  Writer measure = { .bytes = NULL };
  Writer writer = { .bytes = NULL };
  GBytes *secrets;

  append_all (&measure, self);
  writer.bytes = g_byte_array_sized_new ((guint)measure.size);
  append_all (&writer, self);

  secrets = enroll_secret_bytes_new (writer.bytes->data, writer.bytes->len);
  if (writer.bytes->len > 0)
    explicit_bzero (writer.bytes->data, writer.bytes->len);
  g_byte_array_unref (writer.bytes);
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
  /* Of an entry of an earlier version, which wrote any number. */
  if (part == PART_COOKIE)
    return visit->cookies->len >= ENROLL_MAX_COOKIES || take_cookie (visit, data, size);
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
  guint n = 0;

  while (left > 0 && is_good)
    {
      gsize size = left >= HEADER ? (gsize)data[1] << 24 | (gsize)data[2] << 16 |
                                        (gsize)data[3] << 8 | (gsize)data[4]
                                  : 0;

      n += data[0] != PART_COOKIE ? 1 : 0;
      is_good = n <= MAX_PARTS && left >= HEADER && size <= left - HEADER &&
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
