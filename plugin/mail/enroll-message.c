/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-link-scanner.h"
#include "enroll-message.h"
#include "enroll-signed-part.h"

#include <string.h>

#define MAX_DEPTH 8
#define MAX_PARTS 64
#define MAX_TEXT ((gsize)256 * 1024)
#define MAX_TEXT_OF_ALL (4 * MAX_TEXT)
#define MAX_RECIPIENTS 100
#define MAX_NOTE 1000

/* What a message says about enrolling. Reads, and opens nothing. */

typedef struct
{
  const EnrollPortal *portal;
  guint n_parts;
  gsize n_left; /* how much text is still looked at */
  char *link;
} Search;

static void
search_text (Search *search, const char *text, gsize length)
{
  g_autofree char *link = enroll_link_scanner_find (text, length, search->portal);

  search->n_left -= length;
  if (link != NULL && (search->link == NULL || strlen (link) > strlen (search->link)))
    {
      g_free (search->link);
      search->link = g_steal_pointer (&link);
    }
}

/* The decoders of Camel’s streams, without the streams: those cost more than an ordinary mail. */
static void
search_encoded (Search *search, CamelTransferEncoding encoding, const GByteArray *body)
{
  gsize most = MIN (MAX_TEXT, search->n_left);
  g_autofree guchar *buffer = NULL;
  gsize length;

  if (encoding == CAMEL_TRANSFER_ENCODING_BASE64)
    {
      int state = 0;
      guint save = 0;
      gsize n = MIN (body->len, most / 3 * 4);

      buffer = g_malloc (n / 4 * 3 + 3);
      length = g_base64_decode_step ((const char *)body->data, n, buffer, &state, &save);
    }
  else
    {
      int state = 0;
      int save = 0;
      gsize n = MIN (body->len, most);

      buffer = g_malloc (n + 4);
      length = camel_quoted_decode_step (body->data, n, buffer, &state, &save);
    }
  search_text (search, (const char *)buffer, MIN (length, search->n_left));
}

static void
search_stream (Search *search, CamelDataWrapper *content)
{
  gsize most = MIN (MAX_TEXT, search->n_left);
  g_autofree char *buffer = g_malloc (MAX (most, 1));
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new (buffer, most, NULL, NULL);

  /* More than fits is not looked at: the stream then refuses, and what was written counts. */
  camel_data_wrapper_decode_to_output_stream_sync (content, stream, NULL, NULL);
  search_text (search,
               buffer,
               g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)));
}

/* What is not encoded is looked at where it is. */
static void
search_content (Search *search, CamelDataWrapper *content)
{
  const GByteArray *body = camel_data_wrapper_get_byte_array (content);
  CamelTransferEncoding encoding = camel_data_wrapper_get_encoding (content);

  if (body == NULL || body->len == 0 || encoding == CAMEL_TRANSFER_ENCODING_UUENCODE)
    {
      search_stream (search, content);
    }
  else if (encoding == CAMEL_TRANSFER_ENCODING_BASE64 ||
           encoding == CAMEL_TRANSFER_ENCODING_QUOTEDPRINTABLE)
    {
      search_encoded (search, encoding, body);
    }
  else
    {
      search_text (search,
                   (const char *)body->data,
                   MIN (body->len, MIN (MAX_TEXT, search->n_left)));
    }
}

static const char *
get_disposition (CamelMimePart *part)
{
  const char *disposition = camel_mime_part_get_disposition (part);

  return disposition != NULL ? disposition : "";
}

static void
search_part (Search *search, CamelMimePart *part, guint depth)
{
  CamelDataWrapper *content = camel_medium_get_content (CAMEL_MEDIUM (part));
  CamelContentType *type;

  if (content == NULL || depth > MAX_DEPTH || ++search->n_parts > MAX_PARTS)
    return;
  if (CAMEL_IS_MULTIPART_SIGNED (content))
    {
      g_autoptr (CamelMimePart) signed_part =
          enroll_signed_part_new (CAMEL_MULTIPART_SIGNED (content));

      if (signed_part != NULL)
        search_part (search, signed_part, depth + 1);
      return;
    }
  if (CAMEL_IS_MULTIPART (content))
    {
      CamelMultipart *multipart = CAMEL_MULTIPART (content);
      guint n = camel_multipart_get_number (multipart);

      for (guint i = 0; i < n && search->n_parts < MAX_PARTS; i++)
        search_part (search, camel_multipart_get_part (multipart, i), depth + 1);
      return;
    }

  /* A file is not what the message says. */
  if (g_ascii_strcasecmp (get_disposition (part), "attachment") == 0)
    return;
  type = camel_data_wrapper_get_mime_type_field (content);
  if (camel_content_type_is (type, "text", "html") || camel_content_type_is (type, "text", "plain"))
    search_content (search, content);
}

static void
add_addresses (GPtrArray *addresses, CamelInternetAddress *list)
{
  const char *address;

  for (int i = 0; list != NULL && camel_internet_address_get (list, i, NULL, &address); i++)
    {
      if (address != NULL && address[0] != '\0' && addresses->len < MAX_RECIPIENTS)
        g_ptr_array_add (addresses, g_strdup (address));
    }
}

static void
add_header (GPtrArray *addresses, CamelMimeMessage *message, const char *header)
{
  const char *value = camel_medium_get_header (CAMEL_MEDIUM (message), header);
  g_autoptr (CamelInternetAddress) list = camel_internet_address_new ();

  if (value != NULL && strlen (value) <= MAX_NOTE &&
      camel_address_decode (CAMEL_ADDRESS (list), value) > 0)
    add_addresses (addresses, list);
}

/**
 * enroll_message_dup_recipients:
 * @message: a message
 *
 * Returns: (transfer full): the addresses that it was sent to, the most telling first: To, Cc,
 *   and what the delivery noted; not more than a person is written to
 */
char **
enroll_message_dup_recipients (CamelMimeMessage *message)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new ();

  add_addresses (addresses, camel_mime_message_get_recipients (message, CAMEL_RECIPIENT_TYPE_TO));
  add_addresses (addresses, camel_mime_message_get_recipients (message, CAMEL_RECIPIENT_TYPE_CC));
  add_header (addresses, message, "Delivered-To");
  add_header (addresses, message, "X-Original-To");
  g_ptr_array_add (addresses, NULL);
  return (char **)g_ptr_array_steal (addresses, NULL);
}

/**
 * enroll_message_find_invitation:
 * @message: a message
 * @portal: the portal description
 *
 * Looks for a link that the portal description allows and knows as one of an enrollment. Sender
 * and subject play no part: both can be forged, and both differ between organisations.
 *
 * Returns: (transfer full) (nullable): the invitation, or %NULL if @message is none
 */
EnrollInvitation *
enroll_message_find_invitation (CamelMimeMessage *message, const EnrollPortal *portal)
{
  Search search = { .portal = portal, .n_left = MAX_TEXT_OF_ALL };
  g_autofree char *link = NULL;

  g_return_val_if_fail (CAMEL_IS_MIME_MESSAGE (message), NULL);
  g_return_val_if_fail (portal != NULL, NULL);

  search_part (&search, CAMEL_MIME_PART (message), 0);
  link = search.link;
  return link != NULL ? enroll_invitation_new (link, TRUE) : NULL;
}
