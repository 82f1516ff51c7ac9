/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <string>
#include <vector>

#include "enroll-error.h"
#include "enroll-page-script.h"

#include "glib-test.h"

/* Where a view is: in a window that nobody ever sees, or in one on the display. */
enum class Place
{
  Hidden,
  Window,
};

/* A real page in a real view, with the scripts installed, and what a test asks of it. */
class LivePage
{
public:
  explicit LivePage (Place place = Place::Hidden);
  ~LivePage ();
  LivePage (const LivePage &) = delete;
  LivePage &operator= (const LivePage &) = delete;

  WebKitWebView *View () const;

  /* Loads a page of tests/web/pages, markup as it is, or any address, and waits until it rests. */
  bool Load (const std::string &name);
  bool LoadMarkup (const std::string &markup);
  bool LoadUri (const std::string &uri);
  bool WaitUntilLoaded ();

  /* The markup that came from the server. */
  std::string Source ();

  /* Runs a script in the page's own world; its result as text. */
  std::string Evaluate (const std::string &body);

  bool Read (bool may_touch = false);
  bool Settle (guint limit_ms = 5000, EnrollPageRest *rest = nullptr);
  bool Fill (EnrollAnswers *answers);
  bool FillText (const std::string &label, const std::string &text);
  bool Choose (const std::string &label, const std::string &option);
  bool Check (const std::string &label, bool is_checked = true);
  bool Press (const std::string &label);

  EnrollForm *Form () const;
  const GError *Error () const;
  std::string Message () const;

  std::vector<std::string> Labels () const;
  std::vector<std::string> Options (const std::string &label) const;
  std::string Chosen (const std::string &label) const;
  std::vector<std::string> Buttons () const;
  guint Index (const std::string &label) const;
  const EnrollField *Field (const std::string &label) const;
  int Dialogs () const;

private:
  static void Answer (WebKitURISchemeRequest *request, gpointer user_data);
  static void NoteLoad (WebKitWebView *view, WebKitLoadEvent event, gpointer user_data);
  static gboolean NoteDialog (WebKitWebView *view, WebKitScriptDialog *dialog, gpointer user_data);

  GtkWidget *window = nullptr;
  WebKitWebView *view = nullptr;
  EnrollForm *form = nullptr;
  GError *error = nullptr;
  std::string markup;
  int n_loaded = 0;
  int n_dialogs = 0;
};

class WebTest : public GlibTest
{
protected:
  LivePage page;
};
