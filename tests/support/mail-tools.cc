/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "mail-tools.h"

#include <vector>

#include <gio/gio.h>

#include "wait.h"

namespace e2e
{

namespace
{

/* Runs a command and returns what it printed, nothing of it is a secret. */
bool
RunCommand (const std::vector<std::string> &arguments, std::string *output, std::string *errors)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = nullptr;
  g_autoptr (GBytes) out = nullptr;
  g_autoptr (GBytes) err = nullptr;
  g_autoptr (GError) error = nullptr;

  for (const auto &argument : arguments)
    g_ptr_array_add (argv, const_cast<char *> (argument.c_str ()));
  g_ptr_array_add (argv, nullptr);
  process = g_subprocess_newv (
      reinterpret_cast<const char *const *> (argv->pdata),
      GSubprocessFlags (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE),
      &error);
  if (process == nullptr ||
      !g_subprocess_communicate (process, nullptr, nullptr, &out, &err, &error))
    {
      *errors = error->message;
      return false;
    }
  output->assign (static_cast<const char *> (g_bytes_get_data (out, nullptr)),
                  g_bytes_get_size (out));
  errors->assign (static_cast<const char *> (g_bytes_get_data (err, nullptr)),
                  g_bytes_get_size (err));
  return g_subprocess_get_if_exited (process) && g_subprocess_get_exit_status (process) == 0;
}

std::string
Headers (const std::string &subject, const std::string &to)
{
  static int n_messages = 0;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = g_date_time_format (now, "%a, %d %b %Y %H:%M:%S +0000");

  n_messages++;
  return "From: Bob Example <bob@example.org>\nTo: " + to + "\nSubject: " + subject +
         "\nDate: " + date + "\nMessage-ID: <" + std::to_string (n_messages) + "." +
         std::to_string (g_get_real_time ()) + "@example.org>\n";
}

std::string
FirstLine (const std::string &text)
{
  return text.substr (0, text.find ('\n'));
}

}

Verified
VerifySigned (const std::string &message, const std::string &ca_file)
{
  std::string folder = MakeFolder ("enroll-verify");
  std::string output;
  Verified verified;

  WriteFile (folder + "/message.eml", message);
  verified.ok = RunCommand ({ "openssl",
                              "cms",
                              "-verify",
                              "-purpose",
                              "smimesign",
                              "-in",
                              folder + "/message.eml",
                              "-CAfile",
                              ca_file,
                              "-signer",
                              folder + "/signer.pem" },
                            &verified.content,
                            &verified.error);
  if (verified.ok)
    {
      std::string errors;

      RunCommand ({ "openssl", "x509", "-noout", "-email", "-in", folder + "/signer.pem" },
                  &output,
                  &errors);
      verified.signer = FirstLine (output);
    }
  RemoveFolder (folder);
  return verified;
}

std::string
EncryptTo (const std::string &certificate_pem,
           const std::string &text,
           const std::string &subject,
           const std::string &to)
{
  std::string folder = MakeFolder ("enroll-encrypt");
  std::string output;
  std::string errors;

  WriteFile (folder + "/receiver.pem", certificate_pem);
  WriteFile (folder + "/text.eml", "Content-Type: text/plain; charset=utf-8\n\n" + text + "\n");
  if (!RunCommand ({ "openssl",
                     "cms",
                     "-encrypt",
                     "-aes256",
                     "-in",
                     folder + "/text.eml",
                     folder + "/receiver.pem" },
                   &output,
                   &errors))
    g_warning ("failed to encrypt: %s", errors.c_str ());
  RemoveFolder (folder);
  return output.empty () ? "" : Headers (subject, to) + output;
}

std::string
PlainMessage (const std::string &subject, const std::string &text, const std::string &to)
{
  return Headers (subject, to) +
         "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
         "Content-Transfer-Encoding: 8bit\n\n" +
         text + "\n";
}

}
