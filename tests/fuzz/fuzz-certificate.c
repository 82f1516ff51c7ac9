/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-bundle.h"
#include "enroll-chain.h"
#include "enroll-check.h"
#include "enroll-error.h"
#include "enroll-reading.h"
#include "fake-key.h"
#include "fuzz.h"

#include <string.h>

/* What must hold before a certificate is stored: the address in the first line, then a file. */

#define NOW G_GINT64_CONSTANT (1800000000)

/* Another way to ask the same: GnuTLS's own, which knows no upper case in local parts. */
static gboolean
names_address (gnutls_x509_crt_t certificate, const char *address)
{
  g_autofree char *lower = g_ascii_strdown (address, -1);
  unsigned char name[1024];

  for (unsigned int i = 0; i < 64; i++)
    {
      size_t size = sizeof name - 1;
      g_autofree char *text = NULL;
      g_autofree char *text_lower = NULL;

      if (gnutls_x509_crt_get_subject_alt_name (certificate, i, name, &size, NULL) !=
          GNUTLS_SAN_RFC822NAME)
        continue;
      text = g_strndup ((const char *)name, size);
      text_lower = g_ascii_strdown (text, -1);
      if (strcmp (text_lower, lower) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
check_accepted (gnutls_x509_crt_t certificate, const char *address)
{
  unsigned int bits = 0;

  fuzz_check (gnutls_x509_crt_get_pk_algorithm (certificate, &bits) == GNUTLS_PK_RSA);
  fuzz_check (bits >= 2048);
  fuzz_check (gnutls_x509_crt_get_activation_time (certificate) <= NOW);
  fuzz_check (gnutls_x509_crt_get_expiration_time (certificate) >= NOW);
  fuzz_check (gnutls_x509_crt_get_ca_status (certificate, NULL) <= 0);
  if (g_str_is_ascii (address) && strstr (address, "--") == NULL)
    fuzz_check (names_address (certificate, address));
}

static void
check_one (const EnrollBundle *bundle, const char *address)
{
  for (guint i = 0; i < bundle->certificates->len; i++)
    {
      gnutls_x509_crt_t certificate = g_ptr_array_index (bundle->certificates, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) chain = enroll_chain_new (certificate, bundle->certificates);

      fuzz_check (chain->len >= 1 && chain->len <= 16);
      fuzz_check (g_ptr_array_index (chain, 0) == certificate);
      if (enroll_check_certificate (certificate, address, NOW, &error))
        {
          check_accepted (certificate, address);
        }
      else
        {
          fuzz_check (error != NULL && error->domain == ENROLL_ERROR);
          fuzz_check_text (error->message);
        }
    }
}

static void
check_credential (const EnrollCredential *credential)
{
  fuzz_check_text (credential->name);
  fuzz_check_text (credential->issuer);
  fuzz_check_text (credential->root_name);
  fuzz_check (credential->certificate != NULL && credential->fingerprint != NULL);
}

/* The way of a file that the portal sent, which is its own missing authority as well. */
static void
read_all (GBytes *file, const char *address)
{
  g_autoptr (FakeKey) key = fake_key_new (2048);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrollReading) reading =
      enroll_reading_new (file, ENROLL_KEY (key), NULL, address, NOW, &error);
  g_autoptr (EnrollCredential) credential = NULL;

  fuzz_check ((reading == NULL) == (error != NULL));
  if (reading != NULL)
    {
      g_autoptr (GPtrArray) missing = enroll_reading_dup_missing (reading);

      if (missing != NULL)
        enroll_reading_add_issuer (reading, file, NULL);
      credential = enroll_reading_finish (reading, fuzz_get_portal (), &error);
      fuzz_check ((credential == NULL) == (error != NULL));
    }
  if (credential != NULL)
    check_credential (credential);
  else
    fuzz_check_text (error->message);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *raw = fuzz_take_line (&data, &size);
  g_autofree char *address = g_utf8_make_valid (raw, -1);
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  g_autoptr (EnrollBundle) bundle = enroll_bundle_new (file, NULL, NULL);

  if (bundle == NULL)
    return 0;
  check_one (bundle, address);
  read_all (file, address);
  return 0;
}
