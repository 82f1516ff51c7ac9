/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-secret.h"
#include "enroll-text.h"
#include "enroll-web-download.h"
#include "enroll-web-folder.h"
#include "enroll-web-policy.h"
#include "enroll-web-timer.h"

#include <string.h>

#define MAX_FILE ((guint64)4 * 1024 * 1024)
#define MAX_AT_ONCE 4
#define MAX_OF_ALL 64

/* A download, taken into memory. The engine can only write a download to a file, so it gets one in
 * a folder of its own on a file system that lives in memory, and the file is gone as soon as it was
 * read. */
typedef struct
{
  WebKitDownload *download;
  EnrollPortal *portal;
  char *document; /* that handed it out; NULL if that is not known */
  char *host;     /* that answers for it */
  EnrollWebFolder *folder;
  char *path;
  char *media_type;
  GError *error;
  GSource *silence; /* ends a download of which nothing comes any more */
  GSource *limit;   /* ends one that takes too long as a whole */
  gint64 silence_us;
} Download;

static void
download_free (gpointer data)
{
  Download *download = data;

  enroll_web_timer_stop (&download->silence);
  enroll_web_timer_stop (&download->limit);
  g_clear_object (&download->download);
  g_clear_pointer (&download->folder, enroll_web_folder_free);
  enroll_portal_unref (download->portal);
  g_free (download->document);
  g_free (download->host);
  g_free (download->path);
  g_free (download->media_type);
  g_clear_error (&download->error);
  g_free (download);
}

static void
end (GTask *task)
{
  Download *download = g_task_get_task_data (task);

  g_signal_handlers_disconnect_by_data (download->download, task);
  g_object_unref (task);
}

static void
fail (GTask *task, EnrollError code, const char *reason)
{
  Download *download = g_task_get_task_data (task);

  if (download->error == NULL)
    download->error = g_error_new (ENROLL_ERROR, (int)code, "the download %s", reason);
  webkit_download_cancel (download->download);
}

/* Where it has come from; or, as long as nothing has come, where it was asked for. */
static const char *
get_address (Download *download)
{
  WebKitURIResponse *response = webkit_download_get_response (download->download);

  return response != NULL
             ? webkit_uri_response_get_uri (response)
             : webkit_uri_request_get_uri (webkit_download_get_request (download->download));
}

/* A file that is not the portal's is refused, whatever else befalls it. */
static gboolean
judge (Download *download)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = g_strdup (get_address (download));
  g_autoptr (GUri) uri =
      enroll_web_policy_judge_file (download->portal, address, download->document, &error);

  g_clear_pointer (&download->host, g_free);
  if (uri == NULL)
    {
      g_clear_error (&download->error);
      download->error = g_steal_pointer (&error);
      return FALSE;
    }
  download->host = enroll_text_host_of_uri (uri);
  return TRUE;
}

static gboolean
decide_destination_cb (WebKitDownload *webkit_download, const char *suggested_name, GTask *task)
{
  Download *download = g_task_get_task_data (task);
  g_autofree char *uri = NULL;

  if (judge (download))
    download->folder = enroll_web_folder_new (&download->error);
  if (download->folder == NULL)
    {
      webkit_download_cancel (webkit_download);
      return TRUE;
    }
  download->path = g_build_filename (enroll_web_folder_get_path (download->folder), "file", NULL);
  uri = g_filename_to_uri (download->path, NULL, NULL);
  webkit_download_set_destination (webkit_download, uri);
  return TRUE;
}

static void
received_data_cb (WebKitDownload *webkit_download, guint64 length, GTask *task)
{
  Download *download = g_task_get_task_data (task);

  g_source_set_ready_time (download->silence, g_get_monotonic_time () + download->silence_us);
  if (webkit_download_get_received_data_length (webkit_download) > MAX_FILE)
    fail (task, ENROLL_ERROR_TOO_LARGE, "is larger than a certificate can be");
}

static gboolean
limit_reached_cb (gpointer user_data)
{
  fail (user_data, ENROLL_ERROR_UNAVAILABLE, "took too long");
  return G_SOURCE_REMOVE;
}

static GSource *
start_timer (GTask *task, guint ms)
{
  GSource *timer = g_timeout_source_new (ms);

  g_source_set_callback (timer, limit_reached_cb, task, NULL);
  g_source_attach (timer, g_task_get_context (task));
  return timer;
}

static void
failed_cb (WebKitDownload *webkit_download, const GError *error, GTask *task)
{
  Download *download = g_task_get_task_data (task);

  if (download->error == NULL)
    {
      download->error = g_error_new (ENROLL_ERROR,
                                     ENROLL_ERROR_UNAVAILABLE,
                                     "the download broke off: %s",
                                     error->message);
    }
}

