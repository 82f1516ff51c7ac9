/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "live-page.h"

namespace
{

/* How late a page may be noticed to have come to rest, on a machine under load. */
constexpr double kLateMs = 400;

class PageSettle : public GlibTest, public ::testing::WithParamInterface<Place>
{
protected:
  PageSettle () : page (GetParam ())
  {
  }

  double
  ElapsedMs () const
  {
    return double (g_get_monotonic_time () - start) / 1000;
  }

  void
  Begin (const std::string &script)
  {
    ASSERT_TRUE (page.LoadMarkup ("<!DOCTYPE html><h1>Page</h1><p id=p>Text</p>"
                                  "<div id=host></div>"));
    page.Evaluate (script);
    start = g_get_monotonic_time ();
  }

  LivePage page;
  gint64 start = 0;
};

TEST_P (PageSettle, AQuietPageHasSettledAtOnce)
{
  EnrollPageRest rest = ENROLL_PAGE_RESTLESS;

  Begin ("");
  ASSERT_TRUE (page.Settle (5000, &rest)) << page.Message ();
  EXPECT_EQ (rest, ENROLL_PAGE_SETTLED);
  EXPECT_LT (ElapsedMs (), 100 + kLateMs);
}

TEST_P (PageSettle, WaitsForTheLastChange)
{
  EnrollPageRest rest = ENROLL_PAGE_RESTLESS;

  Begin ("for (let i = 1; i <= 10; i++)"
         "  setTimeout(() => { p.innerHTML = `<b>${i}</b>`; }, i * 50);");
  ASSERT_TRUE (page.Settle (5000, &rest)) << page.Message ();
  EXPECT_EQ (rest, ENROLL_PAGE_SETTLED);
  EXPECT_EQ (page.Evaluate ("return p.textContent"), "10");
  RecordProperty ("late_ms", int (ElapsedMs () - 500));
  EXPECT_LT (ElapsedMs (), 600 + kLateMs);
}

TEST_P (PageSettle, WaitsForChangesInShadowRoots)
{
  Begin ("const root = host.attachShadow({ mode: 'open' }); root.innerHTML = '<i></i>';"
         "for (let i = 1; i <= 6; i++)"
         "  setTimeout(() => { root.append(document.createElement('hr')); }, i * 50);");
  ASSERT_TRUE (page.Settle ()) << page.Message ();
  EXPECT_EQ (page.Evaluate ("return host.shadowRoot.querySelectorAll('hr').length"), "6");
}

TEST_P (PageSettle, WaitsWhileThePageSaysThatItIsBusy)
{
  Begin ("p.setAttribute('aria-busy', 'true');"
         "setTimeout(() => { p.removeAttribute('aria-busy'); }, 500);");
  ASSERT_TRUE (page.Settle ()) << page.Message ();
  EXPECT_EQ (page.Evaluate ("return p.hasAttribute('aria-busy')"), "false");
}

TEST_P (PageSettle, DoesNotWaitForWhatIsBusyUnseen)
{
  Begin ("p.setAttribute('aria-busy', 'true'); p.style.display = 'none';");
  ASSERT_TRUE (page.Settle ()) << page.Message ();
  EXPECT_LT (ElapsedMs (), 100 + kLateMs);
}

TEST_P (PageSettle, WaitsUntilTextHasFadedIn)
{
  Begin ("p.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 400 });");
  ASSERT_TRUE (page.Settle ()) << page.Message ();
  EXPECT_GE (ElapsedMs (), 380);
}

TEST_P (PageSettle, AnEndlessPageIsRestlessAtTheLimit)
{
  EnrollPageRest rest = ENROLL_PAGE_SETTLED;

  Begin ("setInterval(() => { host.append(document.createElement('hr')); }, 20);");
  ASSERT_TRUE (page.Settle (500, &rest)) << page.Message ();
  EXPECT_EQ (rest, ENROLL_PAGE_RESTLESS);
  EXPECT_GE (ElapsedMs (), 480);
  EXPECT_LT (ElapsedMs (), 600 + kLateMs);
}

TEST_P (PageSettle, AClockAndAMovingPictureAreNoChange)
{
  EnrollPageRest rest = ENROLL_PAGE_RESTLESS;

  Begin ("let n = 0;"
         "setInterval(() => { host.style.left = `${n++}px`; p.firstChild.data = n; }, 20);");
  ASSERT_TRUE (page.Settle (5000, &rest)) << page.Message ();
  EXPECT_EQ (rest, ENROLL_PAGE_SETTLED);
}

TEST_P (PageSettle, AwaitsAChangeAndItsEnd)
{
  AsyncResult result;
  EnrollPageRest rest = ENROLL_PAGE_RESTLESS;

  Begin ("for (let i = 0; i < 5; i++)"
         "  setTimeout(() => { p.innerHTML = `<b>${i}</b>`; }, 300 + i * 50);");
  enroll_page_script_await_change_async (page.View (), nullptr, AsyncResult::Callback, &result);
  ASSERT_TRUE (result.Wait ());
  EXPECT_TRUE (enroll_page_script_settle_finish (page.View (), result.Get (), &rest, nullptr));
  EXPECT_EQ (rest, ENROLL_PAGE_SETTLED);
  EXPECT_EQ (page.Evaluate ("return p.textContent"), "4");
}

TEST_P (PageSettle, AwaitsWhatHasChangedSinceThePageWasRead)
{
  AsyncResult result;

  Begin ("");
  ASSERT_TRUE (page.Read ()) << page.Message ();
  page.Evaluate ("p.textContent = 'News'");
  enroll_page_script_await_change_async (page.View (), nullptr, AsyncResult::Callback, &result);
  ASSERT_TRUE (result.Wait ());
  EXPECT_TRUE (enroll_page_script_settle_finish (page.View (), result.Get (), nullptr, nullptr));
}

TEST_P (PageSettle, EndsWhenThePageGoesAway)
{
  AsyncResult result;
  g_autoptr (GError) error = nullptr;

  Begin ("setTimeout(() => { location.href = 'enroll-test://portal.example.edu/terms.html'; },"
         "           100);");
  enroll_page_script_await_change_async (page.View (), nullptr, AsyncResult::Callback, &result);
  ASSERT_TRUE (result.Wait ());
  EXPECT_FALSE (enroll_page_script_settle_finish (page.View (), result.Get (), nullptr, &error));
  EXPECT_TRUE (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED)) << error->message;
  EXPECT_TRUE (page.WaitUntilLoaded ());
  EXPECT_TRUE (page.Read ()) << page.Message ();
}

