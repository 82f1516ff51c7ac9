/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-mail.h"

#include "portal-seed.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Writes the mails of the portal and delivers them into a Maildir or to an SMTP server. SMTP runs
 * in a thread, for the reader of the control interface may be the SMTP server itself.
 */
struct _PortalMail
{
  char *maildir;
  char *smtp;
  char *last;
  guint n_sent;
  guint n_pending;
  GCancellable *cancellable;
};

typedef struct
{
  char *server;
  char *to;
  char *message;
} Delivery;

static void
delivery_free (gpointer data)
{
  Delivery *delivery = data;

  g_free (delivery->server);
  g_free (delivery->to);
  g_free (delivery->message);
  g_free (delivery);
}

PortalMail *
portal_mail_new (const char *maildir, const char *smtp)
{
  static const char *const folders[] = { "tmp", "new", "cur" };
  PortalMail *self = g_new0 (PortalMail, 1);

  self->maildir = g_strdup (maildir);
  self->smtp = g_strdup (smtp);
  self->cancellable = g_cancellable_new ();
  for (gsize i = 0; maildir != NULL && i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (maildir, folders[i], NULL);

      if (g_mkdir_with_parents (path, 0700) != 0)
        g_warning ("cannot make %s", path);
    }
  return self;
}

void
portal_mail_free (PortalMail *self)
{
  g_cancellable_cancel (self->cancellable);
  while (self->n_pending > 0)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (self->cancellable);
  g_free (self->maildir);
  g_free (self->smtp);
  g_free (self->last);
  g_free (self);
}

const char *
portal_mail_get_last (PortalMail *self)
{
  return self->last != NULL ? self->last : "";
}

void
portal_mail_clear (PortalMail *self)
{
  g_clear_pointer (&self->last, g_free);
}

static void
append_quoted_printable (GString *out, const char *text)
{
  guint column = 0;

  for (const guchar *at = (const guchar *)text; *at != '\0'; at++)
    {
      gboolean plain = *at >= 33 && *at <= 126 && *at != '=';
      gboolean inner_space = *at == ' ' && at[1] != '\n' && at[1] != '\0';

      if (*at == '\n')
        {
          g_string_append (out, "\r\n");
          column = 0;
          continue;
        }
      if (column > 71)
        {
          g_string_append (out, "=\r\n");
          column = 0;
        }
      if (plain || inner_space)
        {
          g_string_append_c (out, (char)*at);
          column++;
        }
      else
        {
          g_string_append_printf (out, "=%02X", *at);
          column += 3;
        }
    }
  g_string_append (out, "\r\n");
}

static void
append_base64 (GString *out, const char *text)
{
  g_autofree char *coded = g_base64_encode ((const guchar *)text, strlen (text));

  for (gsize at = 0, length = strlen (coded); at < length; at += 76)
    {
      g_string_append_len (out, coded + at, (gssize)MIN (76, length - at));
      g_string_append (out, "\r\n");
    }
}

static void
append_part (GString *out, guint seed, const char *type, const char *content)
{
  gboolean base64 = portal_seed_pick (seed, "mail-coding", 2) == 1;

  g_string_append_printf (out,
                          "Content-Type: %s; charset=utf-8\r\n"
                          "Content-Transfer-Encoding: %s\r\n\r\n",
                          type,
                          base64 ? "base64" : "quoted-printable");
  if (base64)
    append_base64 (out, content);
  else
    append_quoted_printable (out, content);
}

static char *
write_html (const PortalLetter *letter)
{
  g_autofree char *name = g_markup_escape_text (letter->name, -1);
  g_autofree char *link = g_markup_escape_text (letter->link, -1);
  g_autofree char *button = NULL;

  if (letter->button != NULL)
    button = g_strdup_printf ("<table role=\"presentation\"><tr><td style=\"background:#00b140;"
                              "padding:12px 24px\"><a href=\"%s\" style=\"color:#ffffff;"
                              "text-decoration:none\"><b>%s</b></a></td></tr></table>\n"
                              "<p>If the button does not work, copy this address into your "
                              "browser:</p>\n",
                              link,
                              letter->button);
  return g_strdup_printf ("<!DOCTYPE html>\n<html><head><title>%s</title></head>\n<body>\n"
                          "<p>Dear %s,</p>\n<p>%s</p>\n%s<p><a href=\"%s\">%s</a></p>\n"
                          "<p>Sectigo Certificate Manager</p>\n</body></html>\n",
                          letter->subject,
                          name,
                          letter->text,
                          button != NULL ? button : "",
                          link,
                          link);
}

