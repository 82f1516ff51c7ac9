/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Secrets, texts, addresses, invitations, errors: the small values that everything else trusts. */

#include <set>

#include "enroll-answers.h"
#include "enroll-credential.h"
#include "enroll-error.h"
#include "enroll-identity.h"
#include "enroll-invitation.h"
#include "enroll-settings.h"
#include "enroll-store.h"
#include "enroll-text.h"
#include "glib-test.h"
#include "sample-forms.h"

namespace
{

using SecretTest = GlibTest;

TEST_F (SecretTest, IsACopyOfItsText)
{
  g_autofree char *text = g_strdup ("s3cret");
  g_autoptr (EnrollSecret) secret = enroll_secret_new (text);

  text[0] = 'X';

  EXPECT_STREQ (enroll_secret_peek (secret), "s3cret");
}

TEST_F (SecretTest, LivesAsLongAsItsLastReference)
{
  EnrollSecret *first = enroll_secret_new ("s3cret");
  EnrollSecret *second = enroll_secret_ref (first);

  EXPECT_EQ (second, first);
  enroll_secret_unref (first);

  EXPECT_STREQ (enroll_secret_peek (second), "s3cret");
  enroll_secret_unref (second);
}

TEST_F (SecretTest, WipesNothingWithoutAText)
{
  enroll_wipe_string (nullptr);
  enroll_wipe_string (g_strdup ("s3cret"));
}

TEST_F (SecretTest, InventsStrongPasswords)
{
  std::set<std::string> seen;

  for (int i = 0; i < 500; i++)
    {
      g_autoptr (EnrollSecret) secret = enroll_secret_new_password ();
      const std::string password = enroll_secret_peek (secret);

      EXPECT_EQ (password.size (), 28u);
      EXPECT_NE (password.find_first_of ("ABCDEFGHJKLMNPQRSTUVWXYZ"), std::string::npos);
      EXPECT_NE (password.find_first_of ("abcdefghijkmnopqrstuvwxyz"), std::string::npos);
      EXPECT_NE (password.find_first_of ("23456789"), std::string::npos);
      EXPECT_NE (password.find_first_of ("-_.!+="), std::string::npos);
      EXPECT_EQ (password.find_first_of ("01IOl&<>\"'%\\ "), std::string::npos) << password;
      EXPECT_TRUE (seen.insert (password).second);
    }
}

TEST_F (SecretTest, UsesEveryCharacterOfItsAlphabet)
{
  std::set<char> seen;

  for (int i = 0; i < 500; i++)
    {
      g_autoptr (EnrollSecret) secret = enroll_secret_new_password ();

      for (const char *p = enroll_secret_peek (secret); *p != '\0'; p++)
        seen.insert (*p);
    }

  EXPECT_EQ (seen.size (), 24u + 25u + 8u + 6u);
}

struct AddressCase
{
  const char *name;
  const char *a;
  const char *b;
  bool are_equal;
};

class AddressTest : public GlibTest, public ::testing::WithParamInterface<AddressCase>
{
};

TEST_P (AddressTest, ComparesMailboxes)
{
  EXPECT_EQ (enroll_address_equal (GetParam ().a, GetParam ().b), GetParam ().are_equal);
  EXPECT_EQ (enroll_address_equal (GetParam ().b, GetParam ().a), GetParam ().are_equal);
}

/* clang-format off */
INSTANTIATE_TEST_SUITE_P (
    Table, AddressTest,
    ::testing::Values (
        AddressCase{ "Same", "alice@example.org", "alice@example.org", true },
        AddressCase{ "DomainCase", "alice@Example.ORG", "alice@example.org", true },
        AddressCase{ "AsciiLocalCase", "Alice@example.org", "alice@example.org", true },
        AddressCase{ "OtherLocal", "alicf@example.org", "alice@example.org", false },
        AddressCase{ "OtherDomain", "alice@example.com", "alice@example.org", false },
        AddressCase{ "LongerLocal", "alice2@example.org", "alice@example.org", false },
        AddressCase{ "Subdomain", "alice@mail.example.org", "alice@example.org", false },
        AddressCase{ "Tag", "alice+tag@example.org", "alice@example.org", false },
        AddressCase{ "Dots", "a.lice@example.org", "alice@example.org", false },
        AddressCase{ "TrailingDot", "alice@example.org.", "alice@example.org", false },
        AddressCase{ "Space", " alice@example.org", "alice@example.org", false },
        AddressCase{ "QuotedAt", "\"a@b\"@example.org", "\"a@b\"@EXAMPLE.org", true },
        AddressCase{ "QuotedAtDiffers", "\"a@b\"@example.org", "\"a@c\"@example.org", false },
        AddressCase{ "Utf8LocalSame", "jörg@example.org", "jörg@Example.org", true },
        AddressCase{ "Utf8LocalCase", "JÖRG@example.org", "jörg@example.org", false },
        AddressCase{ "Utf8LocalAsciiCase", "Jörg@example.org", "jörg@example.org", false },
        AddressCase{ "Utf8LocalForm", "jo\xcc\x88rg@example.org", "jörg@example.org", false },
        AddressCase{ "LookAlike", "\xd0\xb0lice@example.org", "alice@example.org", false },
        AddressCase{ "Utf8Domain", "alice@münchen.example", "alice@münchen.example", true },
        AddressCase{ "Utf8DomainAsciiLocalCase", "Alice@münchen.example", "alice@münchen.example", true },
        AddressCase{ "Utf8DomainCase", "alice@MÜNCHEN.example", "alice@münchen.example", true },
        AddressCase{ "ALabelAndULabel", "alice@xn--mnchen-3ya.example", "alice@münchen.example", true },
        AddressCase{ "OtherALabel", "alice@xn--mnchen-3ya.example", "alice@munchen.example", false },
        AddressCase{ "NoAt", "alice", "alice", false },
        AddressCase{ "NoLocal", "@example.org", "@example.org", false },
        AddressCase{ "NoDomain", "alice@", "alice@", false },
        AddressCase{ "Empty", "", "", false },
        AddressCase{ "Null", nullptr, "alice@example.org", false },
        AddressCase{ "BothNull", nullptr, nullptr, false }),
    [] (const auto &info) { return std::string (info.param.name); });
/* clang-format on */

struct TextCase
{
  const char *name;
  const char *text;
  const char *expected;
};

class NormalizeTest : public GlibTest, public ::testing::WithParamInterface<TextCase>
{
};

TEST_P (NormalizeTest, KeepsWhatTwoLabelsHaveInCommon)
{
  EXPECT_EQ (Take (enroll_text_normalize (GetParam ().text)), GetParam ().expected);
}

TEST_P (NormalizeTest, ChangesNothingTheSecondTime)
{
  EXPECT_EQ (Take (enroll_text_normalize (GetParam ().expected)), GetParam ().expected);
}

/* clang-format off */
INSTANTIATE_TEST_SUITE_P (
    Table, NormalizeTest,
    ::testing::Values (
        TextCase{ "Plain", "Access Code", "access code" },
        TextCase{ "Colon", "Access Code:", "access code" },
        TextCase{ "ColonApart", "Access Code :", "access code" },
        TextCase{ "Asterisk", "* Access Code *", "access code" },
        TextCase{ "AsteriskAndColon", "Access Code*:", "access code" },
        TextCase{ "NoBreakSpace", "Access\xc2\xa0" "Code\xc2\xa0:", "access code" },
        TextCase{ "NarrowNoBreakSpace", "Code\xe2\x80\xaf: ", "code" },
        TextCase{ "SoftHyphen", "Zerti\xc2\xad" "fikat", "zertifikat" },
        TextCase{ "ZeroWidthSpace", "Access\xe2\x80\x8b Code", "access code" },
        TextCase{ "ByteOrderMark", "\xef\xbb\xbf" "Access Code", "access code" },
        TextCase{ "FullWidthColon", "Access Code：", "access code" },
        TextCase{ "FullWidthLetters", "ＣＳＲ", "csr" },
        TextCase{ "Ligature", "Certi\xef\xac\x81" "cate", "certificate" },
        TextCase{ "Decomposed", "Schlu\xcc\x88ssel", "schlüssel" },
        TextCase{ "SharpS", "Straße", "strasse" },
        TextCase{ "WhiteSpace", "\n  Access \t\r\n Code  ", "access code" },
        TextCase{ "Arrow", "Next →", "next" },
        TextCase{ "Guillemet", "Next »", "next" },
        TextCase{ "Ellipsis", "Please wait…", "please wait" },
        TextCase{ "ThreeDots", "Please wait...", "please wait" },
        TextCase{ "Exclamation", "Access denied!", "access denied" },
        TextCase{ "InnerPunctuation", "RSA - 2048: strong", "rsa - 2048: strong" },
        TextCase{ "OnlyDecoration", " *: … ", "" },
        TextCase{ "Empty", "", "" },
        TextCase{ "NotUtf8", "Code\xff", "" }),
    [] (const auto &info) { return std::string (info.param.name); });
/* clang-format on */

using TextTest = GlibTest;

TEST_F (TextTest, IsCollapsedAsAPersonReadsIt)
{
  EXPECT_EQ (Take (enroll_text_collapse ("  Alice\n\t Example\xc2\xa0 ")), "Alice Example");
  EXPECT_EQ (Take (enroll_text_collapse ("Zerti\xc2\xad"
                                         "fikat")),
             "Zertifikat");
  EXPECT_EQ (Take (enroll_text_collapse (" \xc2\xa0\xc2\xad ")), "");
  EXPECT_EQ (Take (enroll_text_collapse ("Code *:")), "Code *:");
}

TEST_F (TextTest, IsCollapsedInPieces)
{
  g_autoptr (GString) text = g_string_new ("before");
  gboolean is_parted = FALSE;

  for (const char *piece :
       { " ", "Zer", "ti", "\xc2\xad", "fikat ", "\xc2\xa0", "", "\xe2\x80\x8b!", " " })
    enroll_text_append_collapsed (text, 6, piece, &is_parted);

  EXPECT_STREQ (text->str, "beforeZertifikat !");
  EXPECT_TRUE (is_parted);
}

TEST_F (TextTest, WithBytesThatAreNoneIsStillText)
{
  EXPECT_EQ (Take (enroll_text_collapse ("a\xff b\xe2\x82")),
             "a\xef\xbf\xbd b\xef\xbf\xbd\xef\xbf\xbd");
}

using InvitationTest = GlibTest;

TEST_F (TextTest, OfOthersIsDisarmed)
{
  const std::string bad = "\xef\xbf\xbd";
  const std::vector<std::pair<std::string, std::string>> pairs = {
    { "Example Root R46", "Example Root R46" },
    { "Universität, 大学, جامعة", "Universität, 大学, جامعة" },
    { "Root\nfingerprint: 00", "Root" + bad + "fingerprint: 00" },
    { std::string ("Root\0x", 6), "Root" + bad + "x" },
    { "a\x1b[2Jb\x7f", "a" + bad + "[2Jb" + bad },
    { "a\xe2\x80\xae"
      "b\xe2\x80\xac",
      "a" + bad + "b" + bad }, /* right-to-left override */
    { "a\xe2\x81\xa6"
      "b\xe2\x81\xa9",
      "a" + bad + "b" + bad }, /* isolates */
    { "a\xe2\x80\x8f"
      "b\xd8\x9c",
      "a" + bad + "b" + bad }, /* marks */
    { "a\xe2\x80\xa8"
      "b\xe2\x80\xa9",
      "a" + bad + "b" + bad }, /* separators */
    { "a\xe2\x80\x8b"
      "b\xef\xbb\xbf\xc2\xad",
      "a" + bad + "b" + bad + bad },    /* nothing to see */
    { "a\xf3\xa0\x81\x81", "a" + bad }, /* a tag */
    { "a\xee\x80\x80", "a" + bad },     /* private use */
    { "a\xff", "a" + bad },
    { "", "" },
  };

  for (const auto &[text, expected] : pairs)
    EXPECT_EQ (Take (enroll_text_disarm (text.data (), text.size ())), expected);
}

TEST_F (TextTest, OfTheOtherDirectionStaysInItsPlace)
{
  EXPECT_EQ (Take (enroll_text_isolate ("جامعة")), "\xe2\x81\xa8جامعة\xe2\x81\xa9");
}

TEST_F (TextTest, ThatNobodyCanMakeAlikeIsHashed)
{
  std::set<guint> theirs;
  std::set<guint> ours;

  /* 33 * 'A' + 'z' is 33 * 'B' + 'Y'. */
  for (int i = 0; i < 4096; i++)
    {
      std::string text;

      for (int bit = 0; bit < 12; bit++)
        text += (i >> bit & 1) != 0 ? "Az" : "BY";
      theirs.insert (g_str_hash (text.c_str ()));
      ours.insert (enroll_text_hash (text.c_str ()));
    }
  EXPECT_EQ (theirs.size (), 1u);
  EXPECT_GT (ours.size (), 4080u);
  EXPECT_EQ (enroll_text_hash ("a"), enroll_text_hash (std::string ("a").c_str ()));
}

TEST_F (InvitationTest, KeepsLinkAndRecipient)
{
  g_autoptr (EnrollInvitation) invitation = enroll_invitation_new (kLink, TRUE);
  g_autoptr (EnrollInvitation) same = enroll_invitation_ref (invitation);

  EXPECT_EQ (same, invitation);
  EXPECT_STREQ (enroll_invitation_peek_link (invitation), kLink);
  EXPECT_TRUE (enroll_invitation_is_one_use (invitation));
}

TEST_F (InvitationTest, MayBeAnEndpointForNobody)
{
  g_autoptr (EnrollInvitation) invitation = enroll_invitation_new (kLink, FALSE);

  EXPECT_FALSE (enroll_invitation_is_one_use (invitation));
}

/* clang-format off */
class HostTest : public GlibTest, public ::testing::WithParamInterface<TextCase>
{
};

INSTANTIATE_TEST_SUITE_P (
    Table, HostTest,
    ::testing::Values (
        TextCase{ "Plain", "https://cert-manager.com/a?b#c", "cert-manager.com" },
        TextCase{ "OtherPort", "https://cert-manager.com:8443/a", "cert-manager.com:8443" },
        TextCase{ "DefaultPort", "https://cert-manager.com:443/a", "cert-manager.com" },
        TextCase{ "Number", "https://[2001:DB8::1]:8443/a", "[2001:db8::1]:8443" }),
    [] (const auto &info) { return std::string (info.param.name); });
/* clang-format on */

TEST_P (HostTest, IsShownWithItsPortUnlessItIs443)
{
  g_autoptr (EnrollInvitation) invitation = enroll_invitation_new (GetParam ().text, TRUE);

  ASSERT_NE (invitation, nullptr);
  EXPECT_STREQ (enroll_invitation_get_host (invitation), GetParam ().expected);
}

TEST_F (InvitationTest, IsNoneWithoutAnAbsoluteUri)
{
  EXPECT_EQ (enroll_invitation_new ("/customer/Example/smime", TRUE), nullptr);
  EXPECT_EQ (enroll_invitation_new ("mailto:alice@example.org", TRUE), nullptr);
  EXPECT_EQ (enroll_invitation_new ("https://[::1/", TRUE), nullptr);
  EXPECT_EQ (enroll_invitation_new ("https://cert-manager.com@evil.example/", TRUE), nullptr);
  EXPECT_EQ (enroll_invitation_new ("", TRUE), nullptr);
}

using ErrorTest = GlibTest;

TEST_F (ErrorTest, TellsTheUserSomethingElseForEachCode)
{
  std::set<std::string> happened;
  std::set<std::string> both;

  for (int code = 0; code < ENROLL_N_ERRORS; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (ENROLL_ERROR, code, "token=t0ken");
      char *what_happened = nullptr;
      char *what_next = nullptr;

      SCOPED_TRACE (code);
      EXPECT_TRUE (enroll_error_dup_user_text (error, TRUE, &what_happened, &what_next));
      const std::string first = Take (what_happened);
      const std::string second = Take (what_next);

      EXPECT_TRUE (happened.insert (first).second) << first;
      both.insert (first + second);
      EXPECT_EQ (first.back (), '.');
      EXPECT_EQ (second.back (), '.');
      EXPECT_EQ (first.find ("t0ken"), std::string::npos);
      EXPECT_EQ (second.find ("t0ken"), std::string::npos);
    }
  EXPECT_EQ (both.size (), static_cast<size_t> (ENROLL_N_ERRORS));
}

TEST_F (ErrorTest, TellsTheUserSomethingAboutForeignErrors)
{
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "t0ken");
  g_autoptr (GError) out_of_range = g_error_new_literal (ENROLL_ERROR, ENROLL_N_ERRORS, "t0ken");

