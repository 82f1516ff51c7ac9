/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-der.h"

#define MAX_OPEN 32
#define MAX_LENGTH_BYTES 4
#define MAX_OID_BYTES 64
#define CONSTRUCTED 0x20
#define INDEFINITE 0x80

/* A walk over BER, of which DER is a part (ITU-T X.690): PKCS#12 files may be either (RFC 7292
 * section 4). Nothing is copied, nothing is read twice as deep as it is nested, and no call is
 * recursive. */

static void
skip (EnrollDer *self, gsize size)
{
  self->data += size;
  self->size -= size;
}

/* Long tags exist, but not in these files. */
static gboolean
read_header (EnrollDer *self, guint8 *tag, gsize *length, gboolean *is_open)
{
  gsize n_bytes = 0;

  if (self->size < 2 || (self->data[0] & 0x1f) == 0x1f)
    return FALSE;

  *tag = self->data[0];
  *length = self->data[1];
  *is_open = *length == INDEFINITE;
  if (*is_open && (*tag & CONSTRUCTED) == 0)
    return FALSE;
  if (*length >= INDEFINITE)
    {
      n_bytes = *length & 0x7f;
      *length = 0;
      if (n_bytes > MAX_LENGTH_BYTES || self->size < 2 + n_bytes)
        return FALSE;
      for (gsize i = 0; i < n_bytes; i++)
        *length = *length << 8 | self->data[2 + i];
    }
  skip (self, 2 + n_bytes);
  return *is_open || *length <= self->size;
}

static gboolean
is_end (const EnrollDer *self)
{
  return self->size >= 2 && self->data[0] == 0 && self->data[1] == 0;
}

/* The length of what stands before the end-of-contents octets that belong to it. */
static gboolean
find_end (EnrollDer rest, gsize *length)
{
  const guint8 *start = rest.data;
  int n_open = 1;

  while (n_open > 0)
    {
      guint8 tag;
      gsize size;
      gboolean is_open;

      if (is_end (&rest))
        {
          n_open--;
          *length = (gsize)(rest.data - start);
          skip (&rest, 2);
          continue;
        }
      if (!read_header (&rest, &tag, &size, &is_open))
        return FALSE;
      if (is_open && ++n_open > MAX_OPEN)
        return FALSE;
      skip (&rest, is_open ? 0 : size);
    }
  return TRUE;
}

EnrollDer
enroll_der_of_bytes (GBytes *bytes)
{
  EnrollDer self;

  self.data = g_bytes_get_data (bytes, &self.size);
  return self;
}

/**
 * enroll_der_read_any:
 * @self: where to read
 * @tag: (out): the tag of what stands there
 * @content: (out): what is in it
 *
 * Returns: %FALSE if nothing whole stands there
 */
gboolean
enroll_der_read_any (EnrollDer *self, guint8 *tag, EnrollDer *content)
{
  EnrollDer rest = *self;
  gsize length;
  gboolean is_open;

  if (!read_header (&rest, tag, &length, &is_open) || (is_open && !find_end (rest, &length)))
    return FALSE;

  content->data = rest.data;
  content->size = length;
  skip (&rest, is_open ? length + 2 : length);
  *self = rest;
  return TRUE;
}

/**
 * enroll_der_read:
 * @self: where to read
 * @tag: the tag that must stand there
 * @content: (out): what is in it
 *
 * Returns: %FALSE if something else stands there, or nothing whole
 */
gboolean
enroll_der_read (EnrollDer *self, guint8 tag, EnrollDer *content)
{
  EnrollDer rest = *self;
  guint8 found;

  if (!enroll_der_read_any (&rest, &found, content) || found != tag)
    return FALSE;
  *self = rest;
  return TRUE;
}

/**
 * enroll_der_read_number:
 * @self: where to read
 * @number: (out): the INTEGER that stands there; %G_MAXUINT64 for one that is negative or larger
 *
 * Returns: %FALSE if no INTEGER stands there
 */
gboolean
enroll_der_read_number (EnrollDer *self, guint64 *number)
{
  EnrollDer content;

  if (!enroll_der_read (self, ENROLL_DER_INTEGER, &content) || content.size == 0)
    return FALSE;

  *number = (content.data[0] & 0x80) != 0 ? G_MAXUINT64 : 0;
  while (content.size > 0 && *number <= G_MAXUINT64 >> 8)
    {
      *number = *number << 8 | content.data[0];
      skip (&content, 1);
    }
  if (content.size > 0)
    *number = G_MAXUINT64;
  return TRUE;
}

/**
 * enroll_der_read_oid:
 * @self: where to read
 *
 * Returns: (transfer full) (nullable): the OBJECT IDENTIFIER that stands there, with dots
 */
char *
enroll_der_read_oid (EnrollDer *self)
{
  g_autoptr (GString) text = NULL;
  EnrollDer content;
  guint32 arc = 0;

  if (!enroll_der_read (self, ENROLL_DER_OID, &content) || content.size == 0 ||
      content.size > MAX_OID_BYTES || (content.data[content.size - 1] & 0x80) != 0)
    return NULL;

  text = g_string_new (NULL);
  for (gsize i = 0; i < content.size; i++)
    {
      if (arc > G_MAXUINT32 >> 7)
        return NULL;
      arc = arc << 7 | (content.data[i] & 0x7f);
      if ((content.data[i] & 0x80) != 0)
        continue;
      if (text->len == 0)
        {
          guint32 first = MIN (arc / 40, 2);

          g_string_append_printf (text, "%u", first);
          arc -= first * 40;
        }
      g_string_append_printf (text, ".%u", arc);
      arc = 0;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * enroll_der_read_octets:
 * @self: where to read
 * @tag: the tag of an OCTET STRING, or the implicit one in its place
 *
 * A string may be in one piece, or in pieces that may be in pieces again (X.690 section 8.7).
 *
 * Returns: (transfer full) (nullable): the whole string
 */
GBytes *
enroll_der_read_octets (EnrollDer *self, guint8 tag)
{
  g_autoptr (GByteArray) octets = g_byte_array_new ();
  EnrollDer rest = *self;
  EnrollDer content;
  guint8 found;

  if (!enroll_der_read_any (&rest, &found, &content) || (found & ~CONSTRUCTED) != tag)
    return NULL;

  if (found == tag)
    g_byte_array_append (octets, content.data, (guint)content.size);
  while (found != tag && content.size > 0)
    {
      guint8 piece;
      gsize size;
      gboolean is_open;

      if (is_end (&content))
        {
          skip (&content, 2);
          continue;
        }
      if (!read_header (&content, &piece, &size, &is_open) ||
          (piece & ~CONSTRUCTED) != ENROLL_DER_OCTETS)
        return NULL;
      /* Of a piece in pieces, only the header is passed over. */
      if (piece != ENROLL_DER_OCTETS)
        continue;
      g_byte_array_append (octets, content.data, (guint)size);
      skip (&content, size);
    }
  *self = rest;
  return g_byte_array_free_to_bytes (g_steal_pointer (&octets));
}
