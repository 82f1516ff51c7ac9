/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* What the program chooses for the user, and what it never does. */

#include "policy-test.h"

namespace
{

using Options = std::vector<std::string>;

const char kTerms[] = "I have read and agree to the terms of the EULA";

struct KeyCase
{
  const char *name;
  guint wanted;
  Options options;
  int selected;
  std::string expected;
  guint bits;
};

class KeyTypeTest : public PolicyTest, public ::testing::WithParamInterface<KeyCase>
{
};

TEST_P (KeyTypeTest, IsTheWantedOneOrTheNextBetter)
{
  settings->key_bits = GetParam ().wanted;
  AddChoice (form, "Key Type", GetParam ().options, GetParam ().selected);

  ASSERT_EQ (Plan (), GetParam ().bits != 0);
  if (plan == nullptr)
    {
      EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_UNUSABLE));
      return;
    }
  EXPECT_EQ (Outcome (), GetParam ().expected);
  EXPECT_EQ (plan->key_bits, GetParam ().bits);
  EXPECT_EQ (plan->decisions->len, 1u);
}

/* clang-format off */
INSTANTIATE_TEST_SUITE_P (
    Table, KeyTypeTest,
    ::testing::Values (
        KeyCase{ "Wanted", 3072, { "RSA - 2048", "RSA - 3072", "RSA - 4096" }, 0, "option 1", 3072 },
        KeyCase{ "WantedReversed", 3072, { "RSA - 4096", "RSA - 3072", "RSA - 2048" }, 0, "option 1", 3072 },
        KeyCase{ "Selected", 3072, { "RSA - 2048", "RSA - 3072" }, 1, "leave", 3072 },
        KeyCase{ "NextLarger", 3072, { "RSA - 2048", "RSA - 4096" }, 0, "option 1", 4096 },
        KeyCase{ "NextLargerFirst", 3072, { "RSA - 4096", "RSA - 2048" }, 1, "option 0", 4096 },
        KeyCase{ "SmallestLarger", 2048, { "RSA - 4096", "RSA - 3072" }, 0, "option 1", 3072 },
        KeyCase{ "LargestSmaller", 4096, { "RSA - 2048", "RSA - 3072" }, 0, "option 1", 3072 },
        KeyCase{ "LargestSmallerFirst", 4096, { "RSA - 3072", "RSA - 2048" }, 1, "option 0", 3072 },
        KeyCase{ "OnlySmall", 3072, { "RSA - 2048" }, 0, "leave", 2048 },
        KeyCase{ "Placeholder", 3072, { "Please select", "RSA - 3072" }, 0, "option 1", 3072 },
        KeyCase{ "NotSelected", 3072, { "RSA - 3072" }, -1, "option 0", 3072 },
        KeyCase{ "OtherWords", 3072, { "2048 bit RSA", "3072-bit RSA key" }, 0, "option 1", 3072 },
        KeyCase{ "NoSpaces", 3072, { "RSA2048", "RSA3072" }, 0, "option 1", 3072 },
        KeyCase{ "LowerCase", 3072, { "rsa:3072" }, 0, "leave", 3072 },
        KeyCase{ "EcNeverChosen", 3072, { "EC - P-256", "RSA - 2048", "EC - P-384" }, 0, "option 1", 2048 },
        KeyCase{ "PssNeverChosen", 3072, { "RSA-PSS - 3072", "RSA - 4096" }, 0, "option 1", 4096 },
        KeyCase{ "TooLargeNeverChosen", 4096, { "RSA - 8192", "RSA - 2048" }, 0, "option 1", 2048 },
        KeyCase{ "TooSmallNeverChosen", 2048, { "RSA - 1024", "RSA - 4096" }, 0, "option 1", 4096 },
        KeyCase{ "OnlyEc", 3072, { "EC - P-256", "EC - P-384" }, 0, "", 0 },
        KeyCase{ "OnlyEd25519", 3072, { "Ed25519" }, 0, "", 0 },
        KeyCase{ "OnlyPss", 3072, { "RSA-PSS - 3072" }, 0, "", 0 },
        KeyCase{ "OnlyTooSmall", 3072, { "RSA - 1024" }, 0, "", 0 },
        KeyCase{ "OnlyTooLarge", 3072, { "RSA - 8192" }, 0, "", 0 },
        KeyCase{ "NoBits", 3072, { "RSA" }, 0, "", 0 },
        KeyCase{ "None", 3072, {}, -1, "", 0 }),
    [] (const auto &info) { return std::string (info.param.name); });
/* clang-format on */