TEST_P (PageSettle, EndsWhenTheWebProcessDies)
{
  AsyncResult result;
  g_autoptr (GError) error = nullptr;

  Begin ("");
  enroll_page_script_await_change_async (page.View (), nullptr, AsyncResult::Callback, &result);
  webkit_web_view_terminate_web_process (page.View ());
  ASSERT_TRUE (result.Wait ());
  EXPECT_FALSE (enroll_page_script_settle_finish (page.View (), result.Get (), nullptr, &error));
  EXPECT_TRUE (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED)) << error->message;
}

TEST_P (PageSettle, CanBeCancelled)
{
  AsyncResult result;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = nullptr;

  Begin ("");
  enroll_page_script_await_change_async (page.View (), cancellable, AsyncResult::Callback, &result);
  g_timeout_add_once (
      100,
      [] (gpointer data) { g_cancellable_cancel (G_CANCELLABLE (data)); },
      cancellable);
  ASSERT_TRUE (result.Wait ());
  EXPECT_FALSE (enroll_page_script_settle_finish (page.View (), result.Get (), nullptr, &error));
  EXPECT_TRUE (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) << error->message;
  EXPECT_TRUE (page.Read ()) << page.Message ();
}

/* What the product relies on for pages that the user does not see. */
TEST_P (PageSettle, TimersFramesAndTransitionsRun)
{
  Begin ("");
  EXPECT_EQ (page.Evaluate ("return document.visibilityState"), "visible");
  EXPECT_EQ (
      page.Evaluate ("const start = performance.now();"
                     "for (let i = 0; i < 10; i++) await new Promise((r) => setTimeout(r, 10));"
                     "return performance.now() - start < 500"),
      "true");
  EXPECT_EQ (page.Evaluate ("let n = 0;"
                            "const count = () => { n++; requestAnimationFrame(count); };"
                            "count(); await new Promise((r) => setTimeout(r, 500));"
                            "return n > 10"),
             "true");
  EXPECT_EQ (page.Evaluate ("p.style.transition = 'margin-left 200ms'; p.offsetLeft;"
                            "p.style.marginLeft = '50px';"
                            "return await new Promise((resolve) => {"
                            "  p.addEventListener('transitionend', () => resolve('ended'));"
                            "  setTimeout(resolve, 3000, 'never');"
                            "})"),
             "ended");
}

INSTANTIATE_TEST_SUITE_P (Places,
                          PageSettle,
                          ::testing::Values (Place::Hidden, Place::Window),
                          [] (const auto &info) {
                            return info.param == Place::Hidden ? "Hidden" : "Window";
                          });

} // namespace
