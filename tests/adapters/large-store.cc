/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "large-store.h"

#include "enroll-nss.h"

#include "private-home.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <string>
#include <vector>

namespace
{

void
Must (int code)
{
  ASSERT_GE (code, 0) << gnutls_strerror (code);
}

/* Makes certificates of correspondents. */
class ForeignAuthority
{
public:
  ForeignAuthority ()
  {
    Must (gnutls_x509_privkey_init (&key));
    Must (gnutls_x509_privkey_generate (key,
                                        GNUTLS_PK_ECDSA,
                                        GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1),
                                        0));
    Must (gnutls_x509_crt_init (&certificate));
    Fill (certificate, key, "Foreign Authority", 1);
    Must (gnutls_x509_crt_set_basic_constraints (certificate, 1, -1));
    Must (gnutls_x509_crt_sign2 (certificate, certificate, key, GNUTLS_DIG_SHA256, 0));
  }

  ~ForeignAuthority ()
  {
    gnutls_x509_crt_deinit (certificate);
    gnutls_x509_privkey_deinit (key);
  }

  /* DER */
  std::string
  Issue (int i) const
  {
    std::string person = "correspondent" + std::to_string (i);
    std::string address = person + "@example.net";
    gnutls_x509_privkey_t person_key;
    gnutls_x509_crt_t person_certificate;
    gnutls_datum_t der = {};

    Must (gnutls_x509_privkey_init (&person_key));
    Must (gnutls_x509_privkey_generate (person_key,
                                        GNUTLS_PK_ECDSA,
                                        GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1),
                                        0));
    Must (gnutls_x509_crt_init (&person_certificate));
    Fill (person_certificate, person_key, person, i + 2);
    Must (gnutls_x509_crt_set_subject_alt_name (person_certificate,
                                                GNUTLS_SAN_RFC822NAME,
                                                address.data (),
                                                unsigned (address.size ()),
                                                GNUTLS_FSAN_SET));
    Must (gnutls_x509_crt_sign2 (person_certificate, certificate, key, GNUTLS_DIG_SHA256, 0));
    Must (gnutls_x509_crt_export2 (person_certificate, GNUTLS_X509_FMT_DER, &der));
    std::string result (reinterpret_cast<char *> (der.data), der.size);
    gnutls_free (der.data);
    gnutls_x509_crt_deinit (person_certificate);
    gnutls_x509_privkey_deinit (person_key);
    return result;
  }

private:
  static void
  Fill (gnutls_x509_crt_t certificate,
        gnutls_x509_privkey_t key,
        const std::string &name,
        int serial)
  {
    time_t now = time (nullptr);
    const unsigned char number[] = { 1,
                                     static_cast<unsigned char> (serial >> 8),
                                     static_cast<unsigned char> (serial) };

    Must (gnutls_x509_crt_set_version (certificate, 3));
    Must (gnutls_x509_crt_set_serial (certificate, number, sizeof number));
    Must (gnutls_x509_crt_set_key (certificate, key));
    Must (gnutls_x509_crt_set_activation_time (certificate, now - 86400));
    Must (gnutls_x509_crt_set_expiration_time (certificate, now + 86400 * 300));
    Must (gnutls_x509_crt_set_dn_by_oid (certificate,
                                         GNUTLS_OID_X520_COMMON_NAME,
                                         0,
                                         name.data (),
                                         unsigned (name.size ())));
  }

  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t certificate;
};

std::string
Text (const SECItem &item)
{
  return std::string (reinterpret_cast<const char *> (item.data), item.len);
}

/* What NSS keeps of a certificate, by the columns of its table: the attributes of PKCS#11. */
std::vector<std::string>
Columns (const std::string &der)
{
  g_autoptr (CERTCertificate) certificate =
      CERT_DecodeCertFromPackage (const_cast<char *> (der.data ()), int (der.size ()));
  g_autoptr (SECKEYPublicKey) key = CERT_ExtractPublicKey (certificate);
  SECItem *key_id = PK11_MakeIDFromPubKey (&key->u.ec.publicValue);
  std::string serial = Text (certificate->serialNumber);
  std::vector<std::string> columns = { der,
                                       Text (certificate->derIssuer),
                                       "\x02" + std::string (1, char (serial.size ())) + serial,
                                       Text (certificate->derSubject),
                                       Text (*key_id),
                                       CERT_GetFirstEmailAddress (certificate) };

  SECITEM_FreeItem (key_id, PR_TRUE);
  return columns;
}

