/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Portals that say it with words that nobody has heard of: three labels of the flow are replaced, by
 * seed. What the program cannot answer the user does, on the page or where the wizard asks. Each
 * case prints what that was. And a portal that speaks German, which is known. */

#include <algorithm>
#include <iostream>
#include <map>
#include <random>

#include "glib-test.h"
#include "live-enrollment.h"
#include "wait.h"

namespace
{

constexpr const char *kAddress = "alice@example.edu";
constexpr const char *kPassword = "nine-brown-otters";

using Keys = std::vector<std::string>;

const Keys kKeysOfServerKey = { "accessCode",      "continue",  "certificateProfile",
                                "certificateTerm", "keyType",   "eula",
                                "submit",          "firstName", "lastName",
                                "protection",      "password",  "repeatPassword",
                                "download" };
const Keys kKeysOfOwnKey = { "accessCode", "continue", "certificateProfile", "certificateTerm",
                             "eula",       "submit",   "firstName",          "lastName",
                             "comments",   "download" };
const Keys kWords = { "Zugangswort", "Los geht's", "Frobnicate", "Wibble", "Quux",
                      "Grault",      "Plugh",      "Xyzzy",      "Wobble", "Snafu",
                      "Fnord",       "Garply",     "Waldo",      "Thud" };

/* What else the portal may say for a key that was not replaced. */
const std::multimap<std::string, std::string> kUsual = {
  { "accessCode", "Access Code" },
  { "continue", "Next" },
  { "continue", "Continue" },
  { "certificateTerm", "Certificate Term" },
  { "certificateTerm", "Term" },
  { "keyType", "Key Type" },
  { "eula", "I have read and agree to the terms of the Sectigo Client Certificate EULA" },
  { "eula", "I have read and agree to the terms of the EULA" },
  { "password", "Password" },
  { "repeatPassword", "Repeat Password" },
  { "repeatPassword", "Confirm Password" },
  { "repeatPassword", "Re-type Password" },
  { "submit", "Submit" },
  { "download", "Download" },
};

struct Case
{
  const char *skin;
  const char *method;
  unsigned seed;
};

/* Knows what the user knows: the code, and what the words of this portal mean. */
class WordingEnrollment : public LiveEnrollment
{
public:
  void
  Replace (const Keys &keys, unsigned seed)
  {
    std::mt19937 random (seed);
    Keys words = kWords;
    std::string knob;

    std::shuffle (words.begin (), words.end (), random);
    for (size_t i = 0; i < keys.size (); i++)
      {
        changed[keys[i]] = words[i];
        knob += keys[i] + "=" + words[i] + ";";
      }
    Site ().Knob ("wording", knob);
    OnPage ([this] (Hand &hand) { return DoAll (hand); });
  }

  std::string
  Deeds () const
  {
    return deeds.empty () ? " nothing" : deeds;
  }

protected:
  bool
  AnswerUnknown (EnrollQuestion *question) override
  {
    std::string label = enroll_question_get_label (question);

    for (const auto &[key, word] : changed)
      {
        if (g_ascii_strncasecmp (label.c_str (), word.c_str (), word.size ()) == 0)
          return AnswerKey (question, key);
      }
    if (enroll_question_get_kind (question) != ENROLL_FIELD_PASSWORD)
      return false;
    deeds += " (asked: " + label + ")";
    enroll_question_set_text (question, kPassword);
    return true;
  }

private:
  Keys
  Labels (const std::string &key)
  {
    auto found = changed.find (key);
    Keys labels;

    if (found != changed.end ())
      return { found->second };
    for (auto [at, end] = kUsual.equal_range (key); at != end; ++at)
      labels.push_back (at->second);
    return labels;
  }

  bool
  AnswerKey (EnrollQuestion *question, const std::string &key)
  {
    deeds += " (asked: " + key + ")";
    if (key == "accessCode")
      enroll_question_set_text (question, "golden-bears");
    else if (key == "eula")
      enroll_question_set_checked (question, TRUE);
    else if (key == "password" || key == "repeatPassword")
      enroll_question_set_text (question, kPassword);
    else if (enroll_question_get_kind (question) == ENROLL_FIELD_CHOICE)
      enroll_question_set_option (question, FirstOption (question));
    else
      return false;
    return true;
  }