TEST_F (PolicyTest, LeavesAFixedKeyTypeAsItIs)
{
  AddChoice (form, "Key Type", { "RSA - 2048", "RSA - 3072" }, 0)->is_fixed = TRUE;

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), "leave");
  EXPECT_EQ (plan->key_bits, 2048u);
}

TEST_F (PolicyTest, RefusesAFixedKeyTypeThatIsUnusable)
{
  AddChoice (form, "Key Type", { "EC - P-256", "RSA - 3072" }, 0)->is_fixed = TRUE;

  EXPECT_FALSE (Plan ());
  EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_UNUSABLE));
}

TEST_F (PolicyTest, NeverChoosesADisabledKeyType)
{
  EnrollField *field = AddChoice (form, "Key Type", { "RSA - 2048" }, 0);

  enroll_field_add_option (field, "RSA - 3072", "3072", TRUE);

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (plan->key_bits, 2048u);
}

struct ChoiceCase
{
  const char *name;
  const char *configured;
  Options options;
  int selected;
  std::string expected;
};

class AccountTest : public PolicyTest, public ::testing::WithParamInterface<ChoiceCase>
{
};

TEST_P (AccountTest, IsNeverThatOfAnotherUniversity)
{
  settings->account = g_strdup (GetParam ().configured);
  AddChoice (form, "Enrollment Account", GetParam ().options, GetParam ().selected);

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), GetParam ().expected);
}

/* clang-format off */
INSTANTIATE_TEST_SUITE_P (
    Table, AccountTest,
    ::testing::Values (
        ChoiceCase{ "Configured", "Uni B", { "Uni A", "Uni B" }, 0, "option 1" },
        ChoiceCase{ "ConfiguredAndSelected", "Uni A", { "Uni A", "Uni B" }, 0, "leave" },
        ChoiceCase{ "ConfiguredInOtherCase", "uni b ", { "Uni A", "Uni\xc2\xa0" "B" }, 0, "option 1" },
        ChoiceCase{ "ConfiguredIsGone", "Uni C", { "Uni A", "Uni B" }, 0, "ask" },
        ChoiceCase{ "ConfiguredIsGoneAndOnlyAnother", "Uni C", { "Please select", "Uni A" }, 0, "ask" },
        ChoiceCase{ "SelectedByThePortal", nullptr, { "Uni A", "Uni B" }, 0, "ask" },
        ChoiceCase{ "NotSelected", nullptr, { "Uni A", "Uni B" }, -1, "ask" },
        ChoiceCase{ "OnlyOne", nullptr, { "Uni A" }, 0, "leave" },
        ChoiceCase{ "OnlyOneAndPlaceholder", nullptr, { "Please select", "Uni A" }, 0, "option 1" },
        ChoiceCase{ "PartOfAName", "Uni", { "Uni A", "Uni B" }, 0, "ask" }),
    [] (const auto &info) { return std::string (info.param.name); });
/* clang-format on */

TEST_F (PolicyTest, AsksForTheAccountIfTheConfiguredOneWasRejected)
{
  settings->account = g_strdup ("Uni B");
  was_rejected = TRUE;
  AddChoice (form, "Enrollment Account", { "Uni A", "Uni B" }, 0);

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), "ask");
}

class ProfileTest : public PolicyTest, public ::testing::WithParamInterface<ChoiceCase>
{
};

TEST_P (ProfileTest, IsTheConfiguredOneOrThePortals)
{
  settings->certificate_profile = g_strdup (GetParam ().configured);
  AddChoice (form, "Certificate Profile", GetParam ().options, GetParam ().selected);

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), GetParam ().expected);
}

/* clang-format off */
INSTANTIATE_TEST_SUITE_P (
    Table, ProfileTest,
    ::testing::Values (
        ChoiceCase{ "Configured", "2 years", { "1 year", "2 years" }, 0, "option 1" },
        ChoiceCase{ "ConfiguredIsGone", "3 years", { "1 year", "2 years" }, 1, "leave" },
        ChoiceCase{ "ConfiguredIsGoneAndNothingSelected", "3 years", { "1 year", "2 years" }, -1, "ask" },
        ChoiceCase{ "SelectedByThePortal", nullptr, { "1 year", "2 years" }, 1, "leave" },
        ChoiceCase{ "PlaceholderSelected", nullptr, { "Please select", "1 year", "2 years" }, 0, "ask" },
        ChoiceCase{ "EmptyOptionSelected", nullptr, { "", "1 year", "2 years" }, 0, "ask" },
        ChoiceCase{ "OnlyOne", nullptr, { "1 year" }, -1, "option 0" },
        ChoiceCase{ "OnlyOneAndPlaceholder", nullptr, { "--", "1 year" }, 0, "option 1" },
        ChoiceCase{ "NoOptions", nullptr, {}, -1, "ask" }),
    [] (const auto &info) { return std::string (info.param.name); });
