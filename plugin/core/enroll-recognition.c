/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-recognition.h"
#include "enroll-text.h"

#include <string.h>

/* Gives fields and buttons their roles and the page its kind, by what it says and how it behaves:
 * labels, kinds of controls, notices. Markup never reaches this file. */

#define MAX_LINES 10000                    /* of a page, more than any has that is read by people */
#define MAX_TERMS ((gsize)4 * 1024 * 1024) /* of one page */

static EnrollRole
find_field_role (const EnrollPortal *portal, const EnrollField *field)
{
  EnrollRole role = enroll_portal_find_field_role (portal, field->label);

  if (role == ENROLL_ROLE_NONE && field->hint != NULL)
    role = enroll_portal_find_field_role (portal, field->hint);
  /* A box that says no more than “I agree”, be it on the page or made of a button before. */
  if (role == ENROLL_ROLE_NONE && field->kind == ENROLL_FIELD_CHECK &&
      enroll_portal_find_button_role (portal, field->label) == ENROLL_ROLE_ACCEPT)
    role = ENROLL_ROLE_TERMS;
  return role;
}

/* What only a control of one kind can be. A text that agrees with the terms is no terms. */
static gboolean
kind_fits_role (EnrollFieldKind kind, EnrollRole role)
{
  if (role == ENROLL_ROLE_TERMS)
    return kind == ENROLL_FIELD_CHECK;
  if (role == ENROLL_ROLE_CSR)
    return kind == ENROLL_FIELD_MULTILINE || kind == ENROLL_FIELD_TEXT;
  if (role == ENROLL_ROLE_PROTECTION || role == ENROLL_ROLE_KEY_METHOD)
    return kind == ENROLL_FIELD_CHOICE;
  return kind != ENROLL_FIELD_CHECK && kind != ENROLL_FIELD_HIDDEN;
}

/* On a form about a certificate even passwords of unknown name are those of its file. */
static gboolean
is_about_certificate (const EnrollForm *form, guint group)
{
  for (guint i = 0; i < form->fields->len; i++)
    {
      const EnrollField *field = g_ptr_array_index (form->fields, i);

      if (field->group == group &&
          (field->role == ENROLL_ROLE_PROTECTION || field->role == ENROLL_ROLE_KEY_TYPE ||
           field->role == ENROLL_ROLE_PROFILE || field->role == ENROLL_ROLE_TERM))
        return TRUE;
    }
  return FALSE;
}

/* Two password fields in a row are a password and its repetition, whatever they are called. */
static void
pair_passwords (EnrollForm *form)
{
  for (guint i = 0; i + 1 < form->fields->len; i++)
    {
      EnrollField *first = g_ptr_array_index (form->fields, i);
      EnrollField *second = g_ptr_array_index (form->fields, i + 1);

      if (first->kind != ENROLL_FIELD_PASSWORD || second->kind != ENROLL_FIELD_PASSWORD ||
          first->group != second->group)
        continue;
      if (first->role == ENROLL_ROLE_PASSWORD &&
          (second->role == ENROLL_ROLE_PASSWORD || second->role == ENROLL_ROLE_NONE))
        {
          second->role = ENROLL_ROLE_PASSWORD_REPEAT;
        }
      else if (first->role == ENROLL_ROLE_PASS_PHRASE && second->role == first->role)
        {
          second->role = ENROLL_ROLE_PASS_PHRASE_REPEAT;
        }
      else if (first->role == ENROLL_ROLE_NONE && second->role == ENROLL_ROLE_PASSWORD_REPEAT)
        {
          first->role = ENROLL_ROLE_PASSWORD;
        }
      else if (first->role == ENROLL_ROLE_NONE && second->role == ENROLL_ROLE_NONE &&
               is_about_certificate (form, first->group))
        {
          first->role = ENROLL_ROLE_PASSWORD;
          second->role = ENROLL_ROLE_PASSWORD_REPEAT;
        }
    }
}

/* Nothing but who somebody is. */
static gboolean
asks_only_who (const EnrollForm *form, const EnrollField *password)
{
  gboolean asks = FALSE;

  for (guint i = 0; i < form->fields->len; i++)
    {
      const EnrollField *field = g_ptr_array_index (form->fields, i);

      if (field == password || field->group != password->group)
        continue;
      if (field->role != ENROLL_ROLE_NONE && field->role != ENROLL_ROLE_EMAIL)
        return FALSE;
      asks = asks || field->kind == ENROLL_FIELD_TEXT;
    }
  return asks;
}