/* Puts certificates into the database file beside NSS, all at once: by NSS each would be a
 * transaction. What else is in a row is taken from one that NSS wrote. */
class Filler
{
public:
  explicit Filler (const std::string &path)
  {
    Check (sqlite3_open_v2 (path.c_str (), &database, SQLITE_OPEN_READWRITE, nullptr));
    Run ("PRAGMA synchronous=OFF");
    Run ("BEGIN IMMEDIATE");
    Run ("CREATE TEMP TABLE row AS SELECT * FROM nssPublic WHERE ace534352 = "
         "CAST ('correspondent0@example.net' AS BLOB) AND a11 IS NOT NULL");
    update = Prepare ("UPDATE row SET id=?1, a11=?2, a81=?3, a82=?4, a101=?5, a102=?6, "
                      "ace534352=?7");
    insert = Prepare ("INSERT INTO nssPublic SELECT * FROM row");
  }

  ~Filler ()
  {
    sqlite3_finalize (update);
    sqlite3_finalize (insert);
    Run ("COMMIT");
    Check (sqlite3_close (database));
  }

  void
  Add (int id, const std::vector<std::string> &columns)
  {
    Check (sqlite3_bind_int (update, 1, id));
    for (size_t i = 0; i < columns.size (); i++)
      Check (sqlite3_bind_blob (update,
                                int (i) + 2,
                                columns[i].data (),
                                int (columns[i].size ()),
                                SQLITE_STATIC));
    for (sqlite3_stmt *statement : { update, insert })
      {
        EXPECT_EQ (sqlite3_step (statement), SQLITE_DONE) << sqlite3_errmsg (database);
        sqlite3_reset (statement);
      }
    EXPECT_EQ (sqlite3_changes (database), 1);
  }

  int
  Count ()
  {
    sqlite3_stmt *count = Prepare ("SELECT COUNT(*) FROM nssPublic WHERE a11 IS NOT NULL");
    int n = sqlite3_step (count) == SQLITE_ROW ? sqlite3_column_int (count, 0) : 0;

    sqlite3_finalize (count);
    return n;
  }

private:
  void
  Check (int code)
  {
    EXPECT_EQ (code, SQLITE_OK) << sqlite3_errmsg (database);
  }

  void
  Run (const char *statement)
  {
    Check (sqlite3_exec (database, statement, nullptr, nullptr, nullptr));
  }

  sqlite3_stmt *
  Prepare (const char *text)
  {
    sqlite3_stmt *statement = nullptr;

    Check (sqlite3_prepare_v2 (database, text, -1, &statement, nullptr));
    return statement;
  }

  sqlite3 *database = nullptr;
  sqlite3_stmt *update = nullptr;
  sqlite3_stmt *insert = nullptr;
};

}

/* All is read by NSS before the file is locked. */
int
FillStore (int n_certificates)
{
  ForeignAuthority foreign;
  std::string first = foreign.Issue (0);
  std::string path = PrivateHome::Get ().Database ().substr (strlen ("sql:")) + "/cert9.db";
  g_autoptr (PK11SlotInfo) slot = PK11_GetInternalKeySlot ();
  g_autoptr (CERTCertificate) certificate =
      CERT_DecodeCertFromPackage (first.data (), int (first.size ()));
  std::vector<std::vector<std::string>> rows;

  if (PK11_ImportCert (slot, certificate, CK_INVALID_HANDLE, nullptr, PR_FALSE) != SECSuccess)
    return 0;
  for (int i = 1; i < n_certificates; i++)
    rows.push_back (Columns (foreign.Issue (i)));

  Filler filler (path);
  for (int i = 1; i < n_certificates; i++)
    filler.Add (0x10000000 + i, rows[size_t (i) - 1]);
  return filler.Count ();
}
