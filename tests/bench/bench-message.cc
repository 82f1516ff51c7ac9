/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* What showing a message costs: the look for an invitation in it, which is all that the module does
 * with a message that is none. */

#include "enroll-message.h"

#include "bench.h"
#include "enrollment.h"
#include "private-home.h"

#include <cstdio>
#include <cstdlib>

namespace
{

constexpr double kMostMsOrdinary = 0.020;
constexpr double kMostMsLarge = 30;
constexpr double kMostExponent = 1.1;

const char header[] = "From: Bob <bob@example.net>\r\nTo: Alice <alice@example.edu>\r\n"
                      "Subject: Minutes\r\nMIME-Version: 1.0\r\n";

/* Prose with a link in some lines, as in a newsletter. */
std::string
Prose (size_t size)
{
  std::string text;

  for (unsigned i = 0; text.size () < size; i++)
    {
      text += "We met on Tuesday at ten: the minutes are below, the next meeting is in May.\r\n";
      if (i % 20 == 19)
        text +=
            "More of it is at https://www.example.net/minutes/" + std::to_string (i) + "?a=b\r\n";
    }
  return text;
}

std::string
InBase64 (const std::string &text)
{
  g_autofree char *encoded =
      g_base64_encode (reinterpret_cast<const guchar *> (text.data ()), text.size ());
  std::string whole = encoded;
  std::string lines;

  for (size_t at = 0; at < whole.size (); at += 76)
    lines += whole.substr (at, 76) + "\r\n";
  return lines;
}

std::string
Part (const std::string &headers, const std::string &body)
{
  return "--b\r\n" + headers + "\r\n\r\n" + body + "\r\n";
}

std::string
Plain (size_t size)
{
  return std::string (header) + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + Prose (size);
}

/* Text and HTML, quoted and in base64, as most programs write it. */
std::string
Ordinary ()
{
  std::string text = Prose (3000);

  return std::string (header) + "Content-Type: multipart/alternative; boundary=b\r\n\r\n" +
         Part ("Content-Type: text/plain; charset=utf-8\r\n"
               "Content-Transfer-Encoding: quoted-printable",
               text) +
         Part ("Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit",
               "<html><body><p style=\"color: black\">" + text + "</p></body></html>") +
         "--b--\r\n";
}

std::string
WithAttachment (size_t size)
{
  return std::string (header) + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" +
         Part ("Content-Type: text/plain; charset=utf-8", Prose (3000)) +
         Part ("Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64",
               InBase64 (std::string (size * 3 / 4, 'x'))) +
         "--b--\r\n";
}

std::string
ManyParts (unsigned n, size_t size)
{
  std::string text = std::string (header) + "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
  std::string part = Part ("Content-Type: text/html\r\nContent-Transfer-Encoding: base64",
                           InBase64 (Prose (size)));

  for (unsigned i = 0; i < n; i++)
    text += part;
  return text + "--b--\r\n";
}

std::string
Deep (unsigned depth)
{
  std::string text = header;

  for (unsigned i = 0; i < depth; i++)
    {
      std::string boundary = "b" + std::to_string (i);

      text +=
          "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n--" + boundary + "\r\n";
    }
  return text + "Content-Type: text/plain\r\n\r\n" + Prose (3000);
}

CamelMimeMessage *
Parse (const std::string &text)
{
  CamelMimeMessage *message = camel_mime_message_new ();

  if (!camel_data_wrapper_construct_from_data_sync (CAMEL_DATA_WRAPPER (message),
                                                    text.data (),
                                                    gssize (text.size ()),
                                                    nullptr,
                                                    nullptr))
    abort ();
  return message;
}

/* The time that one look takes, in ms. */
double
Look (const std::string &text, const EnrollPortal *portal, unsigned repeats)
{
  g_autoptr (CamelMimeMessage) message = Parse (text);

  return bench::Median (
      15,
      [&] {
        g_autoptr (EnrollInvitation) invitation = enroll_message_find_invitation (message, portal);

        if (invitation != nullptr)
          abort ();
      },
      repeats);
}

double
ParseAlone (const std::string &text)
{
  return bench::Median (9, [&] { g_object_unref (Parse (text)); });
}

void
BenchLarge (const EnrollPortal *portal)
{
  const size_t size = size_t (25) << 20;

  bench::Print ("a mail of 25 MiB of text", Look (Plain (size), portal, 1), "ms", kMostMsLarge);
  bench::Print ("a mail with an attachment of 25 MiB",
                Look (WithAttachment (size), portal, 1),
                "ms",
                kMostMsLarge);
}

void
BenchGrowth (const EnrollPortal *portal)
{
  std::vector<std::pair<double, double>> plain;
  std::vector<std::pair<double, double>> encoded;

  for (size_t size = 4096; size <= 256 * 1024; size *= 4)
    {
      plain.emplace_back (size, Look (Plain (size), portal, 20));
      encoded.emplace_back (size, Look (ManyParts (1, size), portal, 20));
    }
  bench::Print ("growth of that, 4 to 256 KiB, text as it is", bench::Exponent (plain), "", 1.1);
  bench::Print ("growth of that, 4 to 256 KiB, base64", bench::Exponent (encoded), "", 1.1);
}

}

int
main ()
{
  PrivateHome::Get ();
  EnrollPortal *portal = LoadPortal ("localhost:8443");
  std::string ordinary = Ordinary ();

  bench::Print ("looking for an invitation in an ordinary mail",
                Look (ordinary, portal, 200) * 1000,
                "µs",
                kMostMsOrdinary * 1000,
                "Camel’s parsing of it: " + std::to_string (int (ParseAlone (ordinary) * 1000)) +
                    " µs");
  BenchLarge (portal);
  BenchGrowth (portal);
  bench::Print ("a mail of 10,000 parts",
                Look (ManyParts (10000, 300), portal, 1),
                "ms",
                kMostMsLarge);
  bench::Print ("a mail of 64 parts of 256 KiB each",
                Look (ManyParts (64, 256 * 1024), portal, 1),
                "ms",
                kMostMsLarge);
  bench::Print ("a mail of depth 1,000", Look (Deep (1000), portal, 1), "ms", kMostMsLarge);
  enroll_portal_unref (portal);
  return 0;
}