/* Who somebody is and one password is a login, of the campus or of the mail. The password of a file
 * stands alone, beside what belongs to a certificate, or twice. */
static void
leave_logins (EnrollForm *form)
{
  for (guint i = 0; i < form->fields->len; i++)
    {
      EnrollField *field = g_ptr_array_index (form->fields, i);

      if (field->role == ENROLL_ROLE_PASSWORD && asks_only_who (form, field))
        field->role = ENROLL_ROLE_NONE;
    }
}

/* A password that is none of those that are invented here is the user's, to be typed into the page
 * and nowhere else. */
static gboolean
wants_own_password (const EnrollForm *form)
{
  for (guint i = 0; i < form->fields->len; i++)
    {
      const EnrollField *field = g_ptr_array_index (form->fields, i);

      if (field->group == form->group && field->role == ENROLL_ROLE_NONE && !field->is_fixed &&
          field->kind == ENROLL_FIELD_PASSWORD)
        return TRUE;
    }
  return FALSE;
}

/* Terms without a text of their own are those in a read-only text beside them. Of many boxes with
 * one text not each gets a copy. */
static void
find_terms_text (EnrollForm *form)
{
  const EnrollField *text = NULL;
  gsize n_bytes = 0;

  for (guint i = 0; i < form->fields->len && text == NULL; i++)
    {
      const EnrollField *field = g_ptr_array_index (form->fields, i);

      if (field->kind == ENROLL_FIELD_MULTILINE && field->is_fixed && strlen (field->value) > 40)
        text = field;
    }
  for (guint i = 0; i < form->fields->len && text != NULL && n_bytes < MAX_TERMS; i++)
    {
      EnrollField *field = g_ptr_array_index (form->fields, i);

      if (field->role == ENROLL_ROLE_TERMS && field->group == text->group &&
          field->document == NULL && field->document_uri == NULL)
        {
          field->document = g_strdup (text->value);
          n_bytes += strlen (field->document);
        }
    }
}

static void
assign_roles (EnrollForm *form, const EnrollPortal *portal)
{
  for (guint i = 0; i < form->fields->len; i++)
    {
      EnrollField *field = g_ptr_array_index (form->fields, i);

      field->role = find_field_role (portal, field);
      if (!kind_fits_role (field->kind, field->role))
        field->role = ENROLL_ROLE_NONE;
    }
  pair_passwords (form);
  leave_logins (form);
  find_terms_text (form);

  for (guint i = 0; i < form->buttons->len; i++)
    {
      EnrollButton *button = g_ptr_array_index (form->buttons, i);

      button->role = enroll_portal_find_button_role (portal, button->label);
    }
}

static guint
count_known (const EnrollForm *form, guint group)
{
  guint n = 0;

  for (guint i = 0; i < form->fields->len; i++)
    {
      const EnrollField *field = g_ptr_array_index (form->fields, i);

      n += field->group == group && field->role != ENROLL_ROLE_NONE ? 2 : 0;
    }
  for (guint i = 0; i < form->buttons->len; i++)
    {
      const EnrollButton *button = g_ptr_array_index (form->buttons, i);

      n += button->group == group && button->role != ENROLL_ROLE_NONE &&
                   button->role != ENROLL_ROLE_AWAY
               ? 1
               : 0;
    }
  return n;
}

/* The form that matters is the one with most that is known; a search box or a language chooser
 * has nothing that is known. */
static void
choose_group (EnrollForm *form)
{
  guint best = 0;

  form->group = ENROLL_NO_GROUP;
  for (guint i = 0; i < form->fields->len + form->buttons->len; i++)
    {
      guint group =
          i < form->fields->len
              ? ((EnrollField *)g_ptr_array_index (form->fields, i))->group
              : ((EnrollButton *)g_ptr_array_index (form->buttons, i - form->fields->len))->group;
      guint n = group != ENROLL_NO_GROUP ? count_known (form, group) : 0;

      if (n > best)
        {
          best = n;
          form->group = group;
        }
    }
}

