/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "campus-totp.h"

#include "portal-authority.h"

#include <string.h>

/* One-time passwords by the clock: RFC 6238 with SHA-1, 30 seconds and 6 digits, as the programs on
 * telephones have it. Secrets are in base32 (RFC 4648, section 6), without padding.
 */

#define STEP_S 30
#define SECRET_BYTES 20

static const char base32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

char *
campus_totp_make_secret (void)
{
  char *secret = g_new0 (char, SECRET_BYTES * 8 / 5 + 1);
  guint8 random[SECRET_BYTES * 8 / 5];

  portal_must (gnutls_rnd (GNUTLS_RND_KEY, random, sizeof random), "make a secret");
  for (gsize i = 0; i < sizeof random; i++)
    secret[i] = base32[random[i] % 32];
  return secret;
}

static GByteArray *
decode (const char *secret)
{
  GByteArray *bytes = g_byte_array_new ();
  guint32 bits = 0;
  guint n_bits = 0;

  for (const char *at = secret; *at != '\0'; at++)
    {
      const char *place = strchr (base32, g_ascii_toupper (*at));

      if (place == NULL)
        continue;
      bits = bits << 5 | (guint32)(place - base32);
      n_bits += 5;
      if (n_bits >= 8)
        {
          guint8 byte = (guint8)(bits >> (n_bits - 8));

          g_byte_array_append (bytes, &byte, 1);
          n_bits -= 8;
        }
    }
  return bytes;
}

/* The counter is HMACed and cut to size as in RFC 4226, section 5.3. */
char *
campus_totp_get_code (const char *secret, gint64 time_s)
{
  g_autoptr (GByteArray) key = decode (secret);
  guint64 counter = GUINT64_TO_BE ((guint64)(time_s / STEP_S));
  guint8 digest[20];
  guint offset = 0;
  guint32 number = 0;

  portal_must (
      gnutls_hmac_fast (GNUTLS_MAC_SHA1, key->data, key->len, &counter, sizeof counter, digest),
      "make a code");
  offset = digest[19] & 0xf;
  for (guint i = 0; i < 4; i++)
    number = number << 8 | digest[offset + i];
  return g_strdup_printf ("%06u", (number & 0x7fffffff) % 1000000);
}

/* A clock may be one step late, and a person slow. */
gboolean
campus_totp_is_code (const char *secret, gint64 time_s, const char *code)
{
  for (int i = -1; i <= 1; i++)
    {
      g_autofree char *right = campus_totp_get_code (secret, time_s + i * STEP_S);

      if (g_str_equal (right, code))
        return TRUE;
    }
  return FALSE;
}
