/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-nss-install.h"
#include "enroll-nss.h"
#include "enroll-text.h"

#include <string.h>

/* Puts a checked credential into the NSS database. Every step may be repeated: what is there
 * already is left as it is. All of it blocks: for worker threads. */

static CERTCertificate *
decode_certificate (GBytes *der, GError **error)
{
  SECItem item = enroll_nss_item_of_bytes (der);
  CERTCertificate *certificate =
      CERT_NewTempCertificate (CERT_GetDefaultCertDB (), &item, NULL, PR_FALSE, PR_TRUE);

  if (certificate == NULL)
    enroll_nss_fail (error, "a certificate could not be decoded");
  return certificate;
}

static gboolean
import_authority (PK11SlotInfo *slot, GBytes *der, GError **error)
{
  g_autoptr (CERTCertificate) certificate = decode_certificate (der, error);
  char *nickname;
  SECStatus status;

  if (certificate == NULL)
    return FALSE;
  if (certificate->isperm)
    return TRUE;

  nickname = CERT_MakeCANickname (certificate);
  status = PK11_ImportCert (slot, certificate, CK_INVALID_HANDLE, nickname, PR_FALSE);
  PORT_Free (nickname);
  return status == SECSuccess ||
         enroll_nss_fail (error, "the certificate of an authority could not be stored");
}

/* A nickname that says whose and whose work it is, and that no other certificate has. What stands
 * before a colon is the name of a token to NSS, which then looks for the rest there. */
static char *
make_nickname (const EnrollCredential *credential)
{
  g_autoptr (GDateTime) from = g_date_time_new_from_unix_utc (credential->not_before);
  g_autofree char *base = g_strdelimit (g_strdup_printf ("%s (%s, %d)",
                                                         credential->address,
                                                         credential->issuer,
                                                         g_date_time_get_year (from)),
                                        ":",
                                        '-');
  g_autofree char *nickname = g_strdup (base);

  for (guint i = 2; i < 1000; i++)
    {
      g_autoptr (CERTCertificate) taken =
          CERT_FindCertByNickname (CERT_GetDefaultCertDB (), nickname);

      if (taken == NULL)
        break;
      g_free (nickname);
      nickname = g_strdup_printf ("%s #%u", base, i);
    }
  return g_steal_pointer (&nickname);
}

static gboolean
import_private_key (PK11SlotInfo *slot,
                    CERTCertificate *certificate,
                    GBytes *private_key,
                    const char *nickname,
                    GError **error)
{
  g_autoptr (SECKEYPublicKey) public_key = CERT_ExtractPublicKey (certificate);
  SECItem key_item = enroll_nss_item_of_bytes (private_key);
  SECItem nickname_item = { siBuffer, (unsigned char *)nickname, (unsigned int)strlen (nickname) };
  SECStatus status;

  if (public_key == NULL || public_key->keyType != rsaKey)
    return enroll_nss_fail (error, "the certificate’s key could not be read");

  /* The modulus gives the key the id by which the certificate finds it. */
  status = PK11_ImportDERPrivateKeyInfoAndReturnKey (slot,
                                                     &key_item,
                                                     &nickname_item,
                                                     &public_key->u.rsa.modulus,
                                                     PR_TRUE,
                                                     PR_TRUE,
                                                     KU_ALL,
                                                     NULL,
                                                     NULL);
  return status == SECSuccess || enroll_nss_fail (error, "the key could not be stored");
}

static gboolean
has_own_key (CERTCertificate *certificate)
{
  g_autoptr (SECKEYPrivateKey) key = PK11_FindKeyByAnyCert (certificate, NULL);

  return key != NULL;
}

/* A key that was made here carries the label of a request until now. */
static void
name_key (CERTCertificate *certificate)
{
  g_autoptr (SECKEYPrivateKey) key = PK11_FindKeyByAnyCert (certificate, NULL);

  if (key != NULL && certificate->nickname != NULL)
    PK11_SetPrivateKeyNickname (key, certificate->nickname);
}

static gboolean
import_own (PK11SlotInfo *slot, EnrollCredential *credential, GError **error)
{
  g_autoptr (CERTCertificate) certificate = decode_certificate (credential->certificate, error);
  g_autofree char *nickname = NULL;

  if (certificate == NULL)
    return FALSE;
  if (certificate->isperm && has_own_key (certificate))
    return TRUE;

  nickname = make_nickname (credential);
  if (credential->private_key != NULL &&
      !import_private_key (slot, certificate, credential->private_key, nickname, error))
    return FALSE;
  /* The certificate finds its key by the id that both have. */
  if (PK11_ImportCert (slot, certificate, CK_INVALID_HANDLE, nickname, PR_FALSE) != SECSuccess)
    return enroll_nss_fail (error, "the certificate could not be stored");
  name_key (certificate);
  return TRUE;
}

/* Only the bits count, not the return value: one usage may be granted and the other not. */
static SECCertificateUsage
find_granted_usages (CERTCertificate *certificate)
{
  SECCertificateUsage granted = 0;

  CERT_VerifyCertificateNow (CERT_GetDefaultCertDB (),
                             certificate,
                             PR_TRUE,
                             certificateUsageEmailSigner | certificateUsageEmailRecipient,
                             NULL,
                             &granted);
  return granted;
}

