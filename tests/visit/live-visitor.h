/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-error.h"
#include "enroll-http-visit.h"
#include "enroll-web-visit.h"

#include "glib-test.h"
#include "scripted-server.h"
#include "visitor.h"

#include <webkit2/webkit2.h>

/* A visit in a live page to scripted servers, and how its last step ended. */
class LiveVisitor
{
public:
  LiveVisitor (const std::vector<std::string> &hosts, const std::string &ca_file);
  ~LiveVisitor ();
  LiveVisitor (const LiveVisitor &) = delete;
  LiveVisitor &operator= (const LiveVisitor &) = delete;

  using Answers = std::vector<std::pair<std::string, std::string>>;

  /* A step to its end; false if it failed. Enter() opens the link plainly and goes on alive. */
  bool Open (const std::string &link);
  bool Enter (const std::string &link);
  bool Submit (const Answers &answers = {}, guint button = 0);
  bool Wait ();
  bool Watch (const Answers &answers = {});

  /* A step that is left to itself, and its end. */
  void BeginOpen (const std::string &link);
  void BeginSubmit (const Answers &answers = {}, guint button = 0);
  void BeginWait ();
  void BeginWatch (const Answers &answers = {});
  bool HasEnded () const;
  bool End ();
  void Cancel ();

  EnrollVisit *Visit () const;
  EnrollForm *Form () const;
  EnrollFormKind Kind () const;
  std::string File () const;
  const GError *Error () const;
  bool FailedWith (EnrollError code) const;
  bool WasCancelled () const;

  /* The window on top, and what a script of the page itself says there. */
  WebKitWebView *View () const;
  std::string Evaluate (const std::string &body) const;

  /* Leaves the visit. */
  void Leave ();

private:
  EnrollAnswers *MakeAnswers (const Answers &answers, int button);

  EnrollPortal *portal = nullptr;
  EnrollHttpVisit *plain = nullptr;
  EnrollVisit *visit = nullptr;
  EnrollForm *form = nullptr;
  GError *error = nullptr;
  GCancellable *cancellable = nullptr;
  std::unique_ptr<AsyncResult> result;
};

/* Two servers on this computer: the portal, and one that the portal file does not name. */
class LiveVisitTest : public GlibTest
{
protected:
  LiveVisitTest ();

  void TearDown () override;

  ScriptedServer portal;
  ScriptedServer stranger;
  std::unique_ptr<LiveVisitor> visitor;
};

/* Like Eventually(), for what happens without a word in the main loop. */
bool AfterAWhile (const std::function<bool ()> &predicate);

/* The processes of browser engines that this one has started, by their names. */
std::vector<int> ChildProcesses (const std::string &name);

/* The folders that downloads are received in. */
std::vector<std::string> DownloadFolders ();