  static int
  FirstOption (EnrollQuestion *question)
  {
    const GPtrArray *options = enroll_question_get_options (question);

    for (guint i = 0; i < options->len; i++)
      {
        const auto *option = static_cast<EnrollOption *> (g_ptr_array_index (options, i));

        if (g_ascii_isdigit (option->label[0]) || g_str_has_prefix (option->label, "RSA"))
          return static_cast<int> (i);
      }
    return 0;
  }

  bool
  Note (const std::string &deed, bool was_done)
  {
    if (was_done)
      deeds += " " + deed;
    return was_done;
  }

  void
  Fill (Hand &hand)
  {
    const std::map<std::string, std::string> texts = { { "accessCode", "golden-bears" },
                                                       { "password", kPassword },
                                                       { "repeatPassword", kPassword } };

    for (const auto &[key, text] : texts)
      {
        for (const std::string &label : Labels (key))
          {
            if (hand.Has (label) && (hand.IsEmpty (label) || key != "accessCode"))
              Note (key, hand.Type (label, text));
          }
      }
    for (const auto &[key, option] :
         std::map<std::string, std::string>{ { "certificateTerm", "1 year" },
                                             { "keyType", "RSA - 3072" } })
      {
        if (changed.count (key) != 0 && (hand.Has (changed[key]) || hand.Says (changed[key])))
          Note (key, hand.Choose (changed[key], option));
      }
  }

  /* Fills what is left and goes on; where ticking the box shows the terms, that was all. */
  bool
  DoAll (Hand &hand)
  {
    for (const char *label : { "Accept", "Agree" })
      {
        if (!hand.CanPress (label))
          continue;
        hand.ScrollToEnd ();
        return Note (label, hand.Press (label));
      }
    Fill (hand);
    for (const std::string &label : Labels ("eula"))
      {
        if (hand.Has (label) && !hand.IsTicked (label) && Note ("eula", hand.Tick (label)) &&
            !hand.IsTicked (label))
          return true;
      }
    for (const char *key : { "submit", "download", "continue" })
      {
        for (const std::string &label : Labels (key))
          {
            if (hand.CanPress (label))
              return Note (key, hand.Press (label));
          }
      }
    return hand.CanPress ("Next") && Note ("Next", hand.Press ("Next"));
  }

  std::map<std::string, std::string> changed;
  std::string deeds;
};

class WordingTest : public GlibTest, public ::testing::WithParamInterface<Case>
{
protected:
  static Keys
  Choose (const Case &wording)
  {
    std::mt19937 random (wording.seed + g_str_hash (wording.skin));
    Keys keys = std::string (wording.method) == "server" ? kKeysOfServerKey : kKeysOfOwnKey;

    std::shuffle (keys.begin (), keys.end (), random);
    keys.resize (3);
    return keys;
  }