static GBytes *
read_file (Download *download, GError **error)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) local_error = NULL;
  GBytes *bytes;
  gsize length;

  if (!g_file_get_contents (download->path, &content, &length, &local_error))
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_UNAVAILABLE,
                   "the download did not arrive: %s",
                   local_error->message);
      return NULL;
    }
  bytes = enroll_secret_bytes_new (content, length);
  explicit_bzero (content, length);
  return bytes;
}

static void
note_media_type (Download *download)
{
  WebKitURIResponse *response = webkit_download_get_response (download->download);
  const char *type = response != NULL ? webkit_uri_response_get_mime_type (response) : NULL;

  download->media_type = type != NULL ? g_ascii_strdown (type, -1) : NULL;
}

/* Comes last, after a failure too. */
static void
finished_cb (WebKitDownload *webkit_download, GTask *task)
{
  Download *download = g_task_get_task_data (task);
  GBytes *content = NULL;
  GError *error;

  note_media_type (download);
  judge (download);
  error = g_steal_pointer (&download->error);
  if (error == NULL && download->path == NULL)
    {
      error = g_error_new (ENROLL_ERROR, ENROLL_ERROR_UNAVAILABLE, "the download never began");
    }
  if (error == NULL)
    content = read_file (download, &error);

  if (content != NULL)
    {
      g_task_return_pointer (task, content, (GDestroyNotify)g_bytes_unref);
    }
  else
    {
      g_task_return_error (task, error);
    }
  end (task);
}

/* The engine may be gone before it tells of the end. */
static void
cancelled_cb (GCancellable *cancellable, GTask *task)
{
  Download *download = g_task_get_task_data (task);

  g_signal_handlers_disconnect_by_data (download->download, task);
  webkit_download_cancel (download->download);
  g_task_return_error_if_cancelled (task);
  end (task);
}

/**
 * enroll_web_download_is_bearable:
 * @n_under_way: how many downloads of a visit have not ended
 * @n_begun: how many it has begun
 *
 * What comes lies in memory, and a page begins as many as it likes. A portal sends one.
 *
 * Returns: %TRUE if one more may begin
 */
gboolean
enroll_web_download_is_bearable (guint n_under_way, guint n_begun)
{
  return n_under_way < MAX_AT_ONCE && n_begun < MAX_OF_ALL;
}

/**
 * enroll_web_download_take_async:
 * @webkit_download: a download that has just started
 * @portal: the portal's description
 * @document: (nullable): address of the document that handed it out; %NULL if that is not known
 * @limits: how long it may take
 * @cancellable: (nullable): a cancellable
 * @callback: called when all of it is there
 * @user_data: for @callback
 *
 * Receives a file in memory, up to 4 MiB and within @limits, else it ends with
 * %ENROLL_ERROR_UNAVAILABLE; or with %ENROLL_ERROR_HOST_REFUSED, however it fared, if it is not the
 * portal's: see enroll_web_policy_judge_file(). Whatever name the portal gives the file, it is not used.
 */
void
enroll_web_download_take_async (WebKitDownload *webkit_download,
                                EnrollPortal *portal,
                                const char *document,
                                const EnrollWebLimits *limits,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Download *download = g_new0 (Download, 1);

  g_task_set_source_tag (task, enroll_web_download_take_async);
  download->download = g_object_ref (webkit_download);
  download->portal = enroll_portal_ref (portal);
  download->document = g_strdup (document);
  download->silence = start_timer (task, limits->silence_ms);
  download->limit = start_timer (task, limits->exchange_ms);
  download->silence_us = (gint64)limits->silence_ms * 1000;
  g_task_set_task_data (task, download, download_free);
  g_signal_connect (webkit_download,
                    "decide-destination",
                    G_CALLBACK (decide_destination_cb),
                    task);
  g_signal_connect (webkit_download, "received-data", G_CALLBACK (received_data_cb), task);
  g_signal_connect (webkit_download, "failed", G_CALLBACK (failed_cb), task);
  g_signal_connect (webkit_download, "finished", G_CALLBACK (finished_cb), task);
  if (cancellable != NULL)
    {
      g_signal_connect_object (cancellable,
                               "cancelled",
                               G_CALLBACK (cancelled_cb),
                               task,
                               G_CONNECT_DEFAULT);
    }
}

/**
 * enroll_web_download_take_finish:
 * @result: the result
 * @host: (out) (transfer full) (nullable): the host of the portal that answers for the file
 * @media_type: (out) (transfer full) (nullable): what the file says it is
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the file; wiped when it is freed
 */
GBytes *
enroll_web_download_take_finish (GAsyncResult *result,
                                 char **host,
                                 char **media_type,
                                 GError **error)
{
  Download *download = g_task_get_task_data (G_TASK (result));

  *host = g_strdup (download->host);
  *media_type = g_strdup (download->media_type);
  return g_task_propagate_pointer (G_TASK (result), error);
}
