/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-nss-key.h"

#include <string.h>

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

static char *
enroll_nss_key_dup_id (EnrollKey *key)
{
  SECItem *id = PK11_GetLowLevelKeyIDForPrivateKey (ENROLL_NSS_KEY (key)->private_key);
  GString *text = g_string_new (NULL);

  for (guint i = 0; id != NULL && i < id->len; i++)
    g_string_append_printf (text, "%02x", id->data[i]);
  if (id != NULL)
    SECITEM_FreeItem (id, PR_TRUE);
  return g_string_free (text, FALSE);
}

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
  iface->dup_id = enroll_nss_key_dup_id;
  iface->dup_modulus = enroll_nss_key_dup_modulus;
  iface->dup_exponent = enroll_nss_key_dup_exponent;
  iface->sign = enroll_nss_key_sign;
}

/* What a key is called until a certificate gives it another name. */
static char *
make_label (const char *enrollment)
{
  return g_strdup_printf ("S/MIME certificate request %s", enrollment);
}

static SECKEYPrivateKey *
find_by_id (PK11SlotInfo *slot, const char *id)
{
  gsize length = strlen (id) / 2;
  g_autofree guint8 *bytes = g_malloc0 (length + 1);
  SECItem item = { siBuffer, bytes, (unsigned int)length };

  for (gsize i = 0; i < length; i++)
    {
      int high = g_ascii_xdigit_value (id[2 * i]);
      int low = g_ascii_xdigit_value (id[2 * i + 1]);

      if (high < 0 || low < 0)
        return NULL;
      bytes[i] = (guint8)(high * 16 + low);
    }
  return length > 0 ? PK11_FindKeyByKeyID (slot, &item, NULL) : NULL;
}

static SECKEYPrivateKey *
find_by_label (PK11SlotInfo *slot, const char *enrollment)
{
  g_autofree char *label = make_label (enrollment);
  SECKEYPrivateKeyList *list = PK11_ListPrivKeysInSlot (slot, label, NULL);
  SECKEYPrivateKey *key = NULL;

  if (list == NULL)
    return NULL;
  if (!PRIVKEY_LIST_END (PRIVKEY_LIST_HEAD (list), list))
    key = SECKEY_CopyPrivateKey (PRIVKEY_LIST_HEAD (list)->key);
  SECKEY_DestroyPrivateKeyList (list);
  return key;
}

/**
 * enroll_nss_key_find:
 * @enrollment: whose key it is
 * @id: (nullable): its id, which stays when a certificate has given it another name
 * @error: return location
 *
 * Finds a key that was made before. Blocks: for worker threads.
 *
 * Returns: (transfer full) (nullable): the key; %NULL without an error if there is none, or with
 *   %ENROLL_ERROR_STORE
 */
EnrollNssKey *
enroll_nss_key_find (const char *enrollment, const char *id, GError **error)
{
  g_autoptr (PK11SlotInfo) slot = enroll_nss_open_slot (error);
  g_autoptr (EnrollNssKey) self = NULL;

  if (slot == NULL)
    return NULL;

  self = g_object_new (ENROLL_TYPE_NSS_KEY, NULL);
  if (id != NULL)
    self->private_key = find_by_id (slot, id);
  if (self->private_key == NULL)
    self->private_key = find_by_label (slot, enrollment);
  if (self->private_key == NULL || SECKEY_GetPrivateKeyType (self->private_key) != rsaKey)
    return NULL;

  self->public_key = SECKEY_ConvertToPublicKey (self->private_key);
  if (self->public_key != NULL)
    return g_steal_pointer (&self);
  enroll_nss_fail (error, "the key that was made before cannot be read");
  return NULL;
}

guint
enroll_nss_key_get_bits (EnrollNssKey *self)
{
  return SECKEY_PublicKeyStrengthInBits (self->public_key);
}

/**
 * enroll_nss_key_new_spare:
 * @bits: size of the modulus
 * @error: return location
 *
 * Makes a key that is gone without a trace unless enroll_nss_key_keep() puts it into the database.
 * Blocks: for worker threads.
 *
 * Returns: (transfer full) (nullable): the key; or %NULL with %ENROLL_ERROR_STORE
 */
EnrollNssKey *
enroll_nss_key_new_spare (guint bits, GError **error)
{
  g_autoptr (PK11SlotInfo) slot = enroll_nss_open_slot (error);
  g_autoptr (EnrollNssKey) self = NULL;
  PK11RSAGenParams parameters = { .keySizeInBits = (int)bits, .pe = 65537 };
  PK11AttrFlags flags = PK11_ATTR_SESSION | PK11_ATTR_PRIVATE | PK11_ATTR_SENSITIVE;

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
  if (self->private_key != NULL)
    return g_steal_pointer (&self);
  enroll_nss_fail (error, "the key could not be made");
  return NULL;
}

/**
 * enroll_nss_key_keep:
 * @self: from enroll_nss_key_new_spare()
 * @enrollment: whose key it is
 * @error: return location
 *
 * Puts the key into the database. It is on disk when this returns. Blocks: for worker threads.
 *
 * Returns: %FALSE with %ENROLL_ERROR_STORE
 */
gboolean
enroll_nss_key_keep (EnrollNssKey *self, const char *enrollment, GError **error)
{
  g_autofree char *label = make_label (enrollment);
  g_autoptr (EnrollNssWriting) lock G_GNUC_UNUSED = enroll_nss_begin_writing ();
  SECKEYPrivateKey *kept;

  /* Before, while nothing of it is on disk: one transaction then is all, and no key without its label is
   * ever there. */
  PK11_SetPrivateKeyNickname (self->private_key, label);
  kept = PK11_ConvertSessionPrivKeyToTokenPrivKey (self->private_key, NULL);
  if (kept == NULL)
    return enroll_nss_fail (error, "the key could not be put into the store");

  SECKEY_DestroyPrivateKey (self->private_key);
  self->private_key = kept;
  return TRUE;
}

/**
 * enroll_nss_key_new:
 * @enrollment: whose key it is
 * @bits: size of the modulus
 * @error: return location
 *
 * Makes a key in the user's database. It is on disk when this returns; its label tells what it
 * is for until a certificate gives it another. Blocks: for worker threads.
 *
 * Returns: (transfer full) (nullable): the key; or %NULL with %ENROLL_ERROR_STORE
 */
EnrollNssKey *
enroll_nss_key_new (const char *enrollment, guint bits, GError **error)
{
  g_autoptr (EnrollNssKey) self = enroll_nss_key_new_spare (bits, error);

  return self != NULL && enroll_nss_key_keep (self, enrollment, error) ? g_steal_pointer (&self)
                                                                       : NULL;
}
