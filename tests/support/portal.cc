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
  session = soup_session_new_with_options ("proxy-resolver", nullptr, "timeout", 20u, nullptr);
}

Portal::~Portal ()
{
  Stop ();
  g_clear_object (&session);
  if (Environment ("ENROLL_KEEP_HOME").empty ())
    RemoveFolder (folder);
}

void
Portal::Knob (const std::string &key, const std::string &value)
{
  knobs[key] = value;
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
  g_autoptr (GKeyFile) ready = g_key_file_new ();
  std::string path = folder + "/ready.ini";
  g_autofree char *value = nullptr;

  if (!g_key_file_load_from_file (ready, path.c_str (), G_KEY_FILE_NONE, nullptr))
    return "";
  value = g_key_file_get_string (ready, "portal", key, nullptr);
  return value != nullptr ? value : "";
}

std::string
Portal::Send (const char *method, const std::string &path, const Fields &fields, bool *ok)
{
  std::string address = "http://127.0.0.1:" + ReadyValue ("control-port") + path;
  g_autoptr (SoupMessage) message = soup_message_new (method, address.c_str ());
  g_autoptr (GHashTable) table = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GBytes) reply = nullptr;
  g_autoptr (GError) error = nullptr;

  for (const auto &[key, value] : fields)
    g_hash_table_insert (table,
                         const_cast<char *> (key.c_str ()),
                         const_cast<char *> (value.c_str ()));
  if (!fields.empty ())
    {
      char *form = soup_form_encode_hash (table);
      g_autoptr (GBytes) body = g_bytes_new_take (form, strlen (form));

      soup_message_set_request_body_from_bytes (message, SOUP_FORM_MIME_TYPE_URLENCODED, body);
    }
  reply = soup_session_send_and_read (session, message, nullptr, &error);
  if (reply == nullptr)
    g_warning ("failed to ask the portal for %s: %s", path.c_str (), error->message);
  if (ok != nullptr)
    *ok = reply != nullptr && SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message));
  if (reply == nullptr)
    return "";
  return std::string (static_cast<const char *> (g_bytes_get_data (reply, nullptr)),
                      g_bytes_get_size (reply));
}

}
