/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-signed-part.h"

#include <string.h>

/* What was signed of a multipart/signed. Camel keeps such a body as it came and looks for its parts
 * when it is asked for one; of a body whose parts it finds in another order than they lie in, it
 * then makes a stream that ends before it begins, and complains of itself. So it is not asked. */

static const char *
find_end_of_line (const char *line, const char *end)
{
  const char *newline = memchr (line, '\n', (size_t)(end - line));

  return newline != NULL ? newline + 1 : end;
}

/* RFC 2046, 5.1.1: a line of its own, maybe with "--" and blanks after the boundary. */
static gboolean
is_delimiter (const char *line, const char *end, const char *boundary, gsize length)
{
  if ((gsize)(end - line) < length + 2 || line[0] != '-' || line[1] != '-' ||
      memcmp (line + 2, boundary, length) != 0)
    return FALSE;
  line += length + 2;
  if (end - line >= 2 && line[0] == '-' && line[1] == '-')
    line += 2;
  while (line < end && g_ascii_isspace (*line))
    line++;
  return line == end;
}

/* Returns the first delimiter from @line on, and in @next the line after it; %NULL if none is left. */
static const char *
find_delimiter (const char *line, const char *end, const char *boundary, const char **next)
{
  gsize length = strlen (boundary);

  while (line < end)
    {
      const char *end_of_line = find_end_of_line (line, end);

      if (is_delimiter (line, end_of_line, boundary, length))
        {
          *next = end_of_line;
          return line;
        }
      line = end_of_line;
    }
  return NULL;
}

/**
 * enroll_signed_part_new:
 * @multipart: a multipart/signed
 *
 * Reads the first part of @multipart, which is what was signed. Whether the signature is good is
 * not looked at.
 *
 * Returns: (transfer full) (nullable): the part, or %NULL if there is none
 */
CamelMimePart *
enroll_signed_part_new (CamelMultipartSigned *multipart)
{
  const char *boundary;
  const GByteArray *body;
  const char *begin = NULL;
  const char *end;
  const char *text;
  const char *next = NULL;
  g_autoptr (CamelMimePart) part = NULL;

  g_return_val_if_fail (CAMEL_IS_MULTIPART_SIGNED (multipart), NULL);

  boundary = camel_multipart_get_boundary (CAMEL_MULTIPART (multipart));
  body = camel_data_wrapper_get_byte_array (CAMEL_DATA_WRAPPER (multipart));
  if (boundary == NULL || boundary[0] == '\0' || body == NULL || body->len == 0)
    return NULL;

  text = (const char *)body->data;
  if (find_delimiter (text, text + body->len, boundary, &begin) == NULL)
    return NULL;
  end = find_delimiter (begin, text + body->len, boundary, &next);
  if (end == NULL)
    end = text + body->len;

  part = camel_mime_part_new ();
  if (!camel_data_wrapper_construct_from_data_sync (CAMEL_DATA_WRAPPER (part),
                                                    begin,
                                                    end - begin,
                                                    NULL,
                                                    NULL))
    return NULL;
  return g_steal_pointer (&part);
}
