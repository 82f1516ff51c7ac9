/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-pbe.h"

#define OID_PBES2 "1.2.840.113549.1.5.13"
#define OID_PBKDF2 "1.2.840.113549.1.5.12"
#define OID_HMAC_SHA1 "1.2.840.113549.2.7"

/* What the AlgorithmIdentifiers of a protected file say: PKCS#12 (RFC 7292 appendix C), PKCS#5
 * (RFC 8018 appendix A). Nothing is derived here. */

typedef struct
{
  const char *oid;
  const char *name;
} Algorithm;

/* clang-format off */
static const Algorithm algorithms[] = {
  { "1.2.840.113549.1.12.1.1", "RC4-128 with SHA-1" },
  { "1.2.840.113549.1.12.1.2", "RC4-40 with SHA-1" },
  { "1.2.840.113549.1.12.1.3", "Triple DES with SHA-1" },
  { "1.2.840.113549.1.12.1.4", "two-key Triple DES with SHA-1" },
  { "1.2.840.113549.1.12.1.5", "RC2-128 with SHA-1" },
  { "1.2.840.113549.1.12.1.6", "RC2-40 with SHA-1" },
  { "1.2.840.113549.1.5.1", "DES with MD2" },
  { "1.2.840.113549.1.5.3", "DES with MD5" },
  { "1.2.840.113549.1.5.4", "RC2 with MD2" },
  { "1.2.840.113549.1.5.6", "RC2 with MD5" },
  { "1.2.840.113549.1.5.10", "DES with SHA-1" },
  { "1.2.840.113549.1.5.11", "RC2 with SHA-1" },
  { OID_PBES2, "PBES2" },
  { OID_PBKDF2, "PBKDF2" },
  { ENROLL_OID_PBMAC1, "PBMAC1" },
  { "1.3.6.1.4.1.11591.4.11", "scrypt" },
  { OID_HMAC_SHA1, "HMAC-SHA-1" },
  { "1.2.840.113549.2.8", "HMAC-SHA-224" },
  { "1.2.840.113549.2.9", "HMAC-SHA-256" },
  { "1.2.840.113549.2.10", "HMAC-SHA-384" },
  { "1.2.840.113549.2.11", "HMAC-SHA-512" },
  { "1.2.840.113549.2.12", "HMAC-SHA-512/224" },
  { "1.2.840.113549.2.13", "HMAC-SHA-512/256" },
  { "2.16.840.1.101.3.4.2.13", "HMAC-SHA3-224" },
  { "2.16.840.1.101.3.4.2.14", "HMAC-SHA3-256" },
  { "2.16.840.1.101.3.4.2.15", "HMAC-SHA3-384" },
  { "2.16.840.1.101.3.4.2.16", "HMAC-SHA3-512" },
  { "1.3.14.3.2.7", "DES" },
  { "1.2.840.113549.3.2", "RC2" },
  { "1.2.840.113549.3.4", "RC4" },
  { "1.2.840.113549.3.7", "Triple DES" },
  { "1.2.840.113549.3.9", "RC5" },
  { "2.16.840.1.101.3.4.1.2", "AES-128-CBC" },
  { "2.16.840.1.101.3.4.1.6", "AES-128-GCM" },
  { "2.16.840.1.101.3.4.1.22", "AES-192-CBC" },
  { "2.16.840.1.101.3.4.1.26", "AES-192-GCM" },
  { "2.16.840.1.101.3.4.1.42", "AES-256-CBC" },
  { "2.16.840.1.101.3.4.1.46", "AES-256-GCM" },
  { "1.2.392.200011.61.1.1.1.2", "Camellia-128-CBC" },
  { "1.2.392.200011.61.1.1.1.3", "Camellia-192-CBC" },
  { "1.2.392.200011.61.1.1.1.4", "Camellia-256-CBC" },
  { "1.2.840.113549.2.5", "MD5" },
  { "1.3.14.3.2.26", "SHA-1" },
  { "2.16.840.1.101.3.4.2.4", "SHA-224" },
  { "2.16.840.1.101.3.4.2.1", "SHA-256" },
  { "2.16.840.1.101.3.4.2.2", "SHA-384" },
  { "2.16.840.1.101.3.4.2.3", "SHA-512" },
  { "2.16.840.1.101.3.4.2.5", "SHA-512/224" },
  { "2.16.840.1.101.3.4.2.6", "SHA-512/256" },
  { "2.16.840.1.101.3.4.2.7", "SHA3-224" },
  { "2.16.840.1.101.3.4.2.8", "SHA3-256" },
  { "2.16.840.1.101.3.4.2.9", "SHA3-384" },
  { "2.16.840.1.101.3.4.2.10", "SHA3-512" },
  { "1.2.840.113549.1.1.1", "RSA" },
  { "1.2.840.113549.1.1.10", "RSA-PSS" },
  { "1.2.840.10045.2.1", "EC" },
  { "1.2.840.10040.4.1", "DSA" },
  { "1.3.101.110", "X25519" },
  { "1.3.101.111", "X448" },
  { "1.3.101.112", "Ed25519" },
  { "1.3.101.113", "Ed448" },
};
/* clang-format on */

/**
 * enroll_pbe_name_of_oid:
 * @oid: an OBJECT IDENTIFIER with dots
 *
 * Returns: the name of the algorithm, or @oid
 */
