/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-gnutls.h"
#include "enroll-pbmac.h"

#include <gnutls/crypto.h>
#include <string.h>

#define MAX_SIZE 64

static gnutls_mac_algorithm_t
find_mac (const char *oid)
{
  static const struct
  {
    const char *oid;
    gnutls_mac_algorithm_t mac;
  } macs[] = {
    { "1.2.840.113549.2.7", GNUTLS_MAC_SHA1 },    { "1.2.840.113549.2.8", GNUTLS_MAC_SHA224 },
    { "1.2.840.113549.2.9", GNUTLS_MAC_SHA256 },  { "1.2.840.113549.2.10", GNUTLS_MAC_SHA384 },
    { "1.2.840.113549.2.11", GNUTLS_MAC_SHA512 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (macs); i++)
    {
      if (g_str_equal (macs[i].oid, oid))
        return macs[i].mac;
    }
  return GNUTLS_MAC_UNKNOWN;
}

/**
 * enroll_pbmac_check:
 * @self: parameters of PBMAC1
 * @content: what the code is made over
 * @value: the code
 * @password: (nullable): the password, UTF-8; none and the empty one are the same here
 *
 * Checks a code of PBMAC1 (RFC 8018 section 7.1) as RFC 9879 uses it in PKCS#12: the length of the
 * key has to be said. GnuTLS 3.7 cannot.
 *
 * Returns: 1 if it is right, 0 if not, or an error of GnuTLS
 */
int
enroll_pbmac_check (const EnrollPbmac *self, GBytes *content, GBytes *value, const char *password)
{
  gnutls_mac_algorithm_t prf = find_mac (self->prf);
  gnutls_mac_algorithm_t mac = find_mac (self->mac);
  const char *text = password != NULL ? password : "";
  gnutls_datum_t secret = { (unsigned char *)text, (unsigned int)strlen (text) };
  gnutls_datum_t salt = enroll_datum_of_bytes (self->salt);
  gnutls_datum_t data = enroll_datum_of_bytes (content);
  gnutls_datum_t own = enroll_datum_of_bytes (value);
  guint8 key[MAX_SIZE];
  guint8 code[MAX_SIZE];
  int rc;

  if (prf == GNUTLS_MAC_UNKNOWN || mac == GNUTLS_MAC_UNKNOWN)
    return GNUTLS_E_UNKNOWN_HASH_ALGORITHM;
  if (self->key_size == 0 || self->key_size > sizeof key || self->rounds == 0 ||
      self->rounds > G_MAXINT || own.size != gnutls_hmac_get_len (mac))
    return GNUTLS_E_ILLEGAL_PARAMETER;

  rc = gnutls_pbkdf2 (prf, &secret, &salt, (unsigned int)self->rounds, key, self->key_size);
  if (rc == 0)
    rc = gnutls_hmac_fast (mac, key, self->key_size, data.data, data.size, code);
  gnutls_memset (key, 0, sizeof key);
  if (rc < 0)
    return rc;
  return gnutls_memcmp (code, own.data, own.size) == 0 ? 1 : 0;
}
