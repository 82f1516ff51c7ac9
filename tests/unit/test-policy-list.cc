/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Which of several certificates is the one that was asked for. */

#include "policy-test.h"

namespace
{

using Rows = std::vector<std::string>;

struct RowCase
{
  const char *name;
  Rows before;
  Rows now;
  int expected; /* -1: none */
  int expected_to_try;
};

class RowTest : public PolicyTest, public ::testing::WithParamInterface<RowCase>
{
protected:
  RowTest ()
  {
    has_requested = TRUE;
  }

  /* Each row is a form of its own, as it is where its buttons are buttons. */
  static EnrollForm *
  NewList (const Rows &rows)
  {
    EnrollForm *list = NewListPage ({ "Enroll Certificate" });

    for (guint i = 0; i < rows.size (); i++)
      {
        for (const char *label : { "Download", "Revoke" })
          {
            EnrollButton *button = enroll_form_add_button (list, i + 2, label);

            button->context = g_strdup (rows[i].c_str ());
          }
      }
    return Recognized (list);
  }

  /* The number of the row that is downloaded, or -1. */
  int
  Choose (const RowCase &sample)
  {
    g_clear_pointer (&form, enroll_form_unref);
    form = NewList (sample.now);
    g_clear_pointer (&list_before, enroll_form_unref);
    if (!sample.before.empty ())
      list_before = NewList (sample.before);
    if (!PlanAsItIs () || plan->answers->button == nullptr)
      return -1;
    EXPECT_EQ (Button (), "Download");
    return static_cast<int> (plan->answers->button->group) - 2;
  }
};

}

TEST_P (RowTest, OfAKeyMadeByThePortal)
{
  EXPECT_EQ (Choose (GetParam ()), GetParam ().expected);
}

TEST_P (RowTest, OfAKeyMadeHere)
{
  request = "-----BEGIN CERTIFICATE REQUEST-----\n";

  EXPECT_EQ (Choose (GetParam ()), GetParam ().expected_to_try);
}

/* clang-format off */
INSTANTIATE_TEST_SUITE_P (
    Table, RowTest,
    ::testing::Values (
        RowCase{ "One", {}, { "0A alice@example.org" }, 0, 0 },
        RowCase{ "NewAtTheEnd", { "0A", "0B" }, { "0A", "0B", "0C" }, 2, 2 },
        RowCase{ "NewAtTheBeginning", { "0A", "0B" }, { "0C", "0A", "0B" }, 0, 0 },
        RowCase{ "NewWinsOverLaterDay", { "0A 2027-01-01" }, { "0A 2027-01-01", "0B 2026-03-01" }, 1, 1 },
        RowCase{ "NewWinsOverAddress", { "0A alice@example.org" }, { "0A alice@example.org", "0B bob@example.org" }, 1, 1 },
        RowCase{ "OneThatChanged", { "0A Valid", "0B Valid" }, { "0A Replaced 2024-05-01", "0B Valid", "0C Valid 2026-05-01" }, 2, 2 },
        RowCase{ "NothingNew", { "0A", "0B" }, { "0A", "0B" }, -1, 0 },
        RowCase{ "NothingNewButOne", { "0A" }, { "0A" }, -1, 0 },
        RowCase{ "Address", {}, { "0A bob@example.org", "0B <Alice@example.org>" }, 1, 1 },
        RowCase{ "AddressIsWhole", {}, { "0A malice@example.org", "0B alice@example.org" }, 1, 1 },
        RowCase{ "AddressThenDay", {}, { "alice@example.org 2025-01-01", "alice@example.org 2026-01-01", "bob@example.org 2027-01-01" }, 1, 1 },
        RowCase{ "Day", {}, { "0A 2024-11-30", "0B 2026-02-01T10:00", "0C 2025-12-31" }, 1, 1 },
        RowCase{ "DayOfIssueNotOfEnd", {}, { "2024-01-01 to 2028-01-01", "2026-01-01 to 2027-01-01" }, 1, 1 },
        RowCase{ "MonthFirst", {}, { "0A 02/01/2026", "0B 1/31/2026" }, 0, 0 },
        RowCase{ "DayFirst", {}, { "0A 2.1.2026", "0B 1.3.2026", "0C 30-1-2026" }, 1, 1 },
        RowCase{ "DayIsClear", {}, { "0A 13/01/2026", "0B 01-14-2026" }, 1, 1 },
        RowCase{ "NoDay", {}, { "0A 2026-99-99", "0B 2020-01-01", "1234-56-789" }, 1, 1 },
        RowCase{ "Doubt", {}, { "0A", "0B" }, -1, 0 },
        RowCase{ "DoubtOfTheDay", {}, { "0A 2020-01-01", "0B 2026-01-01", "0C 2026-01-01" }, -1, 1 }),
    [] (const auto &info) { return std::string (info.param.name); });
/* clang-format on */

TEST_F (RowTest, ADownloadWithoutARowIsTaken)
{
  list_before = NewList ({ "0A" });
  g_clear_pointer (&form, enroll_form_unref);
  form = NewListPage ({ "Enroll Certificate", "Download" });

  ASSERT_TRUE (PlanAsItIs ());
  EXPECT_EQ (Button (), "Download");
}
