/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-reply.h"
#include "fuzz.h"

#include <string.h>

/* What a server says: status line and headers up to an empty line, then the body. */

static void
check_reply (const EnrollReply *reply)
{
  fuzz_check (reply->retry_after_s <= 3600);
  if (reply->media_type != NULL)
    {
      g_autofree char *lower = g_ascii_strdown (reply->media_type, -1);

      fuzz_check (g_str_equal (lower, reply->media_type));
    }
  /* Or it is no address, and is refused when it is gone to. */
  if (reply->location != NULL && enroll_portal_allows (fuzz_get_portal (), reply->location, NULL))
    fuzz_check_link (fuzz_get_portal (), reply->location);
  /* A page is never taken for a file unless the server says that it is to be saved. */
  if (enroll_reply_is_file (reply))
    {
      fuzz_check (reply->status == 200);
      fuzz_check (reply->is_attachment ||
                  (reply->media_type != NULL && !g_str_equal (reply->media_type, "text/html")));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GUri) uri =
      g_uri_parse ("https://cert-manager.com/customer/x/smime?y", SOUP_HTTP_URI_FLAGS, NULL);
  const uint8_t *end = size > 4 ? memmem (data, size, "\r\n\r\n", 4) : NULL;
  size_t length = end != NULL ? (size_t)(end - data) + 2 : size;
  g_autofree char *text = fuzz_dup_rest (data, length);
  g_autoptr (GBytes) body = g_bytes_new (data + length, size - length);
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  guint status = 0;

  if (soup_headers_parse_response (text, (int)length, headers, NULL, &status, NULL))
    {
      g_autoptr (EnrollReply) reply = enroll_reply_new (uri, status, headers, body);

      check_reply (reply);
    }
  soup_message_headers_unref (headers);
  return 0;
}
