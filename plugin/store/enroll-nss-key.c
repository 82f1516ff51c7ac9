/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-nss-key.h"

/* An RSA key in the NSS database. May be used in any thread. */
struct _EnrollNssKey
{
  GObject parent_instance;

  SECKEYPrivateKey *private_key;
  SECKEYPublicKey *public_key;
};

static void enroll_nss_key_key_init (EnrollKeyInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrollNssKey,
                               enroll_nss_key,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_KEY, enroll_nss_key_key_init))

static GBytes *
enroll_nss_key_dup_modulus (EnrollKey *key)
{
  const SECItem *item = &ENROLL_NSS_KEY (key)->public_key->u.rsa.modulus;

  return g_bytes_new (item->data, item->len);
}

static GBytes *
enroll_nss_key_dup_exponent (EnrollKey *key)
{
  const SECItem *item = &ENROLL_NSS_KEY (key)->public_key->u.rsa.publicExponent;

  return g_bytes_new (item->data, item->len);
}

static GBytes *
enroll_nss_key_sign (EnrollKey *key, GBytes *digest_info, GError **error)
{
  EnrollNssKey *self = ENROLL_NSS_KEY (key);
  SECItem input = enroll_nss_item_of_bytes (digest_info);
  SECItem signature = { siBuffer, NULL, 0 };
  int length = PK11_SignatureLen (self->private_key);
  g_autofree guint8 *buffer = NULL;

  if (length <= 0)
    {
      enroll_nss_fail (error, "the key cannot sign");
      return NULL;
    }

  buffer = g_malloc ((gsize)length);
  signature.data = buffer;
  signature.len = (unsigned int)length;
  if (PK11_Sign (self->private_key, &signature, &input) != SECSuccess)
    {
      enroll_nss_fail (error, "the key did not sign");
      return NULL;
    }
  return g_bytes_new (signature.data, signature.len);
}

static void
enroll_nss_key_finalize (GObject *object)
{
  EnrollNssKey *self = ENROLL_NSS_KEY (object);

  g_clear_pointer (&self->private_key, SECKEY_DestroyPrivateKey);
  g_clear_pointer (&self->public_key, SECKEY_DestroyPublicKey);

  G_OBJECT_CLASS (enroll_nss_key_parent_class)->finalize (object);
}

static void
enroll_nss_key_class_init (EnrollNssKeyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enroll_nss_key_finalize;
}

static void
enroll_nss_key_init (EnrollNssKey *self)
{
}

static void
enroll_nss_key_key_init (EnrollKeyInterface *iface)
{
  iface->dup_modulus = enroll_nss_key_dup_modulus;
  iface->dup_exponent = enroll_nss_key_dup_exponent;
  iface->sign = enroll_nss_key_sign;
}

/**
 * enroll_nss_key_new:
 * @bits: size of the modulus
 * @error: return location
 *
 * Makes a key in the user's database. It is on disk when this returns; its label tells what it
 * is for until a certificate gives it another. Blocks: for worker threads.
 *
 * Returns: (transfer full) (nullable): the key; or %NULL with %ENROLL_ERROR_STORE
 */
EnrollNssKey *
enroll_nss_key_new (guint bits, GError **error)
{
  g_autoptr (PK11SlotInfo) slot = enroll_nss_open_slot (error);
  g_autoptr (EnrollNssKey) self = NULL;
  PK11RSAGenParams parameters = { .keySizeInBits = (int)bits, .pe = 65537 };
  PK11AttrFlags flags = PK11_ATTR_TOKEN | PK11_ATTR_PRIVATE | PK11_ATTR_SENSITIVE;

  if (slot == NULL)
    return NULL;

  self = g_object_new (ENROLL_TYPE_NSS_KEY, NULL);
  self->private_key = PK11_GenerateKeyPairWithOpFlags (slot,
                                                       CKM_RSA_PKCS_KEY_PAIR_GEN,
                                                       &parameters,
                                                       &self->public_key,
                                                       flags,
                                                       CKF_SIGN | CKF_DECRYPT | CKF_UNWRAP,
                                                       CKF_SIGN | CKF_DECRYPT | CKF_UNWRAP,
                                                       NULL);
  if (self->private_key == NULL)
    {
      enroll_nss_fail (error, "the key could not be made");
      return NULL;
    }
  PK11_SetPrivateKeyNickname (self->private_key, "S/MIME certificate request");
  return g_steal_pointer (&self);
}
