/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-policy-private.h"
#include "enroll-text.h"

#include <stdlib.h>

/* Which button of a form goes on: by its role, and among several certificates by what a person
 * reads beside it. */

typedef gboolean (*RowFunc) (const EnrollPolicyInput *input, const char *context);

/* The downloads that stand in a row of a table or in an item of a list. */
static GPtrArray *
find_rows (const EnrollForm *form)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < form->buttons->len; i++)
    {
      EnrollButton *button = g_ptr_array_index (form->buttons, i);

      if (button->role == ENROLL_ROLE_DOWNLOAD && button->context != NULL)
        g_ptr_array_add (rows, button);
    }
  return rows;
}

static gboolean
is_new (const EnrollPolicyInput *input, const char *context)
{
  const GPtrArray *known = input->list_before->buttons;

  for (guint i = 0; i < known->len; i++)
    {
      if (g_strcmp0 (((EnrollButton *)g_ptr_array_index (known, i))->context, context) == 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
names_address (const EnrollPolicyInput *input, const char *context)
{
  g_auto (GStrv) words = g_strsplit_set (context, " \n\t,;:<>()[]\"", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (enroll_address_equal (words[i], input->identity->address))
        return TRUE;
    }
  return FALSE;
}

/* Keeps the rows that fit, if there are any; else all of them.
 *
 * Returns: FALSE if none fits */
static gboolean
keep_fitting (GPtrArray *rows, const EnrollPolicyInput *input, RowFunc fits)
{
  g_autoptr (GPtrArray) fitting = g_ptr_array_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      EnrollButton *button = g_ptr_array_index (rows, i);

      if (fits (input, button->context))
        g_ptr_array_add (fitting, button);
    }
  if (fitting->len == 0)
    return FALSE;
  g_ptr_array_set_size (rows, 0);
  g_ptr_array_extend (rows, fitting, NULL, NULL);
  return TRUE;
}

static int
fetch_number (GMatchInfo *match, const char *name)
{
  g_autofree char *digits = g_match_info_fetch_named (match, name);

  return digits != NULL ? atoi (digits) : 0;
}

/* “2026-03-01”, “3/1/2026” with the month first, “1.3.2026” and “1-3-2026” with the day first. */
static guint32
read_day (GMatchInfo *match)
{
  g_autofree char *separator = g_match_info_fetch_named (match, "separator");
  int year = fetch_number (match, "year");
  int first = fetch_number (match, "first");
  int second = fetch_number (match, "second");
  gboolean month_is_first = g_strcmp0 (separator, "/") == 0 ? first <= 12 : second > 12;
  int month = month_is_first ? first : second;
  int day = month_is_first ? second : first;
  GDate date;

  if (year == 0)
    {
      year = fetch_number (match, "iso_year");
      month = fetch_number (match, "iso_month");
      day = fetch_number (match, "iso_day");
    }
  if (!g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    return 0;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
  return g_date_get_julian (&date);
}

/* The first of the days that a row names is the day of issue, where it also says until when; 0 if
 * it names none. */
static guint32
find_day (const char *context)
{
  g_autoptr (GRegex) pattern =
      g_regex_new ("(?<!\\d)(?:(?<iso_year>\\d{4})-(?<iso_month>\\d{1,2})-(?<iso_day>\\d{1,2})|"
                   "(?<first>\\d{1,2})(?<separator>[./-])(?<second>\\d{1,2})\\k<separator>"
                   "(?<year>\\d{4}))(?!\\d)",
                   0,
                   0,
                   NULL);
  g_autoptr (GMatchInfo) match = NULL;
  guint32 earliest = 0;

  for (g_regex_match (pattern, context, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      guint32 day = read_day (match);

      if (day != 0 && (earliest == 0 || day < earliest))
        earliest = day;
    }
  return earliest;
}

static const EnrollButton *
find_latest (GPtrArray *rows, gboolean *is_only)
{
  const EnrollButton *latest = NULL;
  guint32 latest_day = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const EnrollButton *button = g_ptr_array_index (rows, i);
      guint32 day = find_day (button->context);

      if (latest != NULL && day <= latest_day)
        {
          *is_only = *is_only && day < latest_day;
          continue;
        }
      latest = button;
      latest_day = day;
      *is_only = TRUE;
    }
  return latest;
}

/* The row that was not there before the request; else the one for the address; else the one with
 * the latest day. Where that leaves a doubt, a wrong certificate is found out later if the key was
 * made here, and only then is one tried. */
static const EnrollButton *
choose_row (const EnrollPolicyInput *input, GPtrArray *rows)
{
  gboolean may_try = input->request != NULL;
  gboolean is_only = FALSE;
  const EnrollButton *latest;

  if (input->list_before != NULL && !keep_fitting (rows, input, is_new) && !may_try)
    return NULL;
  keep_fitting (rows, input, names_address);
  latest = find_latest (rows, &is_only);
  return is_only || may_try ? latest : NULL;
}

/* The roles of the button that goes on, best first, per kind of form. */
static const EnrollRole *
get_button_roles (const EnrollPolicyInput *input)
{
  static const EnrollRole go_on[] = { ENROLL_ROLE_SUBMIT, ENROLL_ROLE_ACCEPT,   ENROLL_ROLE_NEXT,
                                      ENROLL_ROLE_ENROLL, ENROLL_ROLE_DOWNLOAD, ENROLL_ROLE_NONE };
  static const EnrollRole enroll[] = { ENROLL_ROLE_ENROLL, ENROLL_ROLE_NONE };
  static const EnrollRole download[] = { ENROLL_ROLE_DOWNLOAD,
                                         ENROLL_ROLE_SUBMIT,
                                         ENROLL_ROLE_NEXT,
                                         ENROLL_ROLE_NONE };

  if (input->form->kind == ENROLL_FORM_LIST)
    return input->has_requested ? download : enroll;
  return input->form->kind == ENROLL_FORM_PROTECT ? download : go_on;
}

/**
 * enroll_policy_choose_button:
 * @input: all that the choice depends on
 *
 * Returns: (transfer none) (nullable): the button that goes on; %NULL if none is known to
 */
const EnrollButton *
enroll_policy_choose_button (const EnrollPolicyInput *input)
{
  const EnrollRole *roles = get_button_roles (input);
  g_autoptr (GPtrArray) rows = find_rows (input->form);
  const EnrollButton *only = NULL;

  for (guint i = 0; roles[i] != ENROLL_ROLE_NONE; i++)
    {
      const EnrollButton *button = enroll_form_find_button (input->form, roles[i]);

      if (roles[i] == ENROLL_ROLE_DOWNLOAD && rows->len > 0)
        return choose_row (input, rows);
      if (button != NULL)
        return button;
    }

  /* A button of unknown name is pressed only where it is the only one that could be meant; never
   * on a list, where it might ask for a second certificate. */
  for (guint i = 0; input->form->kind != ENROLL_FORM_LIST && i < input->form->buttons->len; i++)
    {
      const EnrollButton *button = g_ptr_array_index (input->form->buttons, i);

      if (button->group != input->form->group || button->role != ENROLL_ROLE_NONE)
        continue;
      if (only != NULL)
        return NULL;
      only = button;
    }
  return only;
}