static gboolean
has_field (const EnrollForm *form, EnrollRole role)
{
  return enroll_form_find_field (form, role) != NULL;
}

static gboolean
has_button (const EnrollForm *form, EnrollRole role)
{
  return enroll_form_find_button (form, role) != NULL;
}

static gboolean
is_request (const EnrollForm *form)
{
  static const EnrollRole signs[] = {
    ENROLL_ROLE_CSR,       ENROLL_ROLE_PROFILE,      ENROLL_ROLE_TERM,
    ENROLL_ROLE_KEY_TYPE,  ENROLL_ROLE_KEY_METHOD,   ENROLL_ROLE_FIRST_NAME,
    ENROLL_ROLE_LAST_NAME, ENROLL_ROLE_REQUEST_CODE, ENROLL_ROLE_PASS_PHRASE,
    ENROLL_ROLE_FULL_NAME,
  };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      if (has_field (form, signs[i]))
        return TRUE;
    }
  return FALSE;
}

/* Nothing to fill in, and a button that accepts what stands there. */
static gboolean
is_terms_dialog (const EnrollForm *form)
{
  for (guint i = 0; i < form->fields->len; i++)
    {
      const EnrollField *field = g_ptr_array_index (form->fields, i);

      if (field->group == form->group && field->kind != ENROLL_FIELD_HIDDEN)
        return FALSE;
    }
  return has_button (form, ENROLL_ROLE_ACCEPT);
}

/* Forms that want an answer, by what they ask for. */
static EnrollFormKind
find_asking_kind (const EnrollForm *form)
{
  if (form->group == ENROLL_NO_GROUP || wants_own_password (form))
    return ENROLL_FORM_UNKNOWN;
  if (is_request (form))
    return ENROLL_FORM_REQUEST;
  if (has_field (form, ENROLL_ROLE_PROTECTION) || has_field (form, ENROLL_ROLE_PASSWORD))
    return has_field (form, ENROLL_ROLE_TERMS) ? ENROLL_FORM_REQUEST : ENROLL_FORM_PROTECT;
  if (has_field (form, ENROLL_ROLE_SECRET_ID))
    return ENROLL_FORM_LOGIN;
  if (has_field (form, ENROLL_ROLE_ACCESS_CODE) || has_field (form, ENROLL_ROLE_ACCOUNT))
    return ENROLL_FORM_ACCESS_CODE;
  if (has_field (form, ENROLL_ROLE_EMAIL))
    return ENROLL_FORM_LOGIN;
  if (has_field (form, ENROLL_ROLE_TERMS) || is_terms_dialog (form))
    return ENROLL_FORM_TERMS;
  return ENROLL_FORM_UNKNOWN;
}

/* Another system's program is a refusal only where there is no other way: that is told from the
 * whole page, see wants_foreign_program(). */
static EnrollRefusal
find_refusal_in_text (const EnrollPortal *portal, const char *text)
{
  EnrollRefusal refusal = enroll_portal_find_refusal (portal, text);

  return refusal != ENROLL_REFUSAL_FOREIGN_PROGRAM ? refusal : ENROLL_REFUSAL_NONE;
}

/* Only marked notices count on a page that asks; the whole text counts on a page that does not. */
static EnrollRefusal
find_refusal (const EnrollForm *form, const EnrollPortal *portal, gboolean with_text)
{
  EnrollRefusal refusal = ENROLL_REFUSAL_NONE;

  for (guint i = 0; i < form->notices->len && refusal == ENROLL_REFUSAL_NONE; i++)
    refusal = find_refusal_in_text (portal, g_ptr_array_index (form->notices, i));
  if (refusal == ENROLL_REFUSAL_NONE && with_text && form->title != NULL)
    refusal = find_refusal_in_text (portal, form->title);
  if (refusal == ENROLL_REFUSAL_NONE && with_text && form->text != NULL)
    refusal = find_refusal_in_text (portal, form->text);
  return refusal;
}

/* Complaints that the user can answer on the same form; all others end the enrollment. That a
 * person is not known may be a secret with a typing error. */