  WordingEnrollment enrollment;
};

TEST_P (WordingTest, IsEnrolled)
{
  const Case &wording = GetParam ();
  const Keys keys = Choose (wording);

  enrollment.Site ().Knob ("skin", wording.skin);
  enrollment.Site ().Knob ("csr-method", wording.method);
  enrollment.Site ().Knob ("authorisation", "access-code");
  enrollment.Replace (keys, wording.seed);
  ASSERT_TRUE (enrollment.Begin (wording.seed, kAddress));

  const bool is_done = enrollment.Run ();

  std::cout << (is_done ? "passed  " : "FAILED  ") << wording.skin << ", " << wording.method
            << ", seed " << wording.seed << ": " << keys[0] << ", " << keys[1] << ", " << keys[2]
            << "; by hand:" << enrollment.Deeds () << std::endl;
  ASSERT_TRUE (is_done) << enrollment.Trouble ();
  EXPECT_TRUE (enroll_session_get_proof (enrollment.Session ())->was_signed);
  EXPECT_EQ (enrollment.Site ().WrongDoings (), "");
  std::string issued = enrollment.Site ().Issued ();
  EXPECT_EQ (std::count (issued.begin (), issued.end (), '\n'), 1);
}

std::vector<Case>
AllCases ()
{
  std::vector<Case> cases;

  for (unsigned seed = 1; seed <= 6; seed++)
    {
      for (const char *skin : { "html", "native", "aria", "kit" })
        cases.push_back ({ skin, seed % 3 == 0 ? "provided" : "server", seed });
    }
  return cases;
}

INSTANTIATE_TEST_SUITE_P (Triples,
                          WordingTest,
                          ::testing::ValuesIn (AllCases ()),
                          [] (const auto &info) {
                            return std::string (info.param.skin) + "_" + info.param.method + "_" +
                                   std::to_string (info.param.seed);
                          });

/* What a German portal would say. */
const char kGerman[] =
    "accessCode=Zugangscode;account=Konto;certificateProfile=Zertifikatsprofil;"
    "certificateTerm=Laufzeit;code=Bestätigungscode;comments=Bemerkungen;"
    "commonName=Allgemeiner Name;continue=Weiter;csr=Zertifikatsanforderung;"
    "download=Herunterladen;email=E-Mail-Adresse;enroll=Zertifikat beantragen;"
    "enrollmentMethod=Antragsverfahren;"
    "eula=Ich habe die Nutzungsbedingungen gelesen und stimme ihnen zu;firstName=Vorname;"
    "keyType=Schlüsseltyp;lastName=Nachname;middleName=Zweiter Vorname;password=Passwort;"
    "pkcs12Password=PKCS#12-Passwort;protection=Schutzalgorithmus für den Schlüssel wählen;"
    "repeatPassword=Passwort wiederholen;repeatPkcs12Password=PKCS#12-Passwort wiederholen;"
    "secretId=Geheime Kennung;submit=Absenden;accept=Akzeptieren;back=Zurück;cancel=Abbrechen;"
    "codeTitle=Mit Zugangscode beantragen;decline=Ablehnen;listTitle=Zertifikate;"
    "loginTitle=Anmeldung;"
    "mailSent=Eine Bestätigung wurde an Ihre Adresse gesendet. Bitte folgen Sie dem Link darin.;"
    "next=Weiter;previous=Zurück;ready=Das Zertifikat wurde ausgestellt.;"
    "readyTitle=Ihr Zertifikat liegt bereit;refresh=Aktualisieren;select=Bitte auswählen;"
    "title=Client-Zertifikat beantragen;wait=Ihr Zertifikat wird ausgestellt. Das kann bis zu vier "
    "Minuten dauern. Bitte schließen Sie dieses Fenster nicht.;"
    "wrongCode=Der Zugangscode ist ungültig.";

/* Nobody is there to help. */
class UnaidedEnrollment : public LiveEnrollment
{
protected:
  void
  Browse () override
  {
    ADD_FAILURE () << "a page is left to the user";
  }
};

class GermanTest : public GlibTest, public ::testing::WithParamInterface<Case>
{
protected:
  UnaidedEnrollment enrollment;
};

TEST_P (GermanTest, IsUnderstoodWithoutHelp)
{
  const Case &wording = GetParam ();
  const bool is_invited = wording.seed % 2 == 0;

  enrollment.Site ().Knob ("skin", wording.skin);
  enrollment.Site ().Knob ("csr-method", wording.method);
  enrollment.Site ().Knob ("authorisation", "access-code");
  enrollment.Site ().Knob ("wording", kGerman);
  enrollment.Site ().Knob ("way", is_invited ? "invitation" : "confirmation");
  enrollment.Site ().Knob ("delay", "1");
  enrollment.Settings ()->access_code = enroll_secret_new ("wrong");
  ASSERT_TRUE (enrollment.Begin (wording.seed, kAddress, is_invited));

  bool is_done = enrollment.Run ();
  if (!is_invited)
    {
      ASSERT_EQ (enroll_session_get_state (enrollment.Session ()), ENROLL_STATE_CONFIRMING)
          << enrollment.Trouble ();
      ASSERT_TRUE (enroll_session_open_link (enrollment.Session (),
                                             enrollment.LinkInLastMail ().c_str (),
                                             nullptr));
      is_done = enrollment.Run ();
    }

  ASSERT_TRUE (is_done) << enrollment.Trouble ();
  EXPECT_EQ (enrollment.Site ().WrongDoings (), "");
}

std::vector<Case>
GermanCases ()
{
  const char *const methods[] = { "provided", "server", "choice" };
  std::vector<Case> cases;

  for (unsigned seed = 0; seed < 4; seed++)
    {
      for (const char *skin : { "html", "native", "aria", "kit" })
        cases.push_back ({ skin, methods[(seed + cases.size ()) % 3], seed });
    }
  return cases;
}

INSTANTIATE_TEST_SUITE_P (German,
                          GermanTest,
                          ::testing::ValuesIn (GermanCases ()),
                          [] (const auto &info) {
                            return std::string (info.param.skin) + "_" + info.param.method + "_" +
                                   std::to_string (info.param.seed);
                          });

}
