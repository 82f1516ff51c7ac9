/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-form.h"
#include "enroll-secret.h"

G_DEFINE_BOXED_TYPE (EnrollForm, enroll_form, enroll_form_ref, enroll_form_unref)

/* clang-format off */
static const char *const role_nicks[ENROLL_N_ROLES] = {
  [ENROLL_ROLE_NONE] = NULL,
  [ENROLL_ROLE_EMAIL] = "email",
  [ENROLL_ROLE_ACCESS_CODE] = "access-code",
  [ENROLL_ROLE_SECRET_ID] = "secret-id",
  [ENROLL_ROLE_REQUEST_CODE] = "request-code",
  [ENROLL_ROLE_ACCOUNT] = "account",
  [ENROLL_ROLE_PROFILE] = "profile",
  [ENROLL_ROLE_TERM] = "term",
  [ENROLL_ROLE_KEY_TYPE] = "key-type",
  [ENROLL_ROLE_KEY_METHOD] = "key-method",
  [ENROLL_ROLE_CSR] = "csr",
  [ENROLL_ROLE_FIRST_NAME] = "first-name",
  [ENROLL_ROLE_MIDDLE_NAME] = "middle-name",
  [ENROLL_ROLE_LAST_NAME] = "last-name",
  [ENROLL_ROLE_FULL_NAME] = "full-name",
  [ENROLL_ROLE_COMMENTS] = "comments",
  [ENROLL_ROLE_PASSWORD] = "password",
  [ENROLL_ROLE_PASSWORD_REPEAT] = "password-repeat",
  [ENROLL_ROLE_PASS_PHRASE] = "pass-phrase",
  [ENROLL_ROLE_PASS_PHRASE_REPEAT] = "pass-phrase-repeat",
  [ENROLL_ROLE_PROTECTION] = "protection",
  [ENROLL_ROLE_TERMS] = "terms",
  [ENROLL_ROLE_SUBMIT] = "submit",
  [ENROLL_ROLE_NEXT] = "next",
  [ENROLL_ROLE_ENROLL] = "enroll",
  [ENROLL_ROLE_DOWNLOAD] = "download",
  [ENROLL_ROLE_REFRESH] = "refresh",
  [ENROLL_ROLE_ACCEPT] = "accept",
  [ENROLL_ROLE_FEDERATED_LOGIN] = "federated-login",
  [ENROLL_ROLE_AWAY] = "away",
};

static const char *const refusal_nicks[ENROLL_N_REFUSALS] = {
  [ENROLL_REFUSAL_NONE] = NULL,
  [ENROLL_REFUSAL_INVITATION_USED] = "invitation-used",
  [ENROLL_REFUSAL_SESSION_EXPIRED] = "session-expired",
  [ENROLL_REFUSAL_CODE] = "code",
  [ENROLL_REFUSAL_LIMIT] = "limit",
  [ENROLL_REFUSAL_DOMAIN] = "domain",
  [ENROLL_REFUSAL_PERSON] = "person",
  [ENROLL_REFUSAL_CA] = "authority",
  [ENROLL_REFUSAL_REQUEST] = "request",
  [ENROLL_REFUSAL_ANSWER] = "answer",
  [ENROLL_REFUSAL_PENDING] = "pending",
  [ENROLL_REFUSAL_UNAVAILABLE] = "unavailable",
  [ENROLL_REFUSAL_FOREIGN_PROGRAM] = "foreign-program",
};
/* clang-format on */

static void
option_free (gpointer data)
{
  EnrollOption *option = data;

  g_free (option->label);
  enroll_wipe_string (option->value);
  g_free (option);
}

static void
field_free (gpointer data)
{
  EnrollField *field = data;

  g_free (field->handle);
  g_free (field->label);
  g_free (field->hint);
  enroll_wipe_string (field->value);
  g_clear_pointer (&field->options, g_ptr_array_unref);
  g_free (field->error);
  g_free (field->document);
  enroll_wipe_string (field->document_uri);
  g_free (field);
}

static void
button_free (gpointer data)
{
  EnrollButton *button = data;

  enroll_wipe_string (button->handle);
  g_free (button->label);
  g_free (button->context);
  g_free (button);
}

/**
 * enroll_form_new:
 * @host: the host that the page came from
 *
 * Returns: (transfer full): an empty form of unknown kind
 */
EnrollForm *
enroll_form_new (const char *host)
{
  EnrollForm *self = g_new0 (EnrollForm, 1);

  g_atomic_ref_count_init (&self->references);
  self->group = ENROLL_NO_GROUP;
  self->host = g_strdup (host);
  self->notices = g_ptr_array_new_with_free_func (g_free);
  self->fields = g_ptr_array_new_with_free_func (field_free);
  self->buttons = g_ptr_array_new_with_free_func (button_free);
  return self;
}

EnrollForm *
enroll_form_ref (EnrollForm *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
enroll_form_unref (EnrollForm *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_free (self->title);
  g_free (self->host);
  enroll_wipe_string (self->text);
  g_ptr_array_unref (self->notices);
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->buttons);
  enroll_wipe_string (self->refresh_uri);
  g_clear_pointer (&self->attachment, g_bytes_unref);
  g_free (self->attachment_type);
  g_free (self);
}

