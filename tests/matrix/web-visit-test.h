/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <functional>
#include <memory>

#include "enroll-web-visit-private.h"

#include "visitor.h"

constexpr int kStepMs = 60000;

/* Like Eventually(), for what happens without a word in the main loop. */
bool AfterAWhile (const std::function<bool ()> &predicate);

/* A visit in a live page of servers that do as a test says: the portal, and one that it does not
 * name. */
class WebVisitTest : public GlibTest
{
protected:
  /* Labels of fields, and what is to be typed there. */
  using Answers = std::vector<std::pair<std::string, std::string>>;

  WebVisitTest ();
  ~WebVisitTest () override;

  void TearDown () override;

  void MakeVisit (const std::vector<std::string> &hosts, const std::string &ca_file);

  /* Begins to open @link; at first of a portal that has these hosts. */
  void Begin (const std::string &link,
              const std::vector<std::string> &hosts,
              const std::string &ca_file = ServerAuthority ().RootFile ());
  bool End ();
  bool Open (const std::string &link,
             const std::vector<std::string> &hosts,
             const std::string &ca_file = ServerAuthority ().RootFile ());

  /* Opens @link of the portal without a live page, and goes on in one. */
  bool Enter (const std::string &link);

  /* A step from the page that came last, by its first button. */
  void BeginSubmit (const Answers &answers = {});
  void BeginWait ();
  void BeginWatch (const Answers &answers = {});
  bool Submit (const Answers &answers = {});

  bool HasEnded () const;
  bool FailedWith (EnrollError code) const;
  bool HasSent () const;

  /* Of the page that came last: what kind it is, its title, and what it says of itself. */
  EnrollFormKind Kind () const;
  std::string Title () const;
  std::string File () const;

  /* The host under whose name the page is shown; "" if it is not known. */
  std::string Place () const;

  /* The window that can be seen, and what a script of its page says. */
  WebKitWebView *View () const;
  std::string Evaluate (const std::string &body) const;

  /* The processes of this name, at most 15 characters of it, that this program has started. */
  static std::vector<int> Processes (const std::string &name);

  /* Where downloads lie. */
  static int CountFolders ();

  ScriptedServer server; /* the portal */
  ScriptedServer stranger;
  std::string gone; /* a host where nobody is */
  GProxyResolver *resolver = nullptr;
  EnrollWebVisit *visit = nullptr;
  GCancellable *cancellable = g_cancellable_new ();
  std::unique_ptr<AsyncResult> result;
  EnrollForm *form = nullptr;
  GError *error = nullptr;
  int n_folders = CountFolders ();

private:
  EnrollAnswers *MakeAnswers (const Answers &answers) const;
};
