/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "tool.h"

#include <gtest/gtest.h>

std::string
RunTool (const std::vector<std::string> &arguments, bool *ok)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = nullptr;
  g_autoptr (GError) error = nullptr;
  g_autoptr (GBytes) output = nullptr;
  gsize size = 0;
  const char *data = nullptr;
  bool succeeded = false;

  for (const auto &argument : arguments)
    g_ptr_array_add (argv, const_cast<char *> (argument.c_str ()));
  g_ptr_array_add (argv, nullptr);
  process = g_subprocess_newv (reinterpret_cast<const char *const *> (argv->pdata),
                               static_cast<GSubprocessFlags> (G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                                              G_SUBPROCESS_FLAGS_STDERR_MERGE),
                               &error);
  if (process != nullptr)
    g_subprocess_communicate (process, nullptr, nullptr, &output, nullptr, &error);
  if (output != nullptr)
    data = static_cast<const char *> (g_bytes_get_data (output, &size));

  std::string text = size > 0 ? std::string (data, size) : "";
  succeeded = error == nullptr && g_subprocess_get_successful (process);
  if (ok != nullptr)
    *ok = succeeded;
  else if (!succeeded)
    ADD_FAILURE () << arguments[0] << ": " << (error != nullptr ? error->message : text);
  return text;
}

std::string
LongestWord (const std::string &text)
{
  std::string longest;
  std::string word;

  for (char c : text + " ")
    {
      if (g_ascii_isalnum (c) || c == '-' || c == '_')
        {
          word += c;
          continue;
        }
      if (word.size () > longest.size ())
        longest = word;
      word.clear ();
    }
  return longest;
}

ToolFolder::ToolFolder () : path (e2e::MakeFolder ("enroll-tools"))
{
}

ToolFolder::~ToolFolder ()
{
  e2e::RemoveFolder (path);
}

std::string
ToolFolder::File (const std::string &name) const
{
  return path + "/" + name;
}

std::string
ToolFolder::Write (const std::string &name, const std::string &content) const
{
  EXPECT_TRUE (e2e::WriteFile (File (name), content));
  return File (name);
}

std::string
ToolFolder::Read (const std::string &name) const
{
  return e2e::ReadFile (File (name));
}

Authority::Authority (const std::string &name)
{
  std::string plan = "organization = \"Test Trust Services\"\nca\ncert_signing_key\n"
                     "expiration_days = 1000\n";

  MakeKey ("root-key.pem");
  MakeKey ("issuing-key.pem");
  RunTool ({ "certtool",
             "--generate-self-signed",
             "--load-privkey",
             folder.File ("root-key.pem"),
             "--template",
             folder.Write ("root.plan", "cn = \"" + name + " Root\"\n" + plan),
             "--outfile",
             folder.File ("root.pem") });
  RunTool ({ "certtool",
             "--generate-certificate",
             "--load-privkey",
             folder.File ("issuing-key.pem"),
             "--load-ca-certificate",
             folder.File ("root.pem"),
             "--load-ca-privkey",
             folder.File ("root-key.pem"),
             "--template",
             folder.Write ("issuing.plan", "cn = \"" + name + " Issuing CA\"\n" + plan),
             "--outfile",
             folder.File ("issuing.pem") });
}

std::string
Authority::MakeKey (const std::string &name, const std::string &options) const
{
  std::vector<std::string> arguments = { "certtool",
                                         "--generate-privkey",
                                         options,
                                         "--outfile",
                                         folder.File (name) };

  if (options == "--rsa")
    arguments.insert (arguments.end (), { "--bits", "2048" });
  RunTool (arguments);
  return folder.File (name);
}

std::string
Authority::IssueForKey (const std::string &key_file, const std::string &plan) const
{
  return Issue ("--load-privkey", key_file, plan);
}

std::string
Authority::IssueForRequest (const std::string &request, const std::string &plan) const
{
  return Issue ("--load-request", folder.Write ("leaf.csr", request), plan);
}

std::string
Authority::Issue (const std::string &option, const std::string &file, const std::string &plan) const
{
  RunTool ({ "certtool",
             "--generate-certificate",
             option,
             file,
             "--load-ca-certificate",
             folder.File ("issuing.pem"),
             "--load-ca-privkey",
             folder.File ("issuing-key.pem"),
             "--template",
             folder.Write ("leaf.plan", plan),
             "--outfile",
             folder.File ("leaf.pem") });
  return folder.Read ("leaf.pem");
}

GTlsCertificate *
Authority::MakeServer (const std::string &host, const std::string &dates) const
{
  std::string key = MakeKey ("server-key.pem", "--ecc");
  std::string plan = "cn = \"" + host + "\"\ndns_name = \"" + host +
                     "\"\ntls_www_server\nsigning_key\n" +
                     (dates.empty () ? "expiration_days = 30\n" : dates);
  g_autoptr (GError) error = nullptr;
  GTlsCertificate *certificate = nullptr;

  std::string pem = IssueForKey (key, plan) + Issuing () + e2e::ReadFile (key);
  certificate = g_tls_certificate_new_from_pem (pem.c_str (), -1, &error);
  EXPECT_NE (certificate, nullptr) << (error != nullptr ? error->message : "");
  return certificate;
}

std::string
Authority::RootFile () const
{
  return folder.File ("root.pem");
}

std::string
Authority::Root () const
{
  return folder.Read ("root.pem");
}

std::string
Authority::Issuing () const
{
  return folder.Read ("issuing.pem");
}

const ToolFolder &
Authority::Folder () const
{
  return folder;
}

std::string
PersonPlan (const std::string &address)
{
  return "cn = \"Alice Example\"\nemail = \"" + address +
         "\"\nsigning_key\nencryption_key\nemail_protection_key\nexpiration_days = 100\n";
}
