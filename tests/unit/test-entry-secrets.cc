/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* What is sealed of an entry: it is read again whatever a portal has put into it. */

#include "enroll-entry.h"
#include "glib-test.h"

namespace
{

class EntrySecretsTest : public GlibTest
{
};

void
AddCookie (EnrollHandover *visit,
           const std::string &name,
           const char *domain,
           const char *path,
           const std::string &value = "1")
{
  auto *cookie = g_new0 (EnrollCookie, 1);

  cookie->name = g_strdup (name.c_str ());
  cookie->value = g_strdup (value.c_str ());
  cookie->domain = g_strdup (domain);
  cookie->path = g_strdup (path);
  g_ptr_array_add (visit->cookies, cookie);
}

void
AddCookies (EnrollHandover *visit, guint n)
{
  for (guint i = 0; i < n; i++)
    AddCookie (visit, "c" + std::to_string (i), "cert-manager.com", "/");
}

EnrollEntry *
NewEntry ()
{
  EnrollEntry *entry = enroll_entry_new ();

  entry->has_secrets = TRUE;
  entry->link = enroll_secret_new ("https://cert-manager.com/l?t=token-of-link");
  entry->password = enroll_secret_new ("file-password");
  entry->pass_phrase = enroll_secret_new ("revoking-phrase");
  entry->file = g_bytes_new ("\0file\xff", 6);
  entry->visit = enroll_handover_new ("https://cert-manager.com/wait?s=session-in-address");
  entry->visit->page = g_bytes_new_static ("<p>page", 7);
  entry->visit->media_type = g_strdup ("text/html");
  entry->visit->is_live = TRUE;
  AddCookie (entry->visit, "JSESSIONID", "cert-manager.com", "/", "cookie-value");
  entry->rows = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (entry->rows, g_strdup ("Serial 17 alice@example.org"));
  return entry;
}

void
ExpectSecrets (const EnrollEntry *entry)
{
  const auto *cookie = static_cast<EnrollCookie *> (entry->visit->cookies->pdata[0]);
  g_autoptr (GBytes) file = g_bytes_new ("\0file\xff", 6);

  ASSERT_TRUE (entry->has_secrets);
  EXPECT_STREQ (enroll_secret_peek (entry->link), "https://cert-manager.com/l?t=token-of-link");
  EXPECT_STREQ (enroll_secret_peek (entry->password), "file-password");
  EXPECT_STREQ (enroll_secret_peek (entry->pass_phrase), "revoking-phrase");
  EXPECT_TRUE (g_bytes_equal (entry->file, file));
  EXPECT_STREQ (entry->visit->uri, "https://cert-manager.com/wait?s=session-in-address");
  EXPECT_TRUE (entry->visit->is_live);
  EXPECT_EQ (g_bytes_get_size (entry->visit->page), 7u);
  EXPECT_STREQ (entry->visit->media_type, "text/html");
  EXPECT_STREQ (cookie->name, "JSESSIONID");
  EXPECT_STREQ (cookie->value, "cookie-value");
  EXPECT_EQ (Strings (entry->rows), std::vector<std::string>{ "Serial 17 alice@example.org" });
}

TEST_F (EntrySecretsTest, KeepsWhatMattersHoweverManyCookiesThereAre)
{
  for (guint n : { 0u, 199u, 4095u, 5000u })
    {
      g_autoptr (EnrollEntry) entry = NewEntry ();
      g_autoptr (EnrollEntry) copy = enroll_entry_new ();

      AddCookies (entry->visit, n);
      g_autoptr (GBytes) secrets = enroll_entry_dup_secrets (entry);
      ASSERT_TRUE (enroll_entry_take_secrets (copy, secrets, nullptr)) << n;
      EXPECT_EQ (copy->visit->cookies->len, MIN (n + 1, ENROLL_MAX_COOKIES)) << n;
      ExpectSecrets (copy);
    }
}

/* As they were written once, with the cookies before the passwords and the file. */
TEST_F (EntrySecretsTest, ReadsEntriesWithTheCookiesFirst)
{
  auto part = [] (int tag, const std::string &data) {
    return std::string ({ static_cast<char> (tag),
                          0,
                          0,
                          static_cast<char> (data.size () >> 8),
                          static_cast<char> (data.size ()) }) +
           data;
  };

  for (int n : { 0, 10, 5000 })
    {
      g_autoptr (EnrollEntry) entry = enroll_entry_new ();
      std::string bytes = part (1, "https://cert-manager.com/l?t=token-of-link") +
                          part (2, "https://cert-manager.com/wait?s=session-in-address") +
                          part (3, "") + part (4, "<p>page") + part (5, "text/html") +
                          part (7,
                                std::string ("JSESSIONID\0cookie-value\0cert-manager.com\0/\0"
                                             "1\0",
                                             45));

      for (int i = 0; i < n; i++)
        bytes += part (7, std::string ("a\0b\0cert-manager.com\0/\0\0", 24));
      bytes += part (8, "file-password") + part (9, "revoking-phrase") +
               part (10, std::string ("\0file\xff", 6)) + part (11, "") +
               part (12, "Serial 17 alice@example.org");
      g_autoptr (GBytes) secrets = g_bytes_new (bytes.data (), bytes.size ());
      ASSERT_TRUE (enroll_entry_take_secrets (entry, secrets, nullptr)) << n;
      EXPECT_EQ (entry->visit->cookies->len, MIN (n + 1, ENROLL_MAX_COOKIES)) << n;
      ExpectSecrets (entry);
    }
}

/* More rows than any portal lists are not kept: then none is known, rather than some. */
TEST_F (EntrySecretsTest, WritesNoMoreRowsThanItReads)
{
  for (guint n : { 1999u, 2000u, 5000u })
    {
      g_autoptr (EnrollEntry) entry = NewEntry ();
      g_autoptr (EnrollEntry) copy = enroll_entry_new ();

      for (guint i = 0; i < n; i++)
        g_ptr_array_add (entry->rows, g_strdup ("row"));
      g_autoptr (GBytes) secrets = enroll_entry_dup_secrets (entry);
      ASSERT_TRUE (enroll_entry_take_secrets (copy, secrets, nullptr)) << n;
      EXPECT_EQ (copy->rows != nullptr ? copy->rows->len : 0, n < 2000 ? n + 1 : 0);
      EXPECT_STREQ (enroll_secret_peek (copy->password), "file-password");
    }
}

TEST_F (EntrySecretsTest, HandsOverTheCookiesThatAreOfMostUse)
{
  g_autoptr (EnrollHandover) visit = enroll_handover_new ("https://cert-manager.com/a/b");
  g_autoptr (EnrollHandover) few = enroll_handover_new ("https://cert-manager.com/a/b");
  std::vector<std::string> names;

  AddCookie (visit, "session", "cert-manager.com", "/");
  AddCookie (visit, "narrow", ".cert-manager.com", "/a");
  AddCookie (visit, "large", "cert-manager.com", "/", std::string (300000, 'x'));
  AddCookie (visit, "elsewhere", "cert-manager.com", "/ab");
  AddCookie (visit, "other", "login.cert-manager.com", "/");
  AddCookies (visit, 198);
  enroll_handover_limit_cookies (visit);
  for (guint i = 0; i < visit->cookies->len; i++)
    names.push_back (static_cast<EnrollCookie *> (visit->cookies->pdata[i])->name);
  ASSERT_EQ (names.size (), 200u);
  EXPECT_EQ (std::vector<std::string> (names.begin (), names.begin () + 3),
             (std::vector<std::string>{ "session", "narrow", "c0" }));
  EXPECT_EQ (names.back (), "c197");

  AddCookies (visit, 300);
  enroll_handover_limit_cookies (visit);
  ASSERT_EQ (visit->cookies->len, 200u);
  EXPECT_STREQ (static_cast<EnrollCookie *> (visit->cookies->pdata[0])->name, "narrow");
  EXPECT_STREQ (static_cast<EnrollCookie *> (visit->cookies->pdata[199])->name, "c299");

  AddCookie (few, "elsewhere", "cert-manager.com", "/ab");
  AddCookie (few, "other", "login.cert-manager.com", "/");
  enroll_handover_limit_cookies (few);
  EXPECT_EQ (few->cookies->len, 2u) << "they may be needed later";
}

} // namespace