/**
 * enroll_form_add_field:
 * @self: a form that is being read
 * @kind: the field's kind
 * @group: the form of the page that it belongs to
 * @label: (nullable): its accessible name
 *
 * Returns: (transfer none): the new field, to be filled by the reader
 */
EnrollField *
enroll_form_add_field (EnrollForm *self, EnrollFieldKind kind, guint group, const char *label)
{
  EnrollField *field = g_new0 (EnrollField, 1);

  field->kind = kind;
  field->group = group;
  field->label = g_strdup (label != NULL ? label : "");
  field->value = g_strdup ("");
  field->selected = -1;
  field->options = g_ptr_array_new_with_free_func (option_free);
  g_ptr_array_add (self->fields, field);
  return field;
}

EnrollButton *
enroll_form_add_button (EnrollForm *self, guint group, const char *label)
{
  EnrollButton *button = g_new0 (EnrollButton, 1);

  button->group = group;
  button->label = g_strdup (label != NULL ? label : "");
  g_ptr_array_add (self->buttons, button);
  return button;
}

void
enroll_field_add_option (EnrollField *self,
                         const char *label,
                         const char *value,
                         gboolean is_disabled)
{
  EnrollOption *option = g_new0 (EnrollOption, 1);

  option->label = g_strdup (label != NULL ? label : "");
  option->value = g_strdup (value != NULL ? value : "");
  option->is_disabled = is_disabled;
  g_ptr_array_add (self->options, option);
}

/**
 * enroll_form_find_field:
 * @self: a recognised form
 * @role: a field's meaning
 *
 * Returns: (transfer none) (nullable): the first field with @role in the form that matters
 */
EnrollField *
enroll_form_find_field (const EnrollForm *self, EnrollRole role)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      EnrollField *field = g_ptr_array_index (self->fields, i);

      if (field->role == role && field->group == self->group)
        return field;
    }
  return NULL;
}

/**
 * enroll_form_find_button:
 * @self: a recognised form
 * @role: a button's meaning
 *
 * Returns: (transfer none) (nullable): the first button with @role in the form that matters;
 *   if it has none, the first one anywhere on the page
 */
EnrollButton *
enroll_form_find_button (const EnrollForm *self, EnrollRole role)
{
  EnrollButton *elsewhere = NULL;

  for (guint i = 0; i < self->buttons->len; i++)
    {
      EnrollButton *button = g_ptr_array_index (self->buttons, i);

      if (button->role != role)
        continue;
      if (button->group == self->group)
        return button;
      if (elsewhere == NULL)
        elsewhere = button;
    }
  return elsewhere;
}

/**
 * enroll_form_has_same_controls:
 * @self: a form
 * @other: another one
 *
 * Returns: %TRUE if what answers one answers the other: by number, their fields and buttons are the
 *   same
 */
gboolean
enroll_form_has_same_controls (const EnrollForm *self, const EnrollForm *other)
{
  if (self->fields->len != other->fields->len || self->buttons->len != other->buttons->len ||
      g_strcmp0 (self->title, other->title) != 0)
    return FALSE;
  for (guint i = 0; i < self->fields->len; i++)
    {
      const EnrollField *own = g_ptr_array_index (self->fields, i);
      const EnrollField *others = g_ptr_array_index (other->fields, i);

      if (own->kind != others->kind || g_strcmp0 (own->label, others->label) != 0)
        return FALSE;
    }
  for (guint i = 0; i < self->buttons->len; i++)
    {
      const EnrollButton *own = g_ptr_array_index (self->buttons, i);
      const EnrollButton *others = g_ptr_array_index (other->buttons, i);

      if (g_strcmp0 (own->label, others->label) != 0)
        return FALSE;
    }
  return TRUE;
}

const char *
enroll_role_get_nick (EnrollRole role)
{
  g_return_val_if_fail ((guint)role < ENROLL_N_ROLES, NULL);

  return role_nicks[role];
}

gboolean
enroll_role_is_button (EnrollRole role)
{
  return role >= ENROLL_ROLE_SUBMIT;
}

const char *
enroll_refusal_get_nick (EnrollRefusal refusal)
{
  g_return_val_if_fail ((guint)refusal < ENROLL_N_REFUSALS, NULL);

  return refusal_nicks[refusal];
}

/**
 * enroll_form_kind_get_nick:
 * @kind: a kind of form
 *
 * Returns: a word for it, for reports
 */
const char *
enroll_form_kind_get_nick (EnrollFormKind kind)
{
  static const char *const nicks[ENROLL_N_FORM_KINDS] = {
    [ENROLL_FORM_UNKNOWN] = "unknown",
    [ENROLL_FORM_LOGIN] = "login",
    [ENROLL_FORM_MAIL_SENT] = "mail-sent",
    [ENROLL_FORM_LIST] = "list",
    [ENROLL_FORM_ACCESS_CODE] = "access-code",
    [ENROLL_FORM_REQUEST] = "request",
    [ENROLL_FORM_TERMS] = "terms",
    [ENROLL_FORM_WAIT] = "wait",
    [ENROLL_FORM_PROTECT] = "protect",
    [ENROLL_FORM_DOWNLOAD] = "download",
    [ENROLL_FORM_REFUSED] = "refused",
  };

  return kind < ENROLL_N_FORM_KINDS ? nicks[kind] : NULL;
}
