/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "campus-saml.h"
#include "campus-server.h"

#include "portal-authority.h"
#include "portal-program.h"

#include <stdlib.h>

/* The campus as a program, beside the portal: see README.md. */

#define DISCOVERY_ADDRESS "127.0.0.2"
#define IDP_ADDRESS "127.0.0.3"
#define CONTROL_ADDRESS "127.0.0.1"

typedef struct
{
  char *directory;
  char *authority;
  char **settings;
  int discovery_port;
  int idp_port;
  int control_port;
  int ready_fd;
  gboolean until_eof;
} Options;

static gboolean
read_options (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "directory", 0, 0, G_OPTION_ARG_FILENAME, &options->directory, "Where the files go", "DIR" },
    { "authority", 0, 0, G_OPTION_ARG_FILENAME, &options->authority, "Of the portal", "DIR" },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->settings, "Set a setting", "KEY=VALUE" },
    { "discovery-port", 0, 0, G_OPTION_ARG_INT, &options->discovery_port, "Its port", "N" },
    { "idp-port", 0, 0, G_OPTION_ARG_INT, &options->idp_port, "Its port", "N" },
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
  if (success && (options->directory == NULL || options->authority == NULL))
    {
      g_set_error (error,
                   G_OPTION_ERROR,
                   G_OPTION_ERROR_FAILED,
                   "--directory and --authority are required");
      return FALSE;
    }
  return success;
}

static void
clear_options (Options *options)
{
  g_free (options->directory);
  g_free (options->authority);
  g_strfreev (options->settings);
}

/* The portal reads this, too. It is written anew when a setting changes.
 *
 * @control_port: 0 for the one that stands there
 */
gboolean
campus_write_ready (Campus *campus, guint control_port, GError **error)
{
  static const char *const keys[] = { "user", "password", "secret" };
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = g_build_filename (campus->directory, "ready.ini", NULL);
  g_autofree char *discovery = g_strconcat (campus->discovery, "/ds", NULL);

  if (control_port == 0 && !g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, error))
    return FALSE;
  if (control_port != 0)
    g_key_file_set_integer (file, "campus", "control-port", (int)control_port);
  g_key_file_set_string (file, "campus", "discovery", discovery);
  g_key_file_set_string (file, "campus", "idp", campus->idp);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    g_key_file_set_string (file,
                           "campus",
                           keys[i],
                           campus_settings_get (campus->settings, keys[i]));
  return g_key_file_save_to_file (file, path, error);
}

/* Returns: a server that listens, with a certificate of its own */
static SoupServer *
start_server (PortalAuthority *authority, const char *host, int port, GError **error)
{
  g_autoptr (GTlsCertificate) certificate =
      portal_authority_make_server_certificate (authority, host, error);
  g_autoptr (SoupServer) server = NULL;

  if (certificate == NULL)
    return NULL;
  server = soup_server_new ("tls-certificate", certificate, "server-header", "Jetty", NULL);
  if (!portal_program_listen (server, host, port, SOUP_SERVER_LISTEN_HTTPS, error))
    return NULL;
  return g_steal_pointer (&server);
}

static gboolean
serve (Campus *campus, const Options *options, GError **error)
{
  g_autoptr (PortalAuthority) authority = portal_authority_new (options->authority, error);
  g_autoptr (SoupServer) discovery = NULL;
  g_autoptr (SoupServer) idp = NULL;
  g_autoptr (SoupServer) control = soup_server_new (NULL, NULL);

  if (authority == NULL)
    return FALSE;
  discovery = start_server (authority, DISCOVERY_ADDRESS, options->discovery_port, error);
  if (discovery == NULL)
    return FALSE;
  idp = start_server (authority, IDP_ADDRESS, options->idp_port, error);
  if (idp == NULL ||
      !portal_program_listen (control, CONTROL_ADDRESS, options->control_port, 0, error))
    return FALSE;
  campus->discovery =
      g_strdup_printf ("https://" DISCOVERY_ADDRESS ":%u", portal_program_get_port (discovery));
  campus->idp = g_strdup_printf ("https://" IDP_ADDRESS ":%u", portal_program_get_port (idp));
  campus_discovery_add_handlers (discovery, campus);
  campus_idp_add_handlers (idp, campus);
  campus_control_add_handlers (control, campus);
  if (!campus_saml_prepare (campus, error) ||
      !campus_write_ready (campus, portal_program_get_port (control), error))
    return FALSE;
  portal_program_say_ready (options->ready_fd);
  portal_program_wait_for_end (options->until_eof);
  soup_server_disconnect (discovery);
  soup_server_disconnect (idp);
  soup_server_disconnect (control);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  return TRUE;
}

static gboolean
run (const Options *options, GError **error)
{
  g_autoptr (CampusSettings) settings = campus_settings_new ();
  g_autoptr (PortalLog) log = portal_log_new ();
  g_autoptr (GHashTable) sessions =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, campus_session_free);
  g_autoptr (GHashTable) executions =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, campus_execution_free);
  Campus campus = { .settings = settings,
                    .log = log,
                    .sessions = sessions,
                    .executions = executions,
                    .directory = options->directory };
  gboolean success = FALSE;

  for (guint i = 0; options->settings != NULL && options->settings[i] != NULL; i++)
    if (!campus_settings_assign (settings, options->settings[i], error))
      return FALSE;
  if (g_mkdir_with_parents (options->directory, 0700) != 0 ||
      g_mkdir_with_parents (options->authority, 0700) != 0)
    g_warning ("cannot make %s", options->directory);
  success = serve (&campus, options, error);
  g_free (campus.discovery);
  g_free (campus.idp);
  return success;
}

int
main (int argc, char **argv)
{
  Options options = { .ready_fd = -1 };
  g_autoptr (GError) error = NULL;

  if (!read_options (&options, &argc, &argv, &error) || !run (&options, &error))
    g_printerr ("enroll-test-campus: %s\n", error->message);
  clear_options (&options);
  return error == NULL ? EXIT_SUCCESS : EXIT_FAILURE;
}
