/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-error.h"
#include "enroll-http-visit.h"

#include "glib-test.h"
#include "scripted-server.h"
#include "tool.h"

/* One visit to scripted servers, and how its last step ended. */
class Visitor
{
public:
  /* The authority that the servers are to be verified with; "" for the system's only. */
  Visitor (const std::vector<std::string> &hosts,
           const std::string &ca_file,
           GProxyResolver *proxy_resolver = nullptr);
  ~Visitor ();
  Visitor (const Visitor &) = delete;
  Visitor &operator= (const Visitor &) = delete;

  bool Open (const std::string &link);
  bool Press (guint button = 0);
  bool Wait (GCancellable *cancellable = nullptr);

  EnrollForm *Form () const;
  EnrollFormKind Kind () const;
  const GError *Error () const;
  bool FailedWith (EnrollError code) const;
  bool HasSent () const;
  guint Requests () const;

  /* What a live page would go on with, to be freed by the caller, and where. */
  EnrollHandover *HandOver () const;
  std::string HandedOver () const;
  std::vector<std::string> Cookies () const; /* their names, sorted */

private:
  bool Take (AsyncResult *result);

  EnrollPortal *portal = nullptr;
  EnrollHttpVisit *visit = nullptr;
  EnrollForm *form = nullptr;
  GError *error = nullptr;
};

/* The authority of all scripted servers of a test program. */
Authority &ServerAuthority ();

/* A good certificate for localhost, made once. */
GTlsCertificate *LocalhostCertificate ();