const char *
enroll_pbe_name_of_oid (const char *oid)
{
  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    {
      if (g_str_equal (algorithms[i].oid, oid))
        return algorithms[i].name;
    }
  return oid;
}

/* The parameters stand behind the OID, and may be missing. */
static char *
read_algorithm (EnrollDer *place, EnrollDer *parameters)
{
  return enroll_der_read (place, ENROLL_DER_SEQUENCE, parameters) ? enroll_der_read_oid (parameters)
                                                                  : NULL;
}

/* PBKDF2-params: salt, iterations, keyLength OPTIONAL, prf DEFAULT HMAC-SHA-1. */
static EnrollPbmac *
read_pbkdf2 (EnrollDer *place)
{
  g_autoptr (EnrollPbmac) self = g_new0 (EnrollPbmac, 1);
  EnrollDer parameters;
  EnrollDer rest;

  if (!enroll_der_read (place, ENROLL_DER_SEQUENCE, &parameters))
    return NULL;
  self->salt = enroll_der_read_octets (&parameters, ENROLL_DER_OCTETS);
  if (self->salt == NULL || !enroll_der_read_number (&parameters, &self->rounds))
    return NULL;
  enroll_der_read_number (&parameters, &self->key_size);
  self->prf = parameters.size > 0 ? read_algorithm (&parameters, &rest) : g_strdup (OID_HMAC_SHA1);
  return self->prf != NULL ? g_steal_pointer (&self) : NULL;
}

static EnrollPbe *
pbe_new (char *name, guint64 rounds)
{
  EnrollPbe *self = g_new0 (EnrollPbe, 1);

  self->name = name;
  self->rounds = rounds;
  return self;
}

/* PBES2-params: keyDerivationFunc, encryptionScheme. */
static EnrollPbe *
read_pbes2 (EnrollDer *place)
{
  g_autofree char *function = NULL;
  g_autofree char *cipher = NULL;
  g_autoptr (EnrollPbmac) derivation = NULL;
  EnrollDer parameters;
  EnrollDer of_function;
  EnrollDer rest;

  if (!enroll_der_read (place, ENROLL_DER_SEQUENCE, &parameters))
    return NULL;
  function = read_algorithm (&parameters, &of_function);
  cipher = read_algorithm (&parameters, &rest);
  if (function == NULL || cipher == NULL)
    return NULL;

  if (!g_str_equal (function, OID_PBKDF2))
    {
      EnrollPbe *self = pbe_new (g_strdup_printf ("%s and %s",
                                                  enroll_pbe_name_of_oid (function),
                                                  enroll_pbe_name_of_oid (cipher)),
                                 0);

      self->is_foreign = TRUE;
      return self;
    }
  derivation = read_pbkdf2 (&of_function);
  if (derivation == NULL)
    return NULL;
  return pbe_new (g_strdup_printf ("PBKDF2 with %s and %s",
                                   enroll_pbe_name_of_oid (derivation->prf),
                                   enroll_pbe_name_of_oid (cipher)),
                  derivation->rounds);
}

/**
 * enroll_pbe_new:
 * @place: where an AlgorithmIdentifier stands; moved behind it
 *
 * Returns: (transfer full) (nullable): what it says; %NULL if nothing like it stands there
 */
EnrollPbe *
enroll_pbe_new (EnrollDer *place)
{
  EnrollDer parameters;
  EnrollDer content;
  g_autofree char *oid = read_algorithm (place, &parameters);
  g_autoptr (GBytes) salt = NULL;
  guint64 rounds = 0;

  if (oid == NULL)
    return NULL;
  if (g_str_equal (oid, OID_PBES2))
    return read_pbes2 (&parameters);

  /* All others that have rounds have salt and rounds; what is not known has what it likes. */
  if (enroll_der_read (&parameters, ENROLL_DER_SEQUENCE, &content))
    salt = enroll_der_read_octets (&content, ENROLL_DER_OCTETS);
  if (salt != NULL)
    enroll_der_read_number (&content, &rounds);
  return pbe_new (g_strdup (enroll_pbe_name_of_oid (oid)), rounds);
}

void
enroll_pbe_free (EnrollPbe *self)
{
  g_free (self->name);
  g_free (self);
}

/**
 * enroll_pbmac_new:
 * @parameters: where PBMAC1-params stand; moved behind them
 *
 * Returns: (transfer full) (nullable): what they say; %NULL if that is not all of PBKDF2
 */
EnrollPbmac *
enroll_pbmac_new (EnrollDer *parameters)
{
  g_autoptr (EnrollPbmac) self = NULL;
  g_autofree char *function = NULL;
  EnrollDer content;
  EnrollDer of_function;
  EnrollDer rest;

  if (!enroll_der_read (parameters, ENROLL_DER_SEQUENCE, &content))
    return NULL;
  function = read_algorithm (&content, &of_function);
  if (g_strcmp0 (function, OID_PBKDF2) != 0)
    return NULL;
  self = read_pbkdf2 (&of_function);
  if (self == NULL)
    return NULL;
  self->mac = read_algorithm (&content, &rest);
  return self->mac != NULL ? g_steal_pointer (&self) : NULL;
}

void
enroll_pbmac_free (EnrollPbmac *self)
{
  g_clear_pointer (&self->salt, g_bytes_unref);
  g_free (self->prf);
  g_free (self->mac);
  g_free (self);
}
