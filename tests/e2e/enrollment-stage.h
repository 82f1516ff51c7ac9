/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "accessible.h"
#include "portal.h"
#include "stage.h"
#include "wait.h"
#include "web-traces.h"

namespace e2e
{

constexpr const char *kAlice = "alice@example.edu";
constexpr const char *kInvitation = "Certificate Enrollment Invitation";
constexpr const char *kConfirmation = "Your Email Confirmation Request";
constexpr const char *kWizard = "Get S/MIME Certificate";
constexpr const char *kGetCertificate = "Get S/MIME Certificate…";
constexpr int kIssueMs = 60000;

/* What an enrollment may cost a person: the bar, the terms, the request, the trust, the end. */
constexpr int kMaxClicks = 6;

/* How long to look for what should not be there. */
constexpr int kAbsentMs = 1500;

enum class PageKind
{
  Plain, /* no browser engine is started */
  Live,  /* the portal’s pages need one */
};

/* A mail client with the module, and a certificate service that it may talk to. */
class EnrollmentStage : public testing::Test
{
protected:
  explicit EnrollmentStage (StoreKind kind = StoreKind::Maildir, const std::string &alias = "");
  void TearDown () override;

  /* Starts the portal and puts its host on the list of trusted ones; knobs are turned before. */
  bool OpenPortal (unsigned seed = 0);

  /* A setting of the module, as GVariant text; before the mail client is started. */
  void Set (const std::string &key, const std::string &value);
  void SetEndpoint ();

  /* A mail of the portal, into the Inbox. */
  bool DeliverInvitation (const std::string &address = kAlice);
  bool DeliverLastMail ();
  std::string MakeLink (const std::string &address = kAlice);

  /* Remembers what the mail client runs and keeps, before a visit of the portal and these hosts;
   * then expects that nothing has been added. */
  void RememberTraces (const std::vector<std::string> &hosts = {});
  void ExpectNoTraces ();

  /* The whole wizard, from the bar above the selected invitation to its end: counts the effort,
   * and looks at what came of it. */
  void EnrollFromBanner (PageKind kind = PageKind::Plain);

  /* Writes a message as the owner of the certificate, and has openssl verify what was sent. */
  void SendSigned ();

  /* Whether the account has a certificate, on disk. */
  bool HasCertificate () const;

  /* Saves the screen under the name of the test. */
  void Shoot (const std::string &what) const;
  void PrintEffort () const;

  static std::string Quote (const std::string &text);

  Stage stage;
  Portal portal;
  std::unique_ptr<WebTraces> traces;
};

/* The wizard's window, or nothing; also the one that asks for a link. */
Accessible Wizard ();

/* In the wizard: waits until the button can be pressed, and presses it. */
bool PressInWizard (const std::string &button, int timeout_ms = kTimeoutMs);
bool WaitInWizard (const std::string &role, const std::string &name, int timeout_ms = kTimeoutMs);
bool WaitForText (const std::string &text, int timeout_ms = kTimeoutMs);

/* Its pages: agree and request; trust the authority of the portal; done. */
bool RequestCertificate ();
bool TrustAuthority ();
bool FinishWizard ();

/* The first, and again for terms that the portal shows only when it is asked. Returns how often the
 * user had to agree; 0 if nothing came of it. */
int RequestUntilTrust ();

/* All three. */
bool WalkThroughWizard ();

/* Pastes a link where the wizard asks for one. */
bool PasteLink (const std::string &link);

/* Presses Tab until the widget has the focus. */
bool TabTo (const std::string &role, const std::string &name, Match match = Match::Exact);

/* Makes the main window the one that has the keyboard. */
bool FocusMainWindow ();

}
