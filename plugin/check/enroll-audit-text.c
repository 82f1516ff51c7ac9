/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-audit.h"
#include "enroll-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The audit as text, for a terminal. */

static const char *const origins[ENROLL_N_ORIGINS] = {
  /* Translators: these four say who has set a value: the program itself, a file, the administrator
   * of the computer, or its user. */
  [ENROLL_ORIGIN_DEFAULT] = N_ ("default"),
  [ENROLL_ORIGIN_OVERRIDE] = N_ ("override"),
  [ENROLL_ORIGIN_SYSTEM] = N_ ("system"),
  [ENROLL_ORIGIN_USER] = N_ ("user"),
};

static void print_line (const char *indent, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* What a portal says may hold what a terminal obeys. */
static void
print_line (const char *indent, const char *format, ...)
{
  g_autofree char *line = NULL;
  g_autofree char *disarmed = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  disarmed = enroll_text_disarm (line, strlen (line));
  g_print ("%s%s\n", indent, disarmed);
}

static void
print_remarks (const GPtrArray *remarks, const char *indent)
{
  for (guint i = 0; i < remarks->len; i++)
    {
      const EnrollRemark *remark = g_ptr_array_index (remarks, i);

      print_line (indent, remark->is_problem ? _ ("WRONG: %s") : _ ("Note: %s"), remark->text);
    }
}

static void
print_key (const EnrollAuditKey *key)
{
  const char *value = key->value;
  const char *file = key->override_file != NULL ? key->override_file : "";
  g_autofree char *origin =
      g_strjoin (file[0] != '\0' ? " " : "", _ (origins[key->origin]), file, NULL);

  if (value == NULL)
    value = key->is_set ? _ ("(set, not shown)") : _ ("(not set)");
  g_print ("  %-20s %s\n", key->key, value);
  if (key->origin != ENROLL_ORIGIN_DEFAULT || key->is_locked)
    {
      print_line (
          "                         ",
          /* Translators: %s is one of “default”, “override”, “system”, and “user”, and may be
                   * followed by the name of a file. */
          key->is_locked ? _ ("from: %s, locked") : _ ("from: %s"),
          origin);
    }
  print_remarks (key->remarks, "      ");
}

static void
print_portal (const EnrollAudit *self)
{
  g_print ("\n%s\n", _ ("Portal file"));
  if (self->portal != NULL)
    {
      g_autofree char *hosts = g_strjoinv (", ", (char **)enroll_portal_get_hosts (self->portal));
      const char *status_page = enroll_portal_get_status_page (self->portal);

      print_line ("  ",
                  "%s: %s",
                  enroll_portal_get_file (self->portal),
                  enroll_portal_get_name (self->portal));
      print_line ("  ", _ ("Hosts: %s"), hosts);
      /* Translators: of a certificate service: the page that says whether it is up. */
      print_line ("  ", _ ("Status page: %s"), status_page != NULL ? status_page : "–");
    }
  print_remarks (self->remarks, "  ");
}

static void
print_plan (const EnrollPlan *plan)
{
  for (guint i = 0; i < plan->questions->len; i++)
    {
      EnrollQuestion *question = g_ptr_array_index (plan->questions, i);

      print_line ("  ",
                  enroll_question_is_agreed (question)
                      /* Translators: %s is a check box with the terms of a certificate service. */
                      ? _ ("Asked: %s (agreed by the organization)")
                      /* Translators: %s is what the user is asked for, in the words of the form. */
                      : _ ("Asked: %s"),
                  enroll_question_get_label (question));
    }
  for (guint i = 0; i < plan->decisions->len; i++)
    {
      const EnrollDecision *decision = g_ptr_array_index (plan->decisions, i);

      /* Translators: a field of the form, and what the assistant fills in. */
      print_line ("  ", _ ("Not asked: %s: %s"), decision->label, decision->value);
    }
  if (plan->questions->len == 0)
    print_line ("  ", "%s", _ ("Nothing is asked on this form."));
}

static void
print_endpoint (const EnrollAudit *self)
{
  if (self->n_requests == 0)
    {
      print_line ("  ", "%s", _ ("The endpoint was not opened."));
    }
  else
    {
      print_line ("  ", _ ("The endpoint was opened; requests sent: %u."), self->n_requests);
    }
  if (self->form != NULL)
    {
      print_line (
          "  ",
          /* Translators: a host, one of a few fixed words such as “request”, and the title of
                   * the page. */
          _ ("Page of %s, kind “%s”: %s"),
          self->form->host,
          enroll_form_kind_get_nick (self->form->kind),
          self->form->title != NULL ? self->form->title : "");
    }
  if (self->plan != NULL)
    print_plan (self->plan);
  print_remarks (self->endpoint_remarks, "  ");
}

/**
 * enroll_audit_print:
 * @self: what was found
 *
 * Prints it for people, in their language.
 */
void
enroll_audit_print (const EnrollAudit *self)
{
  guint n_problems = enroll_audit_count_problems (self);

  /* Translators: %s is the name of the schema. */
  print_line ("", _ ("Settings (%s)"), ENROLL_SCHEMA);
  for (guint i = 0; i < self->keys->len; i++)
    print_key (g_ptr_array_index (self->keys, i));
  print_portal (self);

  g_print ("\n");
  /* Translators: %s is an e-mail address. */
  print_line ("",
              _ ("What the assistant shows without an invitation, to %s"),
              self->identity->address);
  print_endpoint (self);

  g_print ("\n");
  if (n_problems > 0)
    {
      print_line ("", _ ("Problems: %u"), n_problems);
    }
  else
    {
      print_line ("", "%s", _ ("All is well."));
    }
}
