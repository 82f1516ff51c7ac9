/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "mailbox.h"

#include <atomic>

#include <glib/gstdio.h>

#include "glib-test.h"
#include "private-home.h"

namespace
{

using GetMessage = decltype (CamelFolderClass::get_message_sync);
using RefreshInfo = decltype (CamelFolderClass::refresh_info_sync);

GetMessage get_message;
RefreshInfo refresh_info;
std::atomic<int> n_reads;
std::atomic<int> n_refreshes;
std::atomic<int> n_busy;
thread_local bool is_own_refresh;
int n_mailboxes;

CamelMimeMessage *
CountRead (CamelFolder *folder, const char *uid, GCancellable *cancellable, GError **error)
{
  n_reads++;
  n_busy++;
  CamelMimeMessage *message = get_message (folder, uid, cancellable, error);
  n_busy--;
  return message;
}

gboolean
CountRefresh (CamelFolder *folder, GCancellable *cancellable, GError **error)
{
  n_busy++;
  gboolean ok = refresh_info (folder, cancellable, error);
  n_busy--;
  if (!is_own_refresh && g_strcmp0 (camel_folder_get_full_name (folder), "Inbox") == 0)
    n_refreshes++;
  return ok;
}

/* A session without filters: Camel asks for them when mail arrives. */
using MailSession = CamelSession;
using MailSessionClass = CamelSessionClass;

G_DEFINE_TYPE (MailSession, mail_session, CAMEL_TYPE_SESSION)

void
mail_session_class_init (MailSessionClass *klass)
{
  klass->get_filter_driver = [] (CamelSession *, const char *, CamelFolder *, GError **) {
    return static_cast<CamelFilterDriver *> (nullptr);
  };
}

void
mail_session_init (MailSession *)
{
}

/* Between the program and the mailbox: the class of its folders counts. */
void
Count (CamelFolder *folder)
{
  CamelFolderClass *klass = CAMEL_FOLDER_GET_CLASS (folder);

  if (klass->get_message_sync != CountRead)
    {
      get_message = klass->get_message_sync;
      refresh_info = klass->refresh_info_sync;
      klass->get_message_sync = CountRead;
      klass->refresh_info_sync = CountRefresh;
    }
  n_reads = 0;
  n_refreshes = 0;
}

}

/* Each has a folder of its own: Camel may still write into it when it is no longer used. */
Mailbox::Mailbox ()
    : Mailbox (PrivateHome::Get ().Path () + "/Mailbox" + std::to_string (++n_mailboxes), kUid)
{
}

Mailbox::Mailbox (const std::string &path_, const char *uid) : path (path_)
{
  std::string data = path + "-data";
  g_autoptr (GError) error = nullptr;

  for (const char *folder : { "", "/.Junk", "/.Work", "/.Sent" })
    {
      for (const char *name : { "/cur", "/new", "/tmp" })
        g_mkdir_with_parents ((path + folder + name).c_str (), 0700);
    }

  camel_provider_init ();
  session = CAMEL_SESSION (g_object_new (mail_session_get_type (),
                                         "user-data-dir",
                                         data.c_str (),
                                         "user-cache-dir",
                                         data.c_str (),
                                         nullptr));
  g_autoptr (CamelService) service =
      camel_session_add_service (session, uid, "maildir", CAMEL_PROVIDER_STORE, &error);

  if (service == nullptr)
    {
      ADD_FAILURE () << error->message;
      return;
    }
  g_autoptr (CamelSettings) settings = camel_service_ref_settings (service);

  camel_local_settings_set_path (CAMEL_LOCAL_SETTINGS (settings), path.c_str ());
  inbox = camel_store_get_inbox_folder_sync (CAMEL_STORE (service), nullptr, &error);
  if (inbox == nullptr)
    ADD_FAILURE () << error->message;
  else
    Count (inbox);
}

Mailbox::~Mailbox ()
{
  g_clear_object (&inbox);
  camel_session_remove_services (session);
  RunPending ();
  g_object_unref (session);
}

CamelSession *
Mailbox::Session () const
{
  return session;
}

void
Mailbox::Deliver (const std::string &folder,
                  const std::string &text,
                  gint64 received,
                  const std::string &place)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (received);
  g_autofree char *sent = g_date_time_format (date, "%a, %d %b %Y %H:%M:%S +0000");
  std::string name = std::to_string (received) + "." + std::to_string (++n_delivered) + "_1.test";
  std::string where = path + (folder.empty () ? "" : "/" + folder);
  std::string content = "From: noreply@cert-manager.com\nTo: alice@example.edu\n"
                        "Subject: Confirm your address\nDate: " +
                        std::string (sent) + "\nMessage-ID: <" + std::to_string (n_delivered) +
                        "@cert-manager.com>\nContent-Type: text/plain\n\nDear Alice,\n\n" + text +
                        "\n";

  e2e::WriteFile (where + "/tmp/" + name, content);
  std::string delivered = where + "/" + place + "/" + name + (place == "cur" ? ":2," : "");

  EXPECT_EQ (g_rename ((where + "/tmp/" + name).c_str (), delivered.c_str ()), 0);
}

void
Mailbox::RefreshInbox ()
{
  is_own_refresh = true;
  EXPECT_TRUE (camel_folder_refresh_info_sync (inbox, nullptr, nullptr));
  is_own_refresh = false;
}

int
Mailbox::Unread () const
{
  return int (camel_folder_summary_get_unread_count (camel_folder_get_folder_summary (inbox)));
}

int
Mailbox::Refreshes () const
{
  return n_refreshes;
}

int
Mailbox::Reads () const
{
  return n_reads;
}

bool
Mailbox::IsIdle () const
{
  return n_busy == 0;
}