/* clang-format on */

class TermTest : public PolicyTest, public ::testing::WithParamInterface<ChoiceCase>
{
};

TEST_P (TermTest, IsTheConfiguredOneOrThePortalsOrTheFirst)
{
  settings->certificate_term = g_strdup (GetParam ().configured);
  AddChoice (form, "Certificate Term", GetParam ().options, GetParam ().selected);

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), GetParam ().expected);
}

/* clang-format off */
INSTANTIATE_TEST_SUITE_P (
    Table, TermTest,
    ::testing::Values (
        ChoiceCase{ "Configured", "2 years", { "1 year", "2 years" }, 0, "option 1" },
        ChoiceCase{ "ConfiguredIsGone", "3 years", { "1 year", "2 years" }, 1, "leave" },
        ChoiceCase{ "SelectedByThePortal", nullptr, { "1 year", "2 years" }, 1, "leave" },
        ChoiceCase{ "NothingSelected", nullptr, { "1 year", "2 years" }, -1, "option 0" },
        ChoiceCase{ "PlaceholderSelected", nullptr, { "Please select", "1 year", "2 years" }, 0, "option 1" },
        ChoiceCase{ "EmptyOptionSelected", nullptr, { "", "1 year", "2 years" }, 0, "option 1" },
        ChoiceCase{ "OnlyOne", nullptr, { "1 year" }, -1, "option 0" },
        ChoiceCase{ "NoOptions", nullptr, {}, -1, "ask" }),
    [] (const auto &info) { return std::string (info.param.name); });
/* clang-format on */

TEST_F (PolicyTest, LeavesAFixedChoiceAndShowsIt)
{
  settings->certificate_term = g_strdup ("2 years");
  AddChoice (form, "Certificate Term", { "1 year", "2 years" }, 0)->is_fixed = TRUE;

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), "leave");
  EXPECT_EQ (Decision (0), "Certificate Term=1 year");
}

TEST_F (PolicyTest, NeverChoosesADisabledOption)
{
  EnrollField *field = AddChoice (form, "Certificate Term", { "1 year" }, -1);

  settings->certificate_term = g_strdup ("2 years");
  enroll_field_add_option (field, "2 years", "730", TRUE);

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), "option 0");
}

TEST_F (PolicyTest, BringsItsOwnRequestIfItMay)
{
  AddChoice (form, "Enrollment Method", { "Key Generation", "CSR" }, 0);

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), "option 1");
}

TEST_F (PolicyTest, LeavesTheMethodIfThePortalMakesTheKey)
{
  AddChoice (form, "Enrollment Method", { "Key Generation" }, 0);

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), "leave");
}

TEST_F (PolicyTest, ChoosesStrongProtection)
{
  AddChoice (form,
             "Choose key protection algorithm",
             { "Compatible TripleDES-SHA1", "Secure AES256-SHA256" },
             0);

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), "option 1");
}

TEST_F (PolicyTest, LeavesProtectionThatItDoesNotKnow)
{
  AddChoice (form, "Choose key protection algorithm", { "Rot13", "Compatible TripleDES" }, 1);

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), "leave");
}

TEST_F (PolicyTest, ChoosesTheOwnAddress)
{
  AddChoice (form, "Email", { "a.example@example.org", kAddress }, 0);

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), "option 1");
}

TEST_F (PolicyTest, NeverChoosesTheAddressOfAnother)
{
  AddChoice (form, "Email", { "mallory@example.org" }, 0);

  EXPECT_TRUE (!Plan () ? g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_MISMATCH)
                        : Outcome () == "ask");
}

TEST_F (PolicyTest, RefusesAFixedChoiceOfAnothersAddress)
{
  AddChoice (form, "Email", { "mallory@example.org", kAddress }, 0)->is_fixed = TRUE;

  EXPECT_FALSE (Plan ());
  EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_MISMATCH));
}

TEST_F (PolicyTest, LeavesTermsToTheUser)
{
  AddField (form, ENROLL_FIELD_CHECK, kTerms);

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), "ask");
}

TEST_F (PolicyTest, DoesNotTakeThePortalsTickForTheUsersWord)
{
  AddField (form, ENROLL_FIELD_CHECK, kTerms)->is_checked = TRUE;

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), "ask");
}

TEST_F (PolicyTest, AsksForARequiredChoiceThatShowsAPlaceholder)
{
  AddChoice (form, "Department", { "Please select", "Physics", "Law" }, 0)->is_required = TRUE;

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), "ask");
}

} // namespace