  for (const GError *error : { foreign, out_of_range })
    {
      g_autofree char *what_happened = nullptr;
      g_autofree char *what_next = nullptr;

      EXPECT_FALSE (enroll_error_dup_user_text (error, TRUE, &what_happened, &what_next));
      EXPECT_STRNE (what_happened, "");
      EXPECT_STRNE (what_next, "");
    }
}

using AnswersTest = GlibTest;

TEST_F (AnswersTest, KeepTheLastAnswerOfAField)
{
  g_autoptr (EnrollAnswers) answers = enroll_answers_new ();
  g_autoptr (EnrollSecret) secret = enroll_secret_new ("s3cret");

  enroll_answers_set_text (answers, 3, "text");
  enroll_answers_set_option (answers, 4, 1);
  enroll_answers_set_checked (answers, 5, TRUE);
  enroll_answers_set_secret (answers, 3, secret);

  EXPECT_EQ (answers->answers->len, 3u);
  EXPECT_EQ (enroll_answers_find (answers, 3)->text, nullptr);
  EXPECT_EQ (enroll_answers_find (answers, 3)->secret, secret);
  EXPECT_EQ (enroll_answers_find (answers, 4)->option, 1);
  EXPECT_TRUE (enroll_answers_find (answers, 5)->is_checked);
  EXPECT_EQ (enroll_answers_find (answers, 6), nullptr);
}

