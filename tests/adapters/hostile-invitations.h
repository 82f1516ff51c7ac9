/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <string>

/* A message as somebody forged it, and the only thing that may come of it: no link, or one that
 * leads to the genuine portal. */
struct HostileInvitation
{
  const char *name;
  std::string text; /* header and body */
  std::string link; /* "" for none */
};

/* clang-format off */
namespace hostile
{

#define GENUINE "https://cert-manager.com/customer/InCommon/smime/invite/T0ken"
#define EVIL "https://cert-manager.com.evil.example/customer/InCommon/smime/invite/T0ken"

inline std::string
Html (const std::string &body)
{
  return "Content-Type: text/html; charset=utf-8\r\n\r\n<html><body>" + body + "</body></html>";
}

inline std::string
Plain (const std::string &body)
{
  return "Content-Type: text/plain; charset=utf-8\r\n\r\n" + body;
}

inline std::string
Multi (const std::string &subtype, const std::string &first, const std::string &second)
{
  return "Content-Type: multipart/" + subtype + "; boundary=b\r\n\r\n--b\r\n" + first +
         "\r\n--b\r\n" + second + "\r\n--b--\r\n";
}

inline std::string
Encoded (const std::string &encoding, const std::string &body)
{
  return "Content-Type: text/plain\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n" + body;
}

inline std::string
Nested (int depth, const std::string &innermost)
{
  std::string text = innermost;

  for (int i = 0; i < depth; i++)
    {
      std::string boundary = "b" + std::to_string (i);

      text = "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n--" + boundary +
             "\r\n" + text + "\r\n--" + boundary + "--\r\n";
    }
  return text;
}

inline std::string
Wide (const std::string &text)
{
  std::string wide;

  for (char c : text)
    wide += std::string (1, c) + std::string (1, '\0');
  return wide;
}

const HostileInvitation invitations[] = {
  /* what HTML says and what it does */
  { "LinkTextIsGenuineTargetIsNot", Html ("<a href='" EVIL "'>cert-manager.com</a>"), "" },
  { "LinkTextIsGenuineTargetIsEvil", Html ("<a href='https://evil.example/x'>" GENUINE "</a>"), GENUINE },
  { "BaseElsewhere", Html ("<base href='https://evil.example/'><a href='/customer/InCommon/smime/invite/T0ken'>x</a>"), "" },
  { "BaseIsGenuineLinkIsRelative", Html ("<base href='https://cert-manager.com/'><a href='customer/InCommon/smime/x'>x</a>"), "" },
  { "NestedAnchors", Html ("<a href='" EVIL "'><a href='" EVIL "'>x</a></a>"), "" },
  { "FormAction", Html ("<form action='" EVIL "'><button>Verify Email Address</button></form>"), "" },
  { "ButtonFormaction", Html ("<button formaction='" EVIL "'>Verify</button>"), "" },
  { "DataUri", Html ("<a href='data:text/html,<script>location=1</script>'>x</a>"), "" },
  { "JavascriptUri", Html ("<a href=\"javascript:location='https://evil.example/smime/x'\">x</a>"), "" },
  { "JavascriptBeforeTheHost", Html ("<a href='javascript://cert-manager.com/customer/a/smime/b'>x</a>"), "" },
  { "SvgLink", Html ("<svg><a xlink:href='" EVIL "'><text>x</text></a></svg>"), "" },
  { "MathLink", Html ("<math><mtext href='" EVIL "'>x</mtext></math>"), "" },
  { "ImageMap", Html ("<map><area href='" EVIL "'></map>"), "" },
  { "MetaRefresh", Html ("<meta http-equiv=refresh content='0;url=" EVIL "'>"), "" },
  { "FrameSource", Html ("<iframe src='" EVIL "'></iframe>"), "" },
  { "EntityInTheHost", Html ("<a href='https://cert-manager.com&#46;evil.example/customer/a/smime/b'>x</a>"), "" },
  { "EntityForTheAt", Html ("<a href='https://cert-manager.com&#64;evil.example/customer/a/smime/b'>x</a>"), "" },
  { "NamedEntityForTheAt", Html ("<a href='https://cert-manager.com&commat;evil.example/customer/a/smime/b'>x</a>"), "" },
  { "NamedEntityForTheDot", Html ("<a href='https://cert-manager.com&period;evil.example/customer/a/smime/b'>x</a>"), "" },
  { "EntityForTheColon", Html ("<a href='https&colon;//evil.example/customer/a/smime/b'>x</a>"), "" },
  { "EntityForATab", Html ("<a href='https://cert-manager.com&#9;.evil.example/customer/a/smime/b'>x</a>"), "" },
  { "TagInTheHost", Html ("https://cert-manager.com<b>.evil.example</b>/customer/a/smime/b"), "" },
  { "CommentInTheHost", Html ("https://cert-manager.com<!-- -->.evil.example/customer/a/smime/b"), "" },
  { "GenuineLinkIsAComment", Html ("<!-- " GENUINE " --><a href='" EVIL "'>x</a>"), GENUINE },
  { "GenuineLinkIsHidden", Html ("<p style='display:none'>" GENUINE "</p><a href='" EVIL "'>x</a>"), GENUINE },
  { "TagWithoutEnd", Html ("<a href='" EVIL), "" },
  { "QuoteWithoutEnd", Html ("<a href=\"https://evil.example/?" GENUINE), "" },
  { "BackslashInTheAttribute", Html ("<a href='https:\\\\cert-manager.com\\customer\\a\\smime\\b'>x</a>"), "" },
  { "StyleWithAnUri", Html ("<style>a{background:url(" EVIL ")}</style>"), "" },
  { "ManyTagsWithoutEnd", Html (std::string (200000, '<') + "a href='" EVIL "'"), "" },

  /* what the text is written in */
  { "Utf16", "Content-Type: text/html; charset=utf-16le\r\n\r\n" + Wide ("<a href='" EVIL "'>x</a>"), "" },
  { "Utf7", "Content-Type: text/html; charset=utf-7\r\n\r\n+ADw-a href='https+ADo-//cert-manager.com+AEA-evil.example/customer/a/smime/b'+AD4-", "" },
  { "NulInTheHost", Plain (std::string ("https://cert-manager.com\0.evil.example/customer/a/smime/b", 57)), "" },
  { "NulInTheScheme", Plain (std::string ("htt\0ps://cert-manager.com/customer/a/smime/b", 44)), "" },
  { "UnknownCharset", "Content-Type: text/html; charset=x-evil\r\n\r\n<a href='" EVIL "'>", "" },
  { "CyrillicHost", Plain ("https://\xd1\x81" "ert-manager.com/customer/a/smime/b"), "" },
  { "FullWidthDot", Plain ("https://cert-manager\xef\xbc\x8e" "com/customer/a/smime/b"), "" },
  { "RightToLeftOverride", Plain ("https://\xe2\x80\xae" "moc.reganam-trec/customer/a/smime/b"), "" },
  { "SoftHyphen", Plain ("https://cert\xc2\xad-manager.com/customer/a/smime/b"), "" },

  /* what the message is made of */
  { "AttachedMessage", Multi ("mixed", Plain ("see there"), "Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\n" GENUINE), "" },
  { "AttachedText", Multi ("mixed", Plain ("see there"), "Content-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\n" GENUINE), "" },
  { "AttachedPage", Multi ("mixed", Plain ("see there"), "Content-Type: text/html\r\nContent-Disposition: ATTACHMENT\r\n\r\n<a href='" GENUINE "'>x</a>"), "" },
  { "AlternativesDisagree", Multi ("alternative", Plain (GENUINE), Html ("<a href='" EVIL "/longer/than/the/other'>x</a>")), GENUINE },
  { "AlternativesAreBothForged", Multi ("alternative", Plain (EVIL), Html ("<a href='" EVIL "'>x</a>")), "" },
  { "TwoPortals", Multi ("alternative", Plain (GENUINE), Html ("<a href='https://hard.cert-manager.com/customer/a/smime/b'>x</a>")), GENUINE },
  { "NestedTooDeep", Nested (40, Plain (GENUINE)), "" },
  { "NestedVeryDeep", Nested (2000, Plain (GENUINE)), "" },
  { "PageCalledAPicture", "Content-Type: image/png\r\n\r\n<a href='" GENUINE "'>x</a>", "" },
  { "PictureCalledAPage", "Content-Type: text/html\r\n\r\n\x89PNG\r\n\x1a\n" EVIL, "" },
  { "TwoContentTypes", "Content-Type: text/plain\r\nContent-Type: image/png\r\n\r\n" EVIL, "" },
  { "BoundaryWithinBoundary", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/mixed; boundary=bb\r\n\r\n--bb\r\n\r\n" EVIL "\r\n--b--\r\n", "" },
  { "BoundaryMissing", "Content-Type: multipart/mixed; boundary=b\r\n\r\n" EVIL, "" },
  { "BoundaryInTheLink", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhttps://cert-manager.com\r\n--b\r\n\r\n.evil.example/customer/a/smime/b\r\n--b--", "" },
  { "Winmail", "Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\n" GENUINE, "" },
  { "CalendarInvitation", "Content-Type: text/calendar; method=REQUEST\r\n\r\nURL:" GENUINE, "" },
  { "RichText", "Content-Type: text/richtext\r\n\r\n" GENUINE, "" },
  { "SoftBreakInTheHost", Encoded ("quoted-printable", "https://cert-manager.com=\r\n.evil.example/customer/a/smime/b"), "" },
  { "SoftBreakInTheGenuineLink", Encoded ("quoted-printable", "https://cert-manager.com/customer/InCommon/=\r\nsmime/invite/T0ken"), GENUINE },
  { "QuotedPrintableAt", Encoded ("quoted-printable", "https://cert-manager.com=40evil.example/customer/a/smime/b"), "" },
  { "QuotedPrintableNul", Encoded ("quoted-printable", "https://cert-manager.com=00.evil.example/customer/a/smime/b"), "" },
  { "Base64OfAnotherHost", Encoded ("base64", "aHR0cHM6Ly9jZXJ0LW1hbmFnZXIuY29tQGV2aWwuZXhhbXBsZS9jdXN0b21lci9hL3NtaW1lL2I="), "" },
  { "FlowedInTheHost", "Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\nhttps://cert-manager.com \r\n.evil.example/customer/a/smime/b", "" },
  { "HugeBeforeTheLink", Plain (std::string (1 << 20, 'x') + " " EVIL), "" },
  { "AMillionLinks", Plain ([] { std::string all; for (int i = 0; i < 20000; i++) all += "https://evil.example/ "; return all; } ()), "" },
  { "EndlessLink", Plain (GENUINE + std::string (1 << 20, 'a')), "" },

  /* what the link is */
  { "Http", Plain ("http://cert-manager.com/customer/a/smime/b"), "" },
  { "SchemeWithALetterMore", Plain ("xhttps://cert-manager.com/customer/a/smime/b"), "" },
  { "User", Plain ("https://cert-manager.com@evil.example/customer/a/smime/b"), "" },
  { "UserAndPort", Plain ("https://cert-manager.com:443@evil.example/customer/a/smime/b"), "" },
  { "OtherPort", Plain ("https://cert-manager.com:8443/customer/a/smime/b"), "" },
  { "PortWithAZero", Plain ("https://cert-manager.com:0443/customer/a/smime/b"), "" },
  { "PortTooLarge", Plain ("https://cert-manager.com:65979/customer/a/smime/b"), "" },
  { "Backslash", Plain ("https://evil.example\\@cert-manager.com/customer/a/smime/b"), "" },
  { "TrailingDot", Plain ("https://cert-manager.com./customer/a/smime/b"), "" },
  { "Subdomain", Plain ("https://login.cert-manager.com/customer/a/smime/b"), "" },
  { "Suffix", Plain (EVIL), "" },
  { "Punycode", Plain ("https://xn--ert-manager-xuh.com/customer/a/smime/b"), "" },
  { "EscapedHost", Plain ("https://cert-manager%2ecom/customer/a/smime/b"), "" },
  { "Number", Plain ("https://2130706433/customer/a/smime/b"), "" },
  { "Upwards", Plain ("https://cert-manager.com/customer/a/smime/../../../logout"), "" },
  { "UpwardsEscaped", Plain ("https://cert-manager.com/customer/a/smime/%2e%2e/%2E./%2e%2e/logout"), "" },
  { "HelpPageEscaped", Plain ("https://cert-manager.com/customer/a/smime/%68elp"), "" },
  { "PathInTheQuery", Plain ("https://cert-manager.com/redirect?to=/customer/a/smime/b"), "" },
  { "PathInTheFragment", Plain ("https://cert-manager.com/#/customer/a/smime/b"), "" },
  { "InTheQueryOfAnother", Plain ("https://evil.example/?u=" GENUINE), "" },
  { "InTheFragmentOfAnother", Plain ("https://evil.example/#" GENUINE), "" },
  { "InThePathOfAnother", Plain ("https://evil.example/" GENUINE), "" },
  { "InTheQueryOfPlainHttp", Plain ("http://evil.example/?u=" GENUINE), "" },
  { "AfterAPipeInAnother", Plain ("https://evil.example/a|" GENUINE), "" },
  { "AfterABraceInAnother", Plain ("http://evil.example/{" GENUINE "}"), "" },
  { "Wrapped", Plain ("https://eur01.safelinks.protection.outlook.example/?url=https%3A%2F%2Fcert-manager.com%2Fcustomer%2Fa%2Fsmime%2Fb"), "" },
  { "WrappedWithoutEscapes", Plain ("https://urldefense.example/v3/__" GENUINE "__;!!x"), "" },
  { "WrappedAndShown", Html ("<a href='https://safelinks.example/?url=x' title='" EVIL "'>x</a>"), "" },

  /* who is spoken to */
  { "QuotedInAReply", Plain ("On Monday somebody wrote:\r\n> " GENUINE "\r\nIs this real?"), GENUINE },
  { "ForwardedInline", Plain ("-------- Forwarded Message --------\r\nFrom: support@cert-manager.com\r\n\r\n" EVIL), "" },
};

#undef EVIL
#undef GENUINE

}
/* clang-format on */
