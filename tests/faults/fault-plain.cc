/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "fault-enrollment.h"

#include "enroll-camel-inbox.h"
#include "enroll-eds-account.h"
#include "enroll-gnutls-pki.h"
#include "enroll-http-issuers.h"
#include "enroll-libsecret-keyring.h"

#include "mailbox.h"

namespace
{

constexpr guint kIssuersDeadlineMs = 5000;

/* With what a way needs beside the portal, all of it real. */
class Furnished : public Enrollment
{
public:
  explicit Furnished (const Plan &plan) : plan (plan)
  {
    if (Has ("issuers"))
      AllowIssuers ("127.0.0.1:" + plan.Value ("control-port"));
  }

  ~Furnished () override
  {
    End ();
    g_clear_object (&pki);
    g_clear_object (&inbox);
    g_clear_object (&keyring);
    g_clear_object (&account);
  }

protected:
  void
  Furnish (EnrollPorts &ports) override
  {
    if (Has ("issuers"))
      FetchIssuers (ports);
    if (!plan.Value ("mailbox").empty ())
      ReadMail (ports);
    if (Has ("registry"))
      BindInRegistry (ports);
    if (Has ("pass-phrase"))
      ports.keyring = ENROLL_KEYRING (keyring);
  }

private:
  bool
  Has (const char *what) const
  {
    return plan.Value (what) == "yes";
  }

  void
  FetchIssuers (EnrollPorts &ports)
  {
    g_autoptr (EnrollHttpIssuers) issuers =
        enroll_http_issuers_new (portal, resolver, kIssuersDeadlineMs);

    g_clear_object (&pki);
    pki = enroll_gnutls_pki_new (portal, ENROLL_ISSUERS (issuers));
    ports.pki = ENROLL_PKI (pki);
  }

  void
  ReadMail (EnrollPorts &ports)
  {
    mailbox = std::make_unique<Mailbox> (plan.Value ("mailbox"), e_source_get_uid (Source ()));
    g_clear_object (&inbox);
    inbox = enroll_camel_inbox_new (nullptr, mailbox->Session (), portal);
    ports.inbox = ENROLL_INBOX (inbox);
  }

  void
  BindInRegistry (EnrollPorts &ports)
  {
    g_autoptr (GError) error = nullptr;
    g_autoptr (ESourceRegistry) registry = e_source_registry_new_sync (nullptr, &error);
    g_autoptr (CamelSession) camel = MakeCamelSession ();

    ASSERT_NE (registry, nullptr) << error->message;
    g_clear_object (&account);
    account = enroll_eds_account_new (registry, camel, nullptr);
    ports.account = ENROLL_ACCOUNT (account);
  }

  const Plan &plan;
  std::unique_ptr<Mailbox> mailbox;
  EnrollGnutlsPki *pki = nullptr;
  EnrollCamelInbox *inbox = nullptr;
  EnrollEdsAccount *account = nullptr;
  EnrollLibsecretKeyring *keyring = enroll_libsecret_keyring_new ();
};

}

std::unique_ptr<Enrollment>
MakeEnrollment (const Plan &plan)
{
  return std::make_unique<Furnished> (plan);
}
