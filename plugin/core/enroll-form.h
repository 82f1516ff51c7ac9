/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * EnrollRole:
 *
 * The meaning of a field or button, whatever the portal calls it. The nicks (in
 * enroll_role_get_nick()) are the keys of the vocabulary in a portal file.
 */
typedef enum
{
  ENROLL_ROLE_NONE,
  /* fields */
  ENROLL_ROLE_EMAIL,
  ENROLL_ROLE_ACCESS_CODE,
  ENROLL_ROLE_SECRET_ID,
  ENROLL_ROLE_REQUEST_CODE,
  ENROLL_ROLE_ACCOUNT,
  ENROLL_ROLE_PROFILE,
  ENROLL_ROLE_TERM,
  ENROLL_ROLE_KEY_TYPE,
  ENROLL_ROLE_KEY_METHOD,
  ENROLL_ROLE_CSR,
  ENROLL_ROLE_FIRST_NAME,
  ENROLL_ROLE_MIDDLE_NAME,
  ENROLL_ROLE_LAST_NAME,
  ENROLL_ROLE_FULL_NAME,
  ENROLL_ROLE_COMMENTS,
  ENROLL_ROLE_PASSWORD,
  ENROLL_ROLE_PASSWORD_REPEAT,
  ENROLL_ROLE_PASS_PHRASE,
  ENROLL_ROLE_PASS_PHRASE_REPEAT,
  ENROLL_ROLE_PROTECTION,
  ENROLL_ROLE_TERMS,
  /* buttons */
  ENROLL_ROLE_SUBMIT,
  ENROLL_ROLE_NEXT,
  ENROLL_ROLE_ENROLL,
  ENROLL_ROLE_DOWNLOAD,
  ENROLL_ROLE_REFRESH,
  ENROLL_ROLE_ACCEPT,
  ENROLL_ROLE_FEDERATED_LOGIN,
  ENROLL_ROLE_AWAY,
  ENROLL_N_ROLES
} EnrollRole;

/**
 * EnrollFormKind:
 * @ENROLL_FORM_UNKNOWN: nothing that this program knows
 * @ENROLL_FORM_LOGIN: who are you: address, perhaps with a secret ID
 * @ENROLL_FORM_MAIL_SENT: a mail with a link is on its way
 * @ENROLL_FORM_LIST: the person's certificates
 * @ENROLL_FORM_ACCESS_CODE: authorisation by a shared code or a choice of accounts
 * @ENROLL_FORM_REQUEST: the enrollment form itself
 * @ENROLL_FORM_TERMS: only terms to accept
 * @ENROLL_FORM_WAIT: please wait
 * @ENROLL_FORM_PROTECT: protect and download, or only download
 * @ENROLL_FORM_DOWNLOAD: not a page but the file itself
 * @ENROLL_FORM_REFUSED: the portal says no, see #EnrollRefusal
 */
typedef enum
{
  ENROLL_FORM_UNKNOWN,
  ENROLL_FORM_LOGIN,
  ENROLL_FORM_MAIL_SENT,
  ENROLL_FORM_LIST,
  ENROLL_FORM_ACCESS_CODE,
  ENROLL_FORM_REQUEST,
  ENROLL_FORM_TERMS,
  ENROLL_FORM_WAIT,
  ENROLL_FORM_PROTECT,
  ENROLL_FORM_DOWNLOAD,
  ENROLL_FORM_REFUSED,
  ENROLL_N_FORM_KINDS
} EnrollFormKind;

/**
 * EnrollRefusal:
 *
 * Why the portal says no. The nicks (in enroll_refusal_get_nick()) are keys of a portal file.
 */
typedef enum
{
  ENROLL_REFUSAL_NONE,
  ENROLL_REFUSAL_INVITATION_USED,
  ENROLL_REFUSAL_SESSION_EXPIRED,
  ENROLL_REFUSAL_CODE,
  ENROLL_REFUSAL_LIMIT,
  ENROLL_REFUSAL_DOMAIN,
  ENROLL_REFUSAL_PERSON,
  ENROLL_REFUSAL_CA,
  ENROLL_REFUSAL_REQUEST,
  ENROLL_REFUSAL_ANSWER,
  ENROLL_REFUSAL_PENDING,
  ENROLL_REFUSAL_UNAVAILABLE,
  ENROLL_REFUSAL_FOREIGN_PROGRAM,
  ENROLL_N_REFUSALS
} EnrollRefusal;

