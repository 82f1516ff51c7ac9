/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-pkcs12-outline.h"

#define MAX_PARTS 32
#define MAX_BAGS 64

#define OID_DATA "1.2.840.113549.1.7.1"
#define OID_SIGNED_DATA "1.2.840.113549.1.7.2"
#define OID_ENVELOPED_DATA "1.2.840.113549.1.7.3"
#define OID_ENCRYPTED_DATA "1.2.840.113549.1.7.6"
#define OID_SHROUDED_KEY_BAG "1.2.840.113549.1.12.10.1.2"

/* Looks over a PKCS#12 file (RFC 7292 section 4) before anything is derived from a password: what
 * it costs to open, and by which algorithms. */

static gboolean
damaged (GError **error, const char *what)
{
  g_set_error (error, ENROLL_ERROR, ENROLL_ERROR_DAMAGED, "the PKCS#12 file is damaged: %s", what);
  return FALSE;
}

static gboolean
unsupported (GError **error, const char *what)
{
  g_set_error (error,
               ENROLL_ERROR,
               ENROLL_ERROR_PROTECTION,
               "the PKCS#12 file %s, which is not supported",
               what);
  return FALSE;
}

static void
add_rounds (EnrollPkcs12Outline *self, guint64 rounds)
{
  if (!g_uint64_checked_add (&self->rounds, self->rounds, rounds))
    self->rounds = G_MAXUINT64;
}

/* What is protected in a way that has no rounds cannot be opened here, whatever it costs. */
static gboolean
count_protection (EnrollPkcs12Outline *self, const EnrollPbe *protection, GError **error)
{
  g_autofree char *what = NULL;

  add_rounds (self, protection->rounds);
  if (!protection->is_foreign)
    return TRUE;
  what = g_strdup_printf ("is protected by %s", protection->name);
  return unsupported (error, what);
}

/* Of the bags of a part that is not encrypted, only keys may be. */
static gboolean
look_at_bags (EnrollPkcs12Outline *self, EnrollDer part, GError **error)
{
  EnrollDer bags;

  if (!enroll_der_read (&part, ENROLL_DER_SEQUENCE, &bags))
    return damaged (error, "a part that is not encrypted cannot be read");
  for (guint n = 0; bags.size > 0; n++)
    {
      g_autofree char *kind = NULL;
      g_autoptr (EnrollPbe) protection = NULL;
      EnrollDer bag;
      EnrollDer value;
      EnrollDer key;

      if (n == MAX_BAGS || !enroll_der_read (&bags, ENROLL_DER_SEQUENCE, &bag))
        return damaged (error, "a part that is not encrypted cannot be read");
      kind = enroll_der_read_oid (&bag);
      if (kind == NULL || !enroll_der_read (&bag, ENROLL_DER_CONTEXT_0, &value))
        return damaged (error, "a part that is not encrypted cannot be read");
      if (!g_str_equal (kind, OID_SHROUDED_KEY_BAG))
        continue;
      if (enroll_der_read (&value, ENROLL_DER_SEQUENCE, &key))
        protection = enroll_pbe_new (&key);
      if (protection == NULL)
        return damaged (error, "a key does not say how it is encrypted");
      if (!count_protection (self, protection, error))
        return FALSE;
    }
  return TRUE;
}

/* EncryptedData: version, EncryptedContentInfo: contentType, contentEncryptionAlgorithm, content. */
static EnrollPbe *
read_protection (EnrollDer *value)
{
  g_autofree char *kind = NULL;
  EnrollDer encrypted;
  EnrollDer information;
  guint64 version;

  if (!enroll_der_read (value, ENROLL_DER_SEQUENCE, &encrypted) ||
      !enroll_der_read_number (&encrypted, &version) ||
      !enroll_der_read (&encrypted, ENROLL_DER_SEQUENCE, &information))
    return NULL;
  kind = enroll_der_read_oid (&information);
  return kind != NULL ? enroll_pbe_new (&information) : NULL;
}

static gboolean
look_at_part (EnrollPkcs12Outline *self, EnrollDer *parts, GError **error)
{
  g_autofree char *kind = NULL;
  g_autoptr (GBytes) data = NULL;
  g_autoptr (EnrollPbe) protection = NULL;
  EnrollDer part;
  EnrollDer value;

  if (!enroll_der_read (parts, ENROLL_DER_SEQUENCE, &part))
    return damaged (error, "a part has no kind");
  kind = enroll_der_read_oid (&part);
  if (kind == NULL || !enroll_der_read (&part, ENROLL_DER_CONTEXT_0, &value))
    return damaged (error, "a part has no content");

  if (g_str_equal (kind, OID_DATA))
    {
      data = enroll_der_read_octets (&value, ENROLL_DER_OCTETS);
      if (data == NULL)
        return damaged (error, "a part that is not encrypted cannot be read");
      if (!look_at_bags (self, enroll_der_of_bytes (data), error))
        return FALSE;
      g_ptr_array_add (self->parts, g_strdup (""));
      return TRUE;
    }
  if (g_str_equal (kind, OID_ENVELOPED_DATA))
    return unsupported (error, "is encrypted for somebody’s public key");
  if (!g_str_equal (kind, OID_ENCRYPTED_DATA))
    return damaged (error, "a part is of an unknown kind");

  protection = read_protection (&value);
  if (protection == NULL)
    return damaged (error, "a part does not say how it is encrypted");
  if (!count_protection (self, protection, error))
    return FALSE;
  g_ptr_array_add (self->parts, g_steal_pointer (&protection->name));
  return TRUE;
}