/* NSS gives a second certificate of the same subject the first one's nickname, whatever it was
 * asked for: what counts is what it says now. */
static EnrollInstalled *
describe_installed (EnrollCredential *credential, GError **error)
{
  SECItem der = enroll_nss_item_of_bytes (credential->certificate);
  g_autoptr (CERTCertificate) certificate = CERT_FindCertByDERCert (CERT_GetDefaultCertDB (), &der);
  SECCertificateUsage granted;
  EnrollInstalled *installed;

  if (certificate == NULL || certificate->nickname == NULL || !has_own_key (certificate))
    {
      enroll_nss_fail (error, "the certificate is not in the store after it was stored");
      return NULL;
    }

  granted = find_granted_usages (certificate);
  installed = enroll_installed_new (certificate->nickname);
  installed->can_sign = (granted & certificateUsageEmailSigner) != 0;
  installed->can_encrypt =
      (granted & certificateUsageEmailRecipient) != 0 && credential->can_encrypt;
  installed->root_is_unknown = !installed->can_sign && credential->root != NULL;
  return installed;
}

/* Somebody has said of this authority that it is not to be believed (“p” in certutil's flags): that is no
 * question for the user any more. */
static gboolean
is_distrusted (GBytes *der, GError **error)
{
  SECItem item = enroll_nss_item_of_bytes (der);
  g_autoptr (CERTCertificate) certificate =
      CERT_FindCertByDERCert (CERT_GetDefaultCertDB (), &item);
  g_autofree char *name = NULL;
  CERTCertTrust trust;

  if (certificate == NULL || CERT_GetCertTrust (certificate, &trust) != SECSuccess ||
      (trust.emailFlags & CERTDB_TERMINAL_RECORD) == 0 ||
      (trust.emailFlags & (CERTDB_TRUSTED | CERTDB_TRUSTED_CA)) != 0)
    return FALSE;

  name = enroll_text_disarm (certificate->subjectName, strlen (certificate->subjectName));
  g_set_error (error,
               ENROLL_ERROR,
               ENROLL_ERROR_ISSUER,
               "the authority %s is marked as distrusted in the certificate store",
               name);
  return TRUE;
}

static gboolean
has_distrusted_authority (EnrollCredential *credential, GError **error)
{
  for (guint i = 0; i < credential->authorities->len; i++)
    {
      if (is_distrusted (g_ptr_array_index (credential->authorities, i), error))
        return TRUE;
    }
  return credential->root != NULL && is_distrusted (credential->root, error);
}

/**
 * enroll_nss_install:
 * @credential: a checked credential
 * @error: return location
 *
 * Stores the issuers first, without trust, then the key if the portal made it, then the
 * certificate; and reads back what the store calls it and what it grants.
 *
 * Returns: (transfer full) (nullable): what the store says; or %NULL with %ENROLL_ERROR_STORE, or with
 *   %ENROLL_ERROR_ISSUER if the store distrusts an authority; then nothing is stored
 */
EnrollInstalled *
enroll_nss_install (EnrollCredential *credential, GError **error)
{
  g_autoptr (EnrollNssWriting) lock G_GNUC_UNUSED = enroll_nss_begin_writing ();
  g_autoptr (PK11SlotInfo) slot = enroll_nss_open_slot (error);

  if (slot == NULL || has_distrusted_authority (credential, error))
    return NULL;
  for (guint i = 0; i < credential->authorities->len; i++)
    {
      if (!import_authority (slot, g_ptr_array_index (credential->authorities, i), error))
        return NULL;
    }
  if (!import_own (slot, credential, error))
    return NULL;
  return describe_installed (credential, error);
}

/**
 * enroll_nss_trust_root:
 * @credential: a credential whose root the store does not know
 * @error: return location
 *
 * Stores the root and trusts it for mail only. Only by the user's word.
 *
 * Returns: %FALSE with %ENROLL_ERROR_STORE, or with %ENROLL_ERROR_ISSUER if the store distrusts it
 */
gboolean
enroll_nss_trust_root (EnrollCredential *credential, GError **error)
{
  g_autoptr (EnrollNssWriting) lock G_GNUC_UNUSED = enroll_nss_begin_writing ();
  g_autoptr (PK11SlotInfo) slot = enroll_nss_open_slot (error);
  g_autoptr (CERTCertificate) root = NULL;
  CERTCertTrust trust;

  g_return_val_if_fail (credential->root != NULL, FALSE);

  if (slot == NULL || is_distrusted (credential->root, error) ||
      !import_authority (slot, credential->root, error))
    return FALSE;
  root = decode_certificate (credential->root, error);
  if (root == NULL)
    return FALSE;

  memset (&trust, 0, sizeof trust);
  if (CERT_GetCertTrust (root, &trust) != SECSuccess)
    memset (&trust, 0, sizeof trust);
  trust.emailFlags |= CERTDB_TRUSTED_CA | CERTDB_VALID_CA;
  return CERT_ChangeCertTrust (CERT_GetDefaultCertDB (), root, &trust) == SECSuccess ||
         enroll_nss_fail (error, "the authority could not be trusted");
}
