/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-program.h"
#include "portal-seed.h"
#include "portal-server.h"

#include <glib/gstdio.h>
#include <stdlib.h>

/* The test portal as a program: see README.md. */

typedef struct
{
  char *directory;
  char *maildir;
  char *smtp;
  char *campus;
  char **knobs;
  int seed;
  int port;
  int control_port;
  int ready_fd;
  gboolean until_eof;
} Options;

static gboolean
read_options (Options *options, int *argc, char ***argv, GError **error)
{
  /* Knobs are UTF-8 in every locale. */
  const GOptionEntry entries[] = {
    { "directory", 0, 0, G_OPTION_ARG_FILENAME, &options->directory, "Where the files go", "DIR" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &options->seed, "Seed of the pages", "N" },
    { "maildir", 0, 0, G_OPTION_ARG_FILENAME, &options->maildir, "Deliver mails to", "DIR" },
    { "smtp", 0, 0, G_OPTION_ARG_STRING, &options->smtp, "Deliver mails by", "HOST:PORT" },
    { "campus", 0, 0, G_OPTION_ARG_FILENAME, &options->campus, "Log in with the campus in", "DIR" },
    { "knob", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->knobs, "Set a knob", "KEY=VALUE" },
    { "port", 0, 0, G_OPTION_ARG_INT, &options->port, "Port of the portal", "N" },
    { "control-port", 0, 0, G_OPTION_ARG_INT, &options->control_port, "Port of the control", "N" },
    { "ready-fd", 0, 0, G_OPTION_ARG_INT, &options->ready_fd, "Say ready here", "N" },
    { "until-eof", 0, 0, G_OPTION_ARG_NONE, &options->until_eof, "End with the input", NULL },
    { NULL },
  };
  GOptionContext *context = g_option_context_new (NULL);
  gboolean success = FALSE;

  g_option_context_add_main_entries (context, entries, NULL);
  success = g_option_context_parse (context, argc, argv, error);
  g_option_context_free (context);
  if (success && options->directory == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "--directory is required");
      return FALSE;
    }
  return success;
}

static void
clear_options (Options *options)
{
  g_free (options->directory);
  g_free (options->maildir);
  g_free (options->smtp);
  g_free (options->campus);
  g_strfreev (options->knobs);
}

static gboolean
set_knobs (PortalKnobs *knobs, const Options *options, GError **error)
{
  g_autofree char *seed = g_strdup_printf ("%d", options->seed);

  if (options->seed != 0 && !portal_knobs_set (knobs, "seed", seed, error))
    return FALSE;
  for (guint i = 0; options->knobs != NULL && options->knobs[i] != NULL; i++)
    if (!portal_knobs_assign (knobs, options->knobs[i], error))
      return FALSE;
  return portal_knobs_check (knobs, error);
}

static gboolean
write_ready (Portal *portal, const Options *options, guint port, guint control_port, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *endpoint = g_strconcat (portal->base, PORTAL_ROOT "/", portal->extension, NULL);
  g_autofree char *path = g_build_filename (options->directory, "ready.ini", NULL);

  g_key_file_set_integer (file, "portal", "port", (int)port);
  g_key_file_set_integer (file, "portal", "control-port", (int)control_port);
  g_key_file_set_string (file, "portal", "base", portal->base);
  g_key_file_set_string (file, "portal", "endpoint", endpoint);
  if (!g_key_file_save_to_file (file, path, error))
    return FALSE;
  portal_program_say_ready (options->ready_fd);
  return TRUE;
}

static gboolean
serve (Portal *portal, const Options *options, GError **error)
{
  g_autoptr (GTlsCertificate) certificate =
      portal_authority_make_server_certificate (portal->authority, "127.0.0.1", error);
  g_autoptr (SoupServer) server = NULL;
  g_autoptr (SoupServer) control = NULL;

  if (certificate == NULL)
    return FALSE;
  server = soup_server_new ("tls-certificate", certificate, "server-header", "nginx", NULL);
  control = soup_server_new (NULL, NULL);
  portal_server_add_handlers (server, portal);
  portal_control_add_handlers (control, portal);
  if (!portal_program_listen (server,
                              "127.0.0.1",
                              options->port,
                              SOUP_SERVER_LISTEN_HTTPS,
                              error) ||
      !portal_program_listen (control, "127.0.0.1", options->control_port, 0, error))
    return FALSE;
  portal->base = g_strdup_printf ("https://localhost:%u", portal_program_get_port (server));
  portal->issuer_place =
      g_strdup_printf ("http://127.0.0.1:%u/authorities", portal_program_get_port (control));
  if (options->campus != NULL)
    {
      portal->saml = portal_saml_new (options->directory, options->campus, portal->base, error);
      if (portal->saml == NULL)
        return FALSE;
    }
  if (!write_ready (portal,
                    options,
                    portal_program_get_port (server),
                    portal_program_get_port (control),
                    error))
    return FALSE;
  portal_program_wait_for_end (options->until_eof);
  soup_server_disconnect (server);
  soup_server_disconnect (control);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  return TRUE;
}

static gboolean
run (const Options *options, GError **error)
{
  g_autoptr (PortalKnobs) knobs = portal_knobs_new ();
  g_autoptr (PortalLog) log = portal_log_new ();
  g_autoptr (PortalRegister) people = portal_register_new ();
  g_autoptr (PortalAuthority) authority = NULL;
  g_autoptr (PortalMail) mail = NULL;
  Portal portal = { .knobs = knobs, .log = log, .people = people };
  gboolean success = FALSE;
  guint seed = 0;

  if (!set_knobs (knobs, options, error))
    return FALSE;
  if (g_mkdir_with_parents (options->directory, 0700) != 0)
    g_warning ("cannot make %s", options->directory);
  authority = portal_authority_new (options->directory, error);
  if (authority == NULL)
    return FALSE;
  mail = portal_mail_new (options->maildir, options->smtp);
  seed = portal_knobs_get_number (knobs, "seed");
  portal.authority = authority;
  portal.mail = mail;
  portal.extension = seed == 0 ? g_strdup ("staff") : portal_seed_word (seed, "extension", 20);
  success = serve (&portal, options, error);
  g_clear_pointer (&portal.saml, portal_saml_free);
  g_free (portal.extension);
  g_free (portal.base);
  g_free (portal.issuer_place);
  return success;
}

int
main (int argc, char **argv)
{
  Options options = { .ready_fd = -1 };
  g_autoptr (GError) error = NULL;

  if (!read_options (&options, &argc, &argv, &error) || !run (&options, &error))
    g_printerr ("enroll-test-portal: %s\n", error->message);
  clear_options (&options);
  return error == NULL ? EXIT_SUCCESS : EXIT_FAILURE;
}