static gboolean
look_at_content (EnrollPkcs12Outline *self, GError **error)
{
  EnrollDer content = enroll_der_of_bytes (self->content);
  EnrollDer parts;

  if (!enroll_der_read (&content, ENROLL_DER_SEQUENCE, &parts))
    return damaged (error, "it has no parts");
  while (parts.size > 0)
    {
      if (self->parts->len == MAX_PARTS)
        return damaged (error, "it has too many parts");
      if (!look_at_part (self, &parts, error))
        return FALSE;
    }
  return TRUE;
}

/* MacData: DigestInfo: algorithm, digest; salt, iterations DEFAULT 1. PBMAC1 has its own salt and
 * iterations, and those here have no meaning (RFC 9879 section 3). */
static gboolean
look_at_mac (EnrollPkcs12Outline *self, EnrollDer *file)
{
  g_autofree char *oid = NULL;
  g_autoptr (GBytes) salt = NULL;
  EnrollDer mac;
  EnrollDer information;
  EnrollDer algorithm;
  guint64 rounds = 1;

  if (!enroll_der_read (file, ENROLL_DER_SEQUENCE, &mac) ||
      !enroll_der_read (&mac, ENROLL_DER_SEQUENCE, &information) ||
      !enroll_der_read (&information, ENROLL_DER_SEQUENCE, &algorithm))
    return FALSE;
  oid = enroll_der_read_oid (&algorithm);
  self->mac_value = enroll_der_read_octets (&information, ENROLL_DER_OCTETS);
  if (oid == NULL || self->mac_value == NULL)
    return FALSE;
  self->mac = g_strdup (enroll_pbe_name_of_oid (oid));

  if (g_str_equal (oid, ENROLL_OID_PBMAC1))
    {
      self->pbmac = enroll_pbmac_new (&algorithm);
      if (self->pbmac == NULL)
        return FALSE;
      add_rounds (self, self->pbmac->rounds);
      return TRUE;
    }
  salt = enroll_der_read_octets (&mac, ENROLL_DER_OCTETS);
  if (salt == NULL || (mac.size > 0 && !enroll_der_read_number (&mac, &rounds)))
    return FALSE;
  add_rounds (self, rounds);
  return TRUE;
}

/**
 * enroll_pkcs12_outline_fits:
 * @file: the bytes of a file
 *
 * Returns: %TRUE if it begins as PKCS#12 does and nothing else: with its version, 3
 */
gboolean
enroll_pkcs12_outline_fits (GBytes *file)
{
  static const guint8 version[] = { 0x02, 0x01, 0x03, 0x30 };
  gsize size;
  const guint8 *data = g_bytes_get_data (file, &size);
  gsize start;

  if (size < 2 || data[0] != ENROLL_DER_SEQUENCE)
    return FALSE;
  start = 2 + (data[1] > 0x80 ? (gsize)(data[1] & 0x7f) : 0);
  for (gsize i = 0; i < sizeof version; i++)
    {
      if (start + i >= size || data[start + i] != version[i])
        return FALSE;
    }
  return TRUE;
}

/**
 * enroll_pkcs12_outline_new:
 * @file: the bytes of a PKCS#12 file
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what can be seen without a password; or %NULL with
 *   %ENROLL_ERROR_DAMAGED, or %ENROLL_ERROR_PROTECTION if no password opens it
 */
EnrollPkcs12Outline *
enroll_pkcs12_outline_new (GBytes *file, GError **error)
{
  g_autoptr (EnrollPkcs12Outline) self = g_new0 (EnrollPkcs12Outline, 1);
  g_autofree char *kind = NULL;
  EnrollDer place = enroll_der_of_bytes (file);
  EnrollDer content;
  EnrollDer safe;
  EnrollDer value;
  guint64 version;

  self->parts = g_ptr_array_new_with_free_func (g_free);
  if (!enroll_der_read (&place, ENROLL_DER_SEQUENCE, &content))
    {
      damaged (error, "it is cut off");
      return NULL;
    }
  if (!enroll_der_read_number (&content, &version) ||
      !enroll_der_read (&content, ENROLL_DER_SEQUENCE, &safe))
    {
      damaged (error, "it has no beginning");
      return NULL;
    }
  kind = enroll_der_read_oid (&safe);
  if (g_strcmp0 (kind, OID_SIGNED_DATA) == 0)
    {
      unsupported (error, "is signed instead of being protected by a password");
      return NULL;
    }
  if (g_strcmp0 (kind, OID_DATA) == 0 && enroll_der_read (&safe, ENROLL_DER_CONTEXT_0, &value))
    self->content = enroll_der_read_octets (&value, ENROLL_DER_OCTETS);
  if (self->content == NULL)
    {
      damaged (error, "it has no content");
      return NULL;
    }
  if (!look_at_content (self, error))
    return NULL;
  if (content.size > 0 && !look_at_mac (self, &content))
    {
      damaged (error, "its integrity code cannot be read");
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
enroll_pkcs12_outline_free (EnrollPkcs12Outline *self)
{
  g_ptr_array_unref (self->parts);
  g_free (self->mac);
  g_clear_pointer (&self->mac_value, g_bytes_unref);
  g_clear_pointer (&self->pbmac, enroll_pbmac_free);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_free (self);
}