static char *
write_message (guint seed, const PortalLetter *letter)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = g_date_time_format (now, "%a, %d %b %Y %H:%M:%S +0000");
  g_autofree char *boundary = portal_random_token (24);
  g_autofree char *id = portal_random_token (20);
  g_autofree char *html = write_html (letter);
  g_autofree char *plain = g_strdup_printf ("Dear %s,\n\n%s\n\n%s\n\nSectigo Certificate Manager\n",
                                            letter->name,
                                            letter->text,
                                            letter->link);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out,
                          "From: %s <support@cert-manager.com>\r\nTo: <%s>\r\n"
                          "Subject: %s\r\nDate: %s\r\n"
                          "Message-ID: <%s@cert-manager.com>\r\nMIME-Version: 1.0\r\n"
                          "Content-Type: multipart/alternative; boundary=\"%s\"\r\n\r\n",
                          letter->sender,
                          letter->to,
                          letter->subject,
                          date,
                          id,
                          boundary);
  g_string_append_printf (out, "--%s\r\n", boundary);
  append_part (out, seed, "text/plain", plain);
  g_string_append_printf (out, "\r\n--%s\r\n", boundary);
  append_part (out, seed, "text/html", html);
  g_string_append_printf (out, "\r\n--%s--\r\n", boundary);
  return g_string_free (out, FALSE);
}

static void
deliver_to_maildir (PortalMail *self)
{
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT ".%d_%u.localhost",
                                           g_get_real_time () / G_USEC_PER_SEC,
                                           (int)getpid (),
                                           self->n_sent);
  g_autofree char *draft = g_build_filename (self->maildir, "tmp", name, NULL);
  g_autofree char *target = g_build_filename (self->maildir, "new", name, NULL);
  g_auto (GStrv) lines = g_strsplit (self->last, "\r\n", -1);
  g_autofree char *unix_text = g_strjoinv ("\n", lines);
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents (draft, unix_text, -1, &error))
    g_warning ("cannot deliver: %s", error->message);
  else if (g_rename (draft, target) != 0)
    g_warning ("cannot move the mail to %s", target);
}

static gboolean
converse (GDataInputStream *input,
          GOutputStream *output,
          const char *command,
          GCancellable *cancellable,
          GError **error)
{
  if (command != NULL &&
      !g_output_stream_write_all (output, command, strlen (command), NULL, cancellable, error))
    return FALSE;
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (input, NULL, cancellable, error);

      if (line == NULL || strlen (line) < 3 || line[0] > '3')
        {
          if (error != NULL && *error == NULL)
            g_set_error (error,
                         G_IO_ERROR,
                         G_IO_ERROR_FAILED,
                         "mail server said: %s",
                         line != NULL ? line : "nothing");
          return FALSE;
        }
      if (line[3] != '-')
        return TRUE;
    }
}

static char *
stuff_dots (const char *message)
{
  g_auto (GStrv) lines = g_strsplit (message, "\r\n.", -1);
  g_autofree char *stuffed = g_strjoinv ("\r\n..", lines);

  return g_strconcat (stuffed, ".\r\n", NULL);
}

static void
deliver_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Delivery *delivery = data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GDataInputStream) input = NULL;
  g_autofree char *recipient = g_strdup_printf ("RCPT TO:<%s>\r\n", delivery->to);
  g_autofree char *body = stuff_dots (delivery->message);
  const char *commands[] = {
    NULL,      "EHLO localhost\r\n", "MAIL FROM:<support@cert-manager.com>\r\n",
    recipient, "DATA\r\n",           body,
    "QUIT\r\n"
  };
  GError *error = NULL;

  connection = g_socket_client_connect_to_host (client, delivery->server, 25, cancellable, &error);
  if (connection != NULL)
    input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  for (gsize i = 0; error == NULL && i < G_N_ELEMENTS (commands); i++)
    converse (input,
              g_io_stream_get_output_stream (G_IO_STREAM (connection)),
              commands[i],
              cancellable,
              &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
delivered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PortalMail *self = user_data;
  g_autoptr (GError) error = NULL;

  self->n_pending--;
  if (!g_task_propagate_boolean (G_TASK (result), &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("cannot deliver: %s", error->message);
}

void
portal_mail_send (PortalMail *self, guint seed, const PortalLetter *letter)
{
  g_free (self->last);
  self->last = write_message (seed, letter);
  self->n_sent++;
  if (self->maildir != NULL)
    deliver_to_maildir (self);
  if (self->smtp != NULL)
    {
      g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, delivered_cb, self);
      Delivery *delivery = g_new0 (Delivery, 1);

      delivery->server = g_strdup (self->smtp);
      delivery->to = g_strdup (letter->to);
      delivery->message = g_strdup (self->last);
      g_task_set_task_data (task, delivery, delivery_free);
      self->n_pending++;
      g_task_run_in_thread (task, deliver_in_thread);
    }
}
