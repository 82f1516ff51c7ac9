/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Windows that live pages open, and under whose name they are shown. */

#include "hand.h"
#include "web-visit-test.h"

namespace
{

class WebWindows : public WebVisitTest
{
protected:
  void
  TearDown () override
  {
    hand.reset ();
    WebVisitTest::TearDown ();
  }

  void
  BeginAt (const std::string &path)
  {
    Begin (server.Uri (path), { server.Host () });
    hand = std::make_unique<Hand> (ENROLL_VISIT (visit));
  }

  /* "" if it is not known. */
  std::string
  Place ()
  {
    g_autoptr (EnrollPlace) place = enroll_visit_dup_place (ENROLL_VISIT (visit));

    if (place == nullptr)
      return "";
    EXPECT_EQ (place->is_portal != FALSE, place->host == server.Host ());
    EXPECT_TRUE (place->is_secure);
    return place->host;
  }

  /* Under the name of this host. */
  bool
  Shows (const std::string &text, const std::string &host)
  {
    return Eventually ([&] { return hand->Text () == text && Place () == host; });
  }

  std::unique_ptr<Hand> hand;
};

TEST_F (WebWindows, AWindowMayOpenAnother)
{
  server.Reply ("/start", 200, "Start<script>window.open('/one')</script>");
  server.Reply ("/one", 200, "One<script>window.open('/two')</script>");
  server.Reply ("/two", 200, "Two");
  BeginAt ("/start");
  EXPECT_TRUE (Shows ("Two", server.Host ()));
  EXPECT_TRUE (End ()) << error->message;
}

TEST_F (WebWindows, AWindowMayOpenAnotherAndGo)
{
  server.Reply ("/start", 200, "Start<script>window.open('/one')</script>");
  server.Reply ("/one", 200, "One<script>window.open('/two'); window.close();</script>");
  server.Reply ("/two", 200, "Two<script>window.close()</script>");
  BeginAt ("/start");
  EXPECT_TRUE (Eventually ([&] { return server.Count ("/two") == 1; }));
  EXPECT_TRUE (Shows ("Start", server.Host ()));
  EXPECT_TRUE (End ()) << error->message;
}

} // namespace
