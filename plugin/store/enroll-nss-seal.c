/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-nss-seal.h"
#include "enroll-nss.h"
#include "enroll-secret.h"

#include <pk11sdr.h>
#include <string.h>

/* Sealing by NSS: AES-256-GCM (NIST SP 800-38D) with a key that either somebody else keeps or that is
 * wrapped with the database's own key, as browsers on the same database keep passwords. Blocks: for
 * worker threads. */

#define NONCE 12
#define TAG 16

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PK11SymKey, PK11_FreeSymKey)

static GBytes *
fail (GError **error, const char *what)
{
  if (error == NULL || *error == NULL)
    enroll_nss_fail (error, what);
  if (error != NULL)
    (*error)->code = ENROLL_ERROR_JOURNAL;
  return NULL;
}

/* Wipes what NSS allocated. */
static GBytes *
take_item (SECItem *item)
{
  GBytes *bytes = enroll_secret_bytes_new (item->data, item->len);

  SECITEM_ZfreeItem (item, PR_FALSE);
  return bytes;
}

GBytes *
enroll_nss_seal_new_key (GError **error)
{
  guint8 key[ENROLL_NSS_SEAL_KEY_SIZE];
  GBytes *bytes;

  if (PK11_GenerateRandom (key, sizeof key) != SECSuccess)
    return fail (error, "no random bytes could be had");
  bytes = enroll_secret_bytes_new (key, sizeof key);
  explicit_bzero (key, sizeof key);
  return bytes;
}

/**
 * enroll_nss_seal_wrap_key:
 * @key: a key
 * @error: return location
 *
 * Protects @key as the private keys in the database are protected: by its password, if it has one.
 *
 * Returns: (transfer full) (nullable): @key, to be kept with what it seals; or %NULL with
 *   %ENROLL_ERROR_JOURNAL
 */
GBytes *
enroll_nss_seal_wrap_key (GBytes *key, GError **error)
{
  g_autoptr (PK11SlotInfo) slot = enroll_nss_open_slot (error);
  SECItem id = { siBuffer, NULL, 0 };
  SECItem plain = enroll_nss_item_of_bytes (key);
  SECItem wrapped = { siBuffer, NULL, 0 };

  if (slot == NULL)
    return fail (error, "the certificate store did not open");
  if (PK11SDR_Encrypt (&id, &plain, &wrapped, NULL) != SECSuccess)
    return fail (error, "the certificate store did not wrap a key");
  return take_item (&wrapped);
}

/**
 * enroll_nss_seal_unwrap_key:
 * @wrapped: what enroll_nss_seal_wrap_key() returned
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the key; or %NULL with %ENROLL_ERROR_JOURNAL, or with
 *   %ENROLL_ERROR_LOCKED if it cannot be had now, but perhaps later: the user was asked for the
 *   database's password and did not say it, or the database is not there
 */
GBytes *
enroll_nss_seal_unwrap_key (GBytes *wrapped, GError **error)
{
  g_autoptr (PK11SlotInfo) slot = enroll_nss_open_slot (error);
  SECItem input = enroll_nss_item_of_bytes (wrapped);
  SECItem plain = { siBuffer, NULL, 0 };

  if (slot == NULL)
    {
      if (error != NULL)
        (*error)->code = ENROLL_ERROR_LOCKED;
      return NULL;
    }
  if (PK11SDR_Decrypt (&input, &plain, NULL) != SECSuccess)
    return fail (error, "the certificate store did not unwrap a key");
  return take_item (&plain);
}

static PK11SymKey *
import_key (GBytes *key, CK_ATTRIBUTE_TYPE use)
{
  g_autoptr (PK11SlotInfo) slot = PK11_GetInternalSlot ();
  SECItem item = enroll_nss_item_of_bytes (key);

  return slot != NULL && item.len == ENROLL_NSS_SEAL_KEY_SIZE
             ? PK11_ImportSymKey (slot, CKM_AES_GCM, PK11_OriginUnwrap, use, &item, NULL)
             : NULL;
}

/* The name is authenticated, too: nothing can be put in the place of something else. */
static CK_GCM_PARAMS
make_parameters (guint8 *nonce, const char *name)
{
  CK_GCM_PARAMS parameters;

  memset (&parameters, 0, sizeof parameters);
  parameters.pIv = nonce;
  parameters.ulIvLen = NONCE;
  parameters.ulIvBits = (CK_ULONG)NONCE * 8;
  parameters.pAAD = (CK_BYTE_PTR)name;
  parameters.ulAADLen = strlen (name);
  parameters.ulTagBits = (CK_ULONG)TAG * 8;
  return parameters;
}

/**
 * enroll_nss_seal_encrypt:
 * @key: from enroll_nss_seal_new_key()
 * @name: what the bytes belong to
 * @plain: bytes
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a random nonce and the sealed bytes; or %NULL with
 *   %ENROLL_ERROR_JOURNAL
 */
GBytes *
enroll_nss_seal_encrypt (GBytes *key, const char *name, GBytes *plain, GError **error)
{
  g_autoptr (PK11SymKey) symmetric = import_key (key, CKA_ENCRYPT);
  SECItem input = enroll_nss_item_of_bytes (plain);
  guint size = NONCE + input.len + TAG;
  g_autofree guint8 *sealed = g_malloc (size);
  CK_GCM_PARAMS parameters = make_parameters (sealed, name);
  SECItem parameter = { siBuffer, (unsigned char *)&parameters, sizeof parameters };
  unsigned int length = 0;

  if (symmetric == NULL || PK11_GenerateRandom (sealed, NONCE) != SECSuccess ||
      PK11_Encrypt (symmetric,
                    CKM_AES_GCM,
                    &parameter,
                    sealed + NONCE,
                    &length,
                    size - NONCE,
                    input.data,
                    input.len) != SECSuccess)
    return fail (error, "the secrets could not be sealed");
  return g_bytes_new (sealed, NONCE + length);
}

/**
 * enroll_nss_seal_decrypt:
 * @key: the key that it was sealed with
 * @name: what the bytes belong to
 * @sealed: from enroll_nss_seal_encrypt()
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the bytes, wiped when freed; or %NULL with
 *   %ENROLL_ERROR_JOURNAL if they were changed, or belong to something else
 */
GBytes *
enroll_nss_seal_decrypt (GBytes *key, const char *name, GBytes *sealed, GError **error)
{
  g_autoptr (PK11SymKey) symmetric = import_key (key, CKA_DECRYPT);
  SECItem input = enroll_nss_item_of_bytes (sealed);
  guint8 nonce[NONCE];
  CK_GCM_PARAMS parameters = make_parameters (nonce, name);
  SECItem parameter = { siBuffer, (unsigned char *)&parameters, sizeof parameters };
  g_autofree guint8 *plain = g_malloc0 (input.len + 1);
  unsigned int length = 0;
  GBytes *bytes;

  if (symmetric == NULL || input.len < NONCE + TAG)
    return fail (error, "the sealed part is damaged");
  memcpy (nonce, input.data, NONCE);
  if (PK11_Decrypt (symmetric,
                    CKM_AES_GCM,
                    &parameter,
                    plain,
                    &length,
                    input.len,
                    input.data + NONCE,
                    input.len - NONCE) != SECSuccess)
    return fail (error, "the sealed part cannot be opened");
  bytes = enroll_secret_bytes_new (plain, length);
  explicit_bzero (plain, input.len);
  return bytes;
}
