/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "portal.h"

#include <vector>

#include "wait.h"

namespace e2e
{

Portal::Portal (const std::string &maildir) : maildir (maildir)
{
  folder = MakeFolder ("enroll-portal");
}

Portal::~Portal ()
{
  Stop ();
  if (Environment ("ENROLL_KEEP_HOME").empty ())
    RemoveFolder (folder);
}

void
Portal::Knob (const std::string &key, const std::string &value)
{
  knobs[key] = value;
}

void
Portal::UseCampus (const std::string &path)
{
  campus = path;
}

bool
Portal::Start (unsigned seed)
{
  std::vector<std::string> arguments = { Environment ("ENROLL_TEST_PORTAL"),
                                         "--directory",
                                         folder,
                                         "--seed",
                                         std::to_string (seed),
                                         "--maildir",
                                         maildir };

  if (arguments[0].empty ())
    {
      g_warning ("ENROLL_TEST_PORTAL does not name the test portal");
      return false;
    }
  if (!campus.empty ())
    {
      arguments.push_back ("--campus");
      arguments.push_back (campus);
    }
  for (const auto &[key, value] : knobs)
    {
      arguments.push_back ("--knob");
      arguments.push_back (key + "=" + value);
    }
  if (!process.Start (arguments, {}, folder + "/portal.log"))
    return false;
  Eventually ([this] { return !ReadyValue ("endpoint").empty () || !process.IsRunning (); });
  return process.IsRunning () && !ReadyValue ("control-port").empty ();
}

void
Portal::Stop ()
{
  process.Stop ();
}

bool
Portal::IsRunning () const
{
  return process.IsRunning ();
}

bool
Portal::SetKnob (const std::string &key, const std::string &value)
{
  bool ok = false;

  Send ("POST", "/knobs", { { key, value } }, &ok);
  return ok;
}

bool
Portal::Reset ()
{
  bool ok = false;

  Send ("POST", "/reset", {}, &ok);
  return ok;
}

bool
Portal::LetTimePass ()
{
  bool ok = false;

  Send ("POST", "/later", {}, &ok);
  return ok;
}

bool
Portal::Invite (const std::string &email,
                const std::string &first_name,
                const std::string &last_name)
{
  bool ok = false;

  Send ("POST",
        "/invite",
        { { "email", email }, { "first-name", first_name }, { "last-name", last_name } },
        &ok);
  return ok;
}

std::string
Portal::InvitationLink (const std::string &email,
                        const std::string &first_name,
                        const std::string &last_name)
{
  return Send ("POST",
               "/invite",
               { { "email", email },
                 { "first-name", first_name },
                 { "last-name", last_name },
                 { "deliver", "no" } },
               nullptr);
}

bool
Portal::AddPerson (const std::string &email,
                   const std::string &first_name,
                   const std::string &last_name,
                   int n_certificates)
{
  bool ok = false;

  Send ("POST",
        "/person",
        { { "email", email },
          { "first-name", first_name },
          { "last-name", last_name },
          { "certificates", std::to_string (n_certificates) } },
        &ok);
  return ok;
}

std::string
Portal::Certificate (const std::string &serial)
{
  return Send ("GET", "/certificate?serial=" + serial, {}, nullptr);
}

std::string
Portal::WrongDoings ()
{
  return Send ("GET", "/wrongdoings", {}, nullptr);
}

std::string
Portal::Requests ()
{
  return Send ("GET", "/requests", {}, nullptr);
}

std::string
Portal::Issued ()
{
  return Send ("GET", "/issued", {}, nullptr);
}

std::string
Portal::PassPhrases ()
{
  return Send ("GET", "/pass-phrases", {}, nullptr);
}

std::string
Portal::LastMail ()
{
  return Send ("GET", "/last-mail", {}, nullptr);
}

std::string
Portal::Endpoint () const
{
  return ReadyValue ("endpoint");
}

std::string
Portal::Base () const
{
  return ReadyValue ("base");
}

std::string
Portal::Host () const
{
  return "localhost:" + ReadyValue ("port");
}

int
Portal::Port () const
{
  return atoi (ReadyValue ("port").c_str ());
}

const std::string &
Portal::Folder () const
{
  return folder;
}

std::string
Portal::TlsCaFile () const
{
  return folder + "/tls-ca.pem";
}

std::string
Portal::RootFile () const
{
  return folder + "/root.pem";
}

std::string
Portal::ChainFile () const
{
  return folder + "/chain.pem";
}

std::string
Portal::Log () const
{
  return ReadFile (folder + "/portal.log");
}

std::string
Portal::ReadyValue (const char *key) const
{
  return e2e::ReadyValue (folder, "portal", key);
}

std::string
Portal::Send (const char *method, const std::string &path, const Fields &fields, bool *ok)
{
  return control.Send (ReadyValue ("control-port"), method, path, fields, ok);
}

}