static gboolean
is_answerable (const EnrollForm *form, EnrollFormKind kind)
{
  if (form->refusal == ENROLL_REFUSAL_CODE)
    {
      return kind == ENROLL_FORM_ACCESS_CODE || kind == ENROLL_FORM_LOGIN ||
             kind == ENROLL_FORM_REQUEST;
    }
  if (form->refusal == ENROLL_REFUSAL_PERSON)
    return has_field (form, ENROLL_ROLE_SECRET_ID);
  return form->refusal == ENROLL_REFUSAL_NONE || form->refusal == ENROLL_REFUSAL_ANSWER;
}

/* A complaint about an answer, on a page whose questions are not known but are still there. */
static gboolean
may_be_answered_by_hand (const EnrollForm *form)
{
  if (form->refusal != ENROLL_REFUSAL_CODE && form->refusal != ENROLL_REFUSAL_ANSWER)
    return FALSE;
  for (guint i = 0; i < form->fields->len; i++)
    {
      const EnrollField *field = g_ptr_array_index (form->fields, i);

      if (field->kind != ENROLL_FIELD_HIDDEN && !field->is_fixed)
        return TRUE;
    }
  return FALSE;
}

static gboolean
names_foreign_program (const EnrollPortal *portal, const char *text)
{
  return text != NULL &&
         enroll_portal_find_refusal (portal, text) == ENROLL_REFUSAL_FOREIGN_PROGRAM;
}

/* The key is to be made by a program that is not there, and the page takes none of ours. */
static gboolean
wants_foreign_program (const EnrollForm *form, const EnrollPortal *portal, EnrollFormKind kind)
{
  if (kind != ENROLL_FORM_UNKNOWN && kind != ENROLL_FORM_REQUEST)
    return FALSE;
  if (has_field (form, ENROLL_ROLE_CSR) || has_field (form, ENROLL_ROLE_KEY_METHOD) ||
      has_field (form, ENROLL_ROLE_PASSWORD))
    return FALSE;
  for (guint i = 0; i < form->notices->len; i++)
    {
      if (names_foreign_program (portal, g_ptr_array_index (form->notices, i)))
        return TRUE;
    }
  return names_foreign_program (portal, form->text);
}

static EnrollFormKind
find_offering_kind (const EnrollForm *form)
{
  if (has_button (form, ENROLL_ROLE_ENROLL))
    return ENROLL_FORM_LIST;
  if (has_button (form, ENROLL_ROLE_DOWNLOAD))
    return ENROLL_FORM_PROTECT;
  return ENROLL_FORM_UNKNOWN;
}

static EnrollFormKind
find_kind (EnrollForm *form, const EnrollPortal *portal)
{
  EnrollFormKind kind = find_asking_kind (form);
  const char *text = form->text != NULL ? form->text : "";
  gboolean asks = kind != ENROLL_FORM_UNKNOWN;

  if (wants_foreign_program (form, portal, kind))
    {
      form->refusal = ENROLL_REFUSAL_FOREIGN_PROGRAM;
      return ENROLL_FORM_REFUSED;
    }
  form->refusal = find_refusal (form, portal, FALSE);
  if (asks)
    return is_answerable (form, kind) ? kind : ENROLL_FORM_REFUSED;
  if (form->refusal == ENROLL_REFUSAL_PENDING)
    return ENROLL_FORM_WAIT;
  if (form->refusal != ENROLL_REFUSAL_NONE)
    return may_be_answered_by_hand (form) ? ENROLL_FORM_UNKNOWN : ENROLL_FORM_REFUSED;

  kind = find_offering_kind (form);
  if (kind != ENROLL_FORM_UNKNOWN)
    return kind;
  if (enroll_portal_says (portal, ENROLL_SIGN_MAIL_SENT, text))
    return ENROLL_FORM_MAIL_SENT;
  if (enroll_portal_says (portal, ENROLL_SIGN_WAIT, text) || form->refreshes)
    return ENROLL_FORM_WAIT;

  form->refusal = find_refusal (form, portal, TRUE);
  if (form->refusal == ENROLL_REFUSAL_PENDING)
    return ENROLL_FORM_WAIT;
  return form->refusal == ENROLL_REFUSAL_NONE || may_be_answered_by_hand (form)
             ? ENROLL_FORM_UNKNOWN
             : ENROLL_FORM_REFUSED;
}

