/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <memory>

#include "enroll-web-visit-private.h"

#include "visitor.h"

constexpr int kStepMs = 60000;

/* A visit in a live page of servers that do as a test says. */
class WebVisitTest : public GlibTest
{
protected:
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

  bool FailedWith (EnrollError code) const;
  bool HasSent () const;

  /* Where downloads lie. */
  static int CountFolders ();

  ScriptedServer server;
  std::string gone; /* a host where nobody is */
  GProxyResolver *resolver = nullptr;
  EnrollWebVisit *visit = nullptr;
  GCancellable *cancellable = g_cancellable_new ();
  std::unique_ptr<AsyncResult> result;
  EnrollForm *form = nullptr;
  GError *error = nullptr;
  int n_folders = CountFolders ();
};
