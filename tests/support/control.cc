/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "control.h"

namespace e2e
{

Control::Control ()
{
  session = soup_session_new_with_options ("proxy-resolver", nullptr, "timeout", 20u, nullptr);
}

Control::~Control ()
{
  g_clear_object (&session);
}

std::string
Control::Send (const std::string &port,
               const char *method,
               const std::string &path,
               const Fields &fields,
               bool *ok)
{
  std::string address = "http://127.0.0.1:" + port + path;
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
    g_warning ("failed to ask for %s: %s", path.c_str (), error->message);
  if (ok != nullptr)
    *ok = reply != nullptr && SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message));
  if (reply == nullptr)
    return "";
  return std::string (static_cast<const char *> (g_bytes_get_data (reply, nullptr)),
                      g_bytes_get_size (reply));
}

std::string
ReadyValue (const std::string &folder, const char *group, const char *key)
{
  g_autoptr (GKeyFile) ready = g_key_file_new ();
  std::string path = folder + "/ready.ini";
  g_autofree char *value = nullptr;

  if (!g_key_file_load_from_file (ready, path.c_str (), G_KEY_FILE_NONE, nullptr))
    return "";
  value = g_key_file_get_string (ready, group, key, nullptr);
  return value != nullptr ? value : "";
}

}
