/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"
#include "directories.h"

#include "enroll-agreement.h"
#include "enroll-audit.h"
#include "enroll-text.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

/* evolution-smime-enrollment-check: tells an administrator what the settings mean on this computer
 * and whether they work. Changes nothing and sends nothing but one request for the endpoint. */

typedef struct
{
  gboolean is_json;
  gboolean is_offline;
  gboolean is_version;
  char *address;
  char *terms;
} Options;

static gboolean
read_options (Options *options, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->is_json, N_ ("Print JSON"), NULL },
    { "offline",
      0,
      0,
      G_OPTION_ARG_NONE,
      &options->is_offline,
      N_ ("Do not open the endpoint"),
      NULL },
    { "address",
      0,
      0,
      G_OPTION_ARG_STRING,
      &options->address,
      N_ ("Plan the form for this mail address; nothing is sent in its name"),
      N_ ("ADDRESS") },
    { "terms",
      0,
      0,
      G_OPTION_ARG_FILENAME,
      &options->terms,
      N_ ("Print what agreed-terms is for the text in this file, and do nothing else"),
      N_ ("FILE") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->is_version, N_ ("Print the version"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (
      context,
      _ ("Checks the settings of S/MIME certificates for GNOME Evolution."));
  g_option_context_set_description (context,
                                    _ ("Exit status: 0 if all is well, 1 if something is wrong."));
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return FALSE;
    }
  if (*argc > 1)
    {
      g_printerr (_ ("“%s” is not an option. A link cannot be given: the program opens the "
                     "endpoint of the settings and nothing else."),
                  (*argv)[1]);
      g_printerr ("\n");
      return FALSE;
    }
  return TRUE;
}

/* Terms that stand behind an invitation, where this program does not go, come from whoever has one. */
static int
print_agreement (const char *file)
{
  g_autofree char *name = g_filename_display_name (file);
  g_autofree char *bytes = NULL;
  g_autofree char *text = NULL;
  g_autofree char *entry = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!g_file_get_contents (file, &bytes, &length, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  text = g_utf8_validate (bytes, (gssize)length, NULL) ? enroll_text_collapse (bytes) : NULL;
  if (text == NULL || text[0] == '\0')
    {
      g_printerr (_ ("“%s” has no text in UTF-8."), name);
      g_printerr ("\n");
      return 1;
    }
  entry = enroll_agreement_dup_digest (text);
  g_print ("agreed-terms=['%s']\n", entry);
  return 0;
}

typedef struct
{
  EnrollAudit *audit;
  GMainLoop *loop;
} Visit;

static void
visited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Visit *visit = user_data;

  enroll_audit_visit_finish (visit->audit, result);
  g_main_loop_quit (visit->loop);
}

static void
visit_endpoint (EnrollAudit *audit)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Visit visit = { audit, loop };

  enroll_audit_visit_async (audit, visited_cb, &visit);
  g_main_loop_run (loop);
}

/* What the configuration tells the log is part of the report. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  return (level & G_LOG_LEVEL_MESSAGE) != 0
             ? G_LOG_WRITER_HANDLED
             : g_log_writer_default (level, fields, n_fields, user_data);
}

int
main (int argc, char **argv)
{
  Options options = { FALSE };
  g_autofree char *program_file = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *address = NULL;
  g_autofree char *terms = NULL;
  g_autoptr (EnrollConfiguration) configuration = NULL;
  g_autoptr (EnrollAudit) audit = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, ENROLL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_log_set_writer_func (write_log, NULL, NULL);
  if (!read_options (&options, &argc, &argv))
    return 1;
  address = options.address;
  terms = options.terms;
  if (options.is_version)
    {
      g_print ("%s %s\n", GETTEXT_PACKAGE, PACKAGE_VERSION);
      return 0;
    }
  if (terms != NULL)
    return print_agreement (terms);

  configuration = enroll_configuration_new (program_file);
  audit = enroll_audit_new (configuration, address);
  if (!options.is_offline)
    visit_endpoint (audit);
  if (options.is_json)
    {
      enroll_audit_print_json (audit);
    }
  else
    {
      enroll_audit_print (audit);
    }
  return enroll_audit_count_problems (audit) == 0 ? 0 : 1;
}
