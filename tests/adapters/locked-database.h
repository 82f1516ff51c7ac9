/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gtest/gtest.h>
#include <pk11pub.h>

/* A database with a password while this lives. */
class LockedDatabase
{
public:
  LockedDatabase () : slot (PK11_GetInternalKeySlot ())
  {
    EXPECT_EQ (PK11_ChangePW (slot, "", "pass word"), SECSuccess);
    EXPECT_EQ (PK11_Logout (slot), SECSuccess);
  }

  ~LockedDatabase ()
  {
    EXPECT_EQ (PK11_CheckUserPassword (slot, "pass word"), SECSuccess);
    EXPECT_EQ (PK11_ChangePW (slot, "pass word", ""), SECSuccess);
    PK11_FreeSlot (slot);
  }

  PK11SlotInfo *slot;
};