/* Terms that are accepted by pressing a button are asked like terms with a box to tick. */
static void
add_terms_field (EnrollForm *form)
{
  const EnrollButton *button = enroll_form_find_button (form, ENROLL_ROLE_ACCEPT);
  EnrollField *field = enroll_form_add_field (form, ENROLL_FIELD_CHECK, form->group, button->label);

  field->role = ENROLL_ROLE_TERMS;
  field->is_required = TRUE;
  field->document = g_strdup (form->text);
}

/**
 * enroll_form_recognize:
 * @form: a form just read, from HTML or from a live page
 * @portal: the vocabulary
 *
 * Sets the roles of fields and buttons, the group that matters, the kind and the refusal.
 */
void
enroll_form_recognize (EnrollForm *form, const EnrollPortal *portal)
{
  g_return_if_fail (form != NULL);
  g_return_if_fail (portal != NULL);

  if (form->attachment != NULL)
    {
      form->kind = ENROLL_FORM_DOWNLOAD;
      return;
    }

  assign_roles (form, portal);
  choose_group (form);
  form->kind = find_kind (form, portal);
  if (form->kind == ENROLL_FORM_TERMS && !has_field (form, ENROLL_ROLE_TERMS))
    add_terms_field (form);
}

/**
 * enroll_form_forgive:
 * @form: a recognised form whose complaint says nothing about its answers
 *
 * Takes it for what it would be without the complaint.
 *
 * Returns: %FALSE if there is nothing else on it
 */
gboolean
enroll_form_forgive (EnrollForm *form)
{
  EnrollFormKind kind;

  g_return_val_if_fail (form != NULL, FALSE);

  kind = find_asking_kind (form);
  if (kind == ENROLL_FORM_UNKNOWN)
    kind = find_offering_kind (form);
  if (kind == ENROLL_FORM_UNKNOWN)
    return FALSE;
  form->kind = kind;
  form->refusal = ENROLL_REFUSAL_NONE;
  if (kind == ENROLL_FORM_TERMS && !has_field (form, ENROLL_ROLE_TERMS))
    add_terms_field (form);
  return TRUE;
}

/**
 * enroll_form_note_news:
 * @form: a recognised form that came instead of a next one
 * @previous: the same form as it was before it was sent
 * @portal: the vocabulary
 *
 * A portal that shows a form again says why, often without marking the text as an alert. What it
 * says now and did not say before is its complaint: it becomes a notice, and the form is
 * recognised again.
 */
void
enroll_form_note_news (EnrollForm *form, const EnrollForm *previous, const EnrollPortal *portal)
{
  g_autoptr (GHashTable) known = g_hash_table_new (enroll_text_hash, g_str_equal);
  g_auto (GStrv) old_lines = NULL;
  g_auto (GStrv) lines = NULL;

  if (form->notices->len > 0 || form->text == NULL || previous->text == NULL)
    return;

  old_lines = g_strsplit (previous->text, "\n", MAX_LINES);
  for (guint i = 0; old_lines[i] != NULL; i++)
    g_hash_table_add (known, old_lines[i]);
  lines = g_strsplit (form->text, "\n", MAX_LINES);
  for (guint i = 0; lines[i] != NULL && form->notices->len < 3; i++)
    {
      if (!g_hash_table_contains (known, lines[i]) && strlen (lines[i]) < 300)
        g_ptr_array_add (form->notices, g_strdup (lines[i]));
    }
  enroll_form_recognize (form, portal);
}

/**
 * enroll_form_dup_limit:
 * @form: a recognised form
 * @portal: the vocabulary
 *
 * A portal may show a list or a form to a person who cannot get one more certificate, and say so
 * beside it without marking it as an alert. Asked for it would refuse, or revoke an older one.
 *
 * Returns: (transfer full) (nullable): the line that says that the limit is reached
 */
char *
enroll_form_dup_limit (const EnrollForm *form, const EnrollPortal *portal)
{
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (form != NULL, NULL);
  g_return_val_if_fail (portal != NULL, NULL);

  if (form->text == NULL)
    return NULL;
  lines = g_strsplit (form->text, "\n", MAX_LINES);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (enroll_portal_find_refusal (portal, lines[i]) == ENROLL_REFUSAL_LIMIT)
        return g_strdup (lines[i]);
    }
  return NULL;
}
