/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Portals whose pages are built by script, in a real Evolution: from the invitation to a message
 * that openssl verifies. */

#include <cstdio>

#include "enrollment-stage.h"
#include "message-reader.h"

using namespace e2e;

namespace
{

struct Case
{
  const char *name;
  const char *skin;
  const char *csr_method;
  const char *download;
  unsigned seed;
};

class PortalsTest : public EnrollmentStage, public testing::WithParamInterface<Case>
{
protected:
  void Open ();
};

void
PortalsTest::Open ()
{
  portal.Knob ("skin", GetParam ().skin);
  portal.Knob ("csr-method", GetParam ().csr_method);
  portal.Knob ("download", GetParam ().download);
  portal.Knob ("delay", "1");
  ASSERT_TRUE (OpenPortal (GetParam ().seed)) << portal.Log ();
  ASSERT_TRUE (DeliverInvitation ());
  ASSERT_TRUE (stage.Start ());
  ASSERT_TRUE (SelectMessage (kInvitation));
}

TEST_P (PortalsTest, GivesACertificateThatSigns)
{
  Open ();
  if (!HasFatalFailure ())
    EnrollFromBanner (PageKind::Live);
  if (!HasFatalFailure ())
    SendSigned ();
}

INSTANTIATE_TEST_SUITE_P (
    Skins,
    PortalsTest,
    testing::Values (Case{ "KitCsr", "kit", "provided", "attachment", 1 },
                     Case{ "AriaServerKey", "aria", "server", "attachment", 2 },
                     Case{ "NativePageKey", "native", "browser", "blob", 3 }),
    [] (const testing::TestParamInfo<Case> &info) { return info.param.name; });

}