typedef enum
{
  ENROLL_FIELD_TEXT,
  ENROLL_FIELD_PASSWORD,
  ENROLL_FIELD_MULTILINE,
  ENROLL_FIELD_CHECK,
  ENROLL_FIELD_CHOICE,
  ENROLL_FIELD_HIDDEN,
} EnrollFieldKind;

typedef struct
{
  char *label;
  char *value;
  gboolean is_disabled;
} EnrollOption;

/**
 * EnrollField:
 * @kind: what can be done with it
 * @role: its meaning, set by enroll_form_recognize()
 * @group: which form of the page it belongs to
 * @handle: how the visit finds it again; nobody else looks at it
 * @label: its accessible name
 * @hint: other text about it: placeholder, title, description
 * @value: what it holds now: text, or for a check box what it stands for
 * @options: (element-type EnrollOption): of a choice
 * @selected: index of the chosen option, or -1
 * @is_checked: of a check box
 * @is_required: the page insists on an answer
 * @is_fixed: shown, not to be changed
 * @error: (nullable): the page's complaint about it
 * @document: (nullable): full text of terms that belong to it
 * @document_uri: (nullable): where that text can be had
 */
typedef struct
{
  EnrollFieldKind kind;
  EnrollRole role;
  guint group;
  char *handle;
  char *label;
  char *hint;
  char *value;
  GPtrArray *options;
  int selected;
  gboolean is_checked;
  gboolean is_required;
  gboolean is_fixed;
  char *error;
  char *document;
  char *document_uri;
} EnrollField;

/**
 * EnrollButton:
 * @role: its meaning
 * @group: the form it sends; %ENROLL_NO_GROUP for a link
 * @handle: how the visit finds it again; for a link, where it leads
 * @label: its accessible name
 * @context: (nullable): text of the table row or list item it stands in
 */
typedef struct
{
  EnrollRole role;
  guint group;
  char *handle;
  char *label;
  char *context;
} EnrollButton;

#define ENROLL_NO_GROUP G_MAXUINT

#define ENROLL_TYPE_FORM (enroll_form_get_type ())

typedef struct _EnrollForm EnrollForm;

/**
 * EnrollForm:
 * @kind: what the page is, set by enroll_form_recognize()
 * @refusal: why the portal says no
 * @group: the form of the page that matters
 * @title: (nullable): main heading
 * @host: the host that it came from
 * @text: (nullable): all visible text, collapsed
 * @notices: (element-type utf8): alerts and error messages of the page, collapsed
 * @fields: (element-type EnrollField)
 * @buttons: (element-type EnrollButton)
 * @refreshes: the page reloads itself
 * @refresh_ms: after how long
 * @refresh_uri: (nullable): from where
 * @needs_script: it was read from HTML, and without the page's script it cannot be answered
 * @attachment: (nullable): a file that came instead of a page
 * @attachment_type: (nullable): its media type
 *
 * What the portal asks right now, the same whether it was read from HTML or from a live page.
 * Filled by one reader, then recognised once, then only read.
 */
struct _EnrollForm
{
  gatomicrefcount references;
  EnrollFormKind kind;
  EnrollRefusal refusal;
  guint group;
  char *title;
  char *host;
  char *text;
  GPtrArray *notices;
  GPtrArray *fields;
  GPtrArray *buttons;
  gboolean refreshes;
  guint refresh_ms;
  char *refresh_uri;
  gboolean needs_script;
  GBytes *attachment;
  char *attachment_type;
};

GType enroll_form_get_type (void);

EnrollForm *enroll_form_new (const char *host);
EnrollForm *enroll_form_ref (EnrollForm *self);
void enroll_form_unref (EnrollForm *self);

EnrollField *enroll_form_add_field (EnrollForm *self,
                                    EnrollFieldKind kind,
                                    guint group,
                                    const char *label);
EnrollButton *enroll_form_add_button (EnrollForm *self, guint group, const char *label);
void enroll_field_add_option (EnrollField *self,
                              const char *label,
                              const char *value,
                              gboolean is_disabled);

EnrollField *enroll_form_find_field (const EnrollForm *self, EnrollRole role);
EnrollButton *enroll_form_find_button (const EnrollForm *self, EnrollRole role);
gboolean enroll_form_has_same_controls (const EnrollForm *self, const EnrollForm *other);

const char *enroll_role_get_nick (EnrollRole role);
gboolean enroll_role_is_button (EnrollRole role);
const char *enroll_form_kind_get_nick (EnrollFormKind kind);
const char *enroll_refusal_get_nick (EnrollRefusal refusal);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollForm, enroll_form_unref)

G_END_DECLS