using RecordTest = GlibTest;

TEST_F (RecordTest, SettingsStartSafe)
{
  g_autoptr (EnrollSettings) settings = enroll_settings_new ();
  g_autoptr (EnrollSettings) same = enroll_settings_ref (settings);

  EXPECT_STREQ (same->portal, "sectigo");
  EXPECT_EQ (same->key_bits, 3072u);
  EXPECT_TRUE (same->sign_by_default);
  EXPECT_FALSE (same->encrypt_by_default);
  EXPECT_EQ (same->allowed_hosts[0], nullptr);
  EXPECT_EQ (same->access_code, nullptr);
}

TEST_F (RecordTest, IdentityHasANameEvenIfEmpty)
{
  g_autoptr (EnrollIdentity) identity = enroll_identity_new ("uid", nullptr, kAddress);

  EXPECT_STREQ (identity->name, "");
  EXPECT_STREQ (identity->address, kAddress);
}

TEST_F (RecordTest, InstalledIsCopiedWhole)
{
  g_autoptr (EnrollInstalled) installed = enroll_installed_new ("nickname");
  g_autoptr (EnrollInstalled) copy = nullptr;

  installed->can_sign = TRUE;
  installed->root_is_unknown = TRUE;
  copy = enroll_installed_copy (installed);

  EXPECT_STREQ (copy->nickname, "nickname");
  EXPECT_NE (copy->nickname, installed->nickname);
  EXPECT_TRUE (copy->can_sign);
  EXPECT_FALSE (copy->can_encrypt);
  EXPECT_TRUE (copy->root_is_unknown);
}

TEST_F (RecordTest, SecretBytesAreACopy)
{
  char data[] = "key";
  g_autoptr (GBytes) bytes = enroll_secret_bytes_new (data, 3);
  g_autoptr (GBytes) empty = enroll_secret_bytes_new (data, 0);

  data[0] = 'X';

  EXPECT_EQ (memcmp (g_bytes_get_data (bytes, nullptr), "key", 3), 0);
  EXPECT_EQ (g_bytes_get_size (bytes), 3u);
  EXPECT_EQ (g_bytes_get_size (empty), 0u);
}

} // namespace
