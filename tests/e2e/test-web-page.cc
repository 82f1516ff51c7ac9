/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Campus login with a second factor: web pages inside the wizard, answered as a person does, on a
 * small screen. Nothing of them is left when the wizard is gone. */

#include <cstdio>

#include "campus.h"
#include "enrollment-stage.h"
#include "web-page.h"

using namespace e2e;

namespace
{

constexpr const char *kInstitution = "Your Institution";
constexpr const char *kUniversity = "Example University";

/* What a login page needs to be answered without scrolling to and fro. */
constexpr int kMinPageWidth = 600;
constexpr int kMinPageHeight = 400;

class WebPageTest : public EnrollmentStage
{
protected:
  void Open ();
  void ExpectPage (const char *heading, const std::string &host);
  void LogIn ();
  void ExpectLeft ();

  std::string DiscoveryHost () const;
  std::string IdpHost () const;

  Campus campus;
};

class LeavingTest : public WebPageTest, public testing::WithParamInterface<const char *>
{
};

std::string
HostOf (const std::string &address)
{
  size_t start = address.find ("://") + 3;

  return address.substr (start, address.find ('/', start) - start);
}

std::string
WebPageTest::DiscoveryHost () const
{
  return HostOf (campus.Discovery ());
}

std::string
WebPageTest::IdpHost () const
{
  return HostOf (campus.Idp ());
}

/* The endpoint of the settings, from the menu. */
void
WebPageTest::Open ()
{
  campus.Setting ("email", kAlice);
  campus.Setting ("first-name", "Alice");
  campus.Setting ("last-name", "Example");
  portal.UseCampus (campus.Folder ());
  portal.Knob ("way", "campus");
  ASSERT_TRUE (OpenPortal ()) << portal.Log ();
  ASSERT_TRUE (campus.Start (portal.Folder ())) << campus.Log ();
  SetEndpoint ();
  ASSERT_TRUE (stage.Start ());
  RememberTraces ({ DiscoveryHost (), IdpHost () });
  effort () = Effort ();
  ASSERT_TRUE (ClickMenu ({ "Edit", kGetCertificate }));
}

/* The page, what the wizard says of it, and the room that it has. */
void
WebPageTest::ExpectPage (const char *heading, const std::string &host)
{
  int screen_width = 0;
  int screen_height = 0;

  ASSERT_EQ (
      sscanf (Environment ("ENROLL_SCREEN").c_str (), "%dx%d", &screen_width, &screen_height),
      2);
  ASSERT_TRUE (WaitForWebPage (heading)) << heading;
  EXPECT_TRUE (WaitForText ("This page is from " + host + ". The connection is secure."));
  EXPECT_TRUE (
      WaitForText (host == portal.Host () ? "Your Answer Is Needed" : "Sign In at " + host));

  AtspiRect page = WebPage ().Extents ();
  AtspiRect window = Wizard ().Extents ();
  EXPECT_GE (page.width, kMinPageWidth);
  EXPECT_GE (page.height, kMinPageHeight);
  EXPECT_GE (window.x, 0);
  EXPECT_GE (window.y, 0);
  EXPECT_LE (window.x + window.width, screen_width);
  EXPECT_LE (window.y + window.height, screen_height);
}

void
WebPageTest::LogIn ()
{
  ExpectPage ("Client Certificate Enrollment - Login", portal.Host ());
  Shoot ("1-portal");
  ASSERT_TRUE (PressOnWebPage (kInstitution));
  ExpectPage ("Find Your Institution", DiscoveryHost ());
  Shoot ("2-discovery");
  ASSERT_TRUE (PressOnWebPage (kUniversity));
  ExpectPage ("Example University Login", IdpHost ());
  ASSERT_TRUE (TypeOnWebPage ("Username", campus.User ()));
  ASSERT_TRUE (TypeOnWebPage ("Password", campus.Password ()));
  Shoot ("3-login");
  ASSERT_TRUE (PressOnWebPage ("Login"));
  ExpectPage ("Two-Step Login", IdpHost ());
  ASSERT_TRUE (TypeOnWebPage ("Passcode", campus.Code ()));
  Shoot ("4-passcode");
  ASSERT_TRUE (PressOnWebPage ("Verify"));
}

void
WebPageTest::ExpectLeft ()
{
  EXPECT_TRUE (Eventually ([] { return !Wizard (); }));
  EXPECT_TRUE (stage.IsRunning ());
  ExpectNoTraces ();
}

TEST_F (WebPageTest, CampusLoginGoesOnByItself)
{
  Open ();
  ASSERT_FALSE (HasFatalFailure ());
  LogIn ();
  ASSERT_FALSE (HasFatalFailure ());

  ASSERT_TRUE (WaitInWizard ("push button", "Request Certificate"));
  Shoot ("5-request");
  ASSERT_EQ (RequestUntilTrust (), 1);
  EXPECT_NE (traces->Processes (), "") << "the engine runs as long as the visit";
  ASSERT_TRUE (TrustAuthority ());
  ASSERT_TRUE (WaitInWizard ("push button", "Done", kIssueMs));
  Shoot ("6-done");
  ASSERT_TRUE (FinishWizard ());

  PrintEffort ();
  ExpectLeft ();
  EXPECT_TRUE (HasCertificate ());
}

TEST_F (WebPageTest, CampusLoginWorksByKeyboardAlone)
{
  Open ();
  ASSERT_FALSE (HasFatalFailure ());
  effort () = Effort ();

  ASSERT_TRUE (TabTo ("link", kInstitution));
  ASSERT_TRUE (PressKey ("Return"));
  ASSERT_TRUE (TabTo ("link", kUniversity));
  ASSERT_TRUE (PressKey ("Return"));
  ASSERT_TRUE (TabTo ("entry", "Username"));
  ASSERT_TRUE (TypeText (campus.User ()));
  ASSERT_TRUE (TabTo ("password text", "Password"));
  ASSERT_TRUE (TypeText (campus.Password ()));
  ASSERT_TRUE (PressKey ("Return"));
  ASSERT_TRUE (TabTo ("entry", "Passcode"));
  ASSERT_TRUE (TypeText (campus.Code ()));
  ASSERT_TRUE (PressKey ("Return"));

  ASSERT_TRUE (WaitInWizard ("push button", "Request Certificate"));
  PrintEffort ();
  EXPECT_EQ (effort ().clicks, 0);
  ASSERT_TRUE (PressKey ("Escape"));
  ExpectLeft ();
}

TEST_P (LeavingTest, LeavesNothingInTheMiddleOfALogin)
{
  Open ();
  ASSERT_FALSE (HasFatalFailure ());
  ASSERT_TRUE (PressOnWebPage (kInstitution));
  ASSERT_TRUE (PressOnWebPage (kUniversity));
  ASSERT_TRUE (TypeOnWebPage ("Username", campus.User ()));
  EXPECT_NE (traces->Processes (), "");

  ASSERT_TRUE (std::string (GetParam ()) == "Escape" ? PressKey ("Escape")
                                                     : PressInWizard ("Cancel"));

  ExpectLeft ();
}

INSTANTIATE_TEST_SUITE_P (By,
                          LeavingTest,
                          testing::Values ("Cancel", "Escape"),
                          [] (const testing::TestParamInfo<const char *> &info) {
                            return std::string (info.param);
                          });
}
