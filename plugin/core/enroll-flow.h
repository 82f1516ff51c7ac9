/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * EnrollState:
 * @ENROLL_STATE_READY: nothing was sent; the user looks at the first page
 * @ENROLL_STATE_RESUMING: a visit that was interrupted is taken up where it was
 * @ENROLL_STATE_OPENING: the invitation is being opened
 * @ENROLL_STATE_DECIDING: what can be answered on the portal's form without the user?
 * @ENROLL_STATE_ASKING: the user answers what is left
 * @ENROLL_STATE_KEYING: key and request are being made
 * @ENROLL_STATE_SUBMITTING: answers are on their way
 * @ENROLL_STATE_BROWSING: the user answers the portal's own page, until one comes that is known
 * @ENROLL_STATE_CONFIRMING: a mail with a link is on its way to the user
 * @ENROLL_STATE_WAITING: the authority makes the certificate
 * @ENROLL_STATE_CHECKING: the credential is read and checked
 * @ENROLL_STATE_ASKING_PASSWORD: the user says the password that a file was protected with
 * @ENROLL_STATE_INSTALLING: it goes into the store
 * @ENROLL_STATE_ASKING_TRUST: the user decides about an unknown root
 * @ENROLL_STATE_TRUSTING: that root is being trusted for mail
 * @ENROLL_STATE_BINDING: the account is set up
 * @ENROLL_STATE_PROVING: a signature is tried
 * @ENROLL_STATE_DONE: the end
 * @ENROLL_STATE_FAILED: a trouble that the user reads
 * @ENROLL_STATE_CANCELLED: the user left
 */
typedef enum
{
  ENROLL_STATE_READY,
  ENROLL_STATE_RESUMING,
  ENROLL_STATE_OPENING,
  ENROLL_STATE_DECIDING,
  ENROLL_STATE_ASKING,
  ENROLL_STATE_KEYING,
  ENROLL_STATE_SUBMITTING,
  ENROLL_STATE_BROWSING,
  ENROLL_STATE_CONFIRMING,
  ENROLL_STATE_WAITING,
  ENROLL_STATE_CHECKING,
  ENROLL_STATE_ASKING_PASSWORD,
  ENROLL_STATE_INSTALLING,
  ENROLL_STATE_ASKING_TRUST,
  ENROLL_STATE_TRUSTING,
  ENROLL_STATE_BINDING,
  ENROLL_STATE_PROVING,
  ENROLL_STATE_DONE,
  ENROLL_STATE_FAILED,
  ENROLL_STATE_CANCELLED,
  ENROLL_N_STATES
} EnrollState;

/**
 * EnrollEvent:
 *
 * What happened. The FORM events are the kinds of the form that the visit yielded, in the order
 * of #EnrollFormKind; see enroll_flow_event_of_form().
 */
typedef enum
{
  ENROLL_EVENT_FORM_UNKNOWN,
  ENROLL_EVENT_FORM_LOGIN,
  ENROLL_EVENT_FORM_MAIL_SENT,
  ENROLL_EVENT_FORM_LIST,
  ENROLL_EVENT_FORM_ACCESS_CODE,
  ENROLL_EVENT_FORM_REQUEST,
  ENROLL_EVENT_FORM_TERMS,
  ENROLL_EVENT_FORM_WAIT,
  ENROLL_EVENT_FORM_PROTECT,
  ENROLL_EVENT_FORM_DOWNLOAD,
  ENROLL_EVENT_FORM_REFUSED,
  ENROLL_EVENT_START,
  ENROLL_EVENT_RESUME_VISIT,
  ENROLL_EVENT_RESUME_CHECK,
  ENROLL_EVENT_LIST_WANTED,
  ENROLL_EVENT_ANSWERS_MISSING,
  ENROLL_EVENT_REQUEST_NEEDED,
  ENROLL_EVENT_ANSWERS_COMPLETE,
  ENROLL_EVENT_HAND_NEEDED,
  ENROLL_EVENT_USER_ANSWERED,
  ENROLL_EVENT_REQUEST_READY,
  ENROLL_EVENT_LINK_ARRIVED,
  ENROLL_EVENT_CREDENTIAL_GOOD,
  ENROLL_EVENT_PASSWORD_NEEDED,
  ENROLL_EVENT_INSTALLED,
  ENROLL_EVENT_ROOT_UNKNOWN,
  ENROLL_EVENT_TRUST_GRANTED,
  ENROLL_EVENT_TRUST_REFUSED,
  ENROLL_EVENT_TRUSTED,
  ENROLL_EVENT_BOUND,
  ENROLL_EVENT_PROVED,
  ENROLL_EVENT_FAILED,
  ENROLL_EVENT_RETRY_RESUME,
  ENROLL_EVENT_RETRY_ASK,
  ENROLL_EVENT_RETRY_OPEN,
  ENROLL_EVENT_RETRY_SUBMIT,
  ENROLL_EVENT_RETRY_WAIT,
  ENROLL_EVENT_RETRY_CHECK,
  ENROLL_EVENT_RETRY_INSTALL,
  ENROLL_EVENT_RETRY_BIND,
  ENROLL_EVENT_RETRY_PROVE,
  ENROLL_EVENT_CANCEL,
  ENROLL_N_EVENTS
} EnrollEvent;

/**
 * EnrollEffect:
 *
 * What the session has to do on entering a state. It depends on the state alone, so a state that
 * was left by a crash is continued by running its effect again.
 */
typedef enum
{
  ENROLL_EFFECT_NONE,
  ENROLL_EFFECT_RESUME,
  ENROLL_EFFECT_OPEN,
  ENROLL_EFFECT_DECIDE,
  ENROLL_EFFECT_MAKE_REQUEST,
  ENROLL_EFFECT_SUBMIT,
  ENROLL_EFFECT_WATCH,
  ENROLL_EFFECT_WATCH_INBOX,
  ENROLL_EFFECT_WAIT,
  ENROLL_EFFECT_CHECK,
  ENROLL_EFFECT_INSTALL,
  ENROLL_EFFECT_TRUST,
  ENROLL_EFFECT_BIND,
  ENROLL_EFFECT_PROVE,
  ENROLL_EFFECT_STOP,
  ENROLL_N_EFFECTS
} EnrollEffect;

#define ENROLL_TYPE_STATE (enroll_state_get_type ())

GType enroll_state_get_type (void);

gboolean enroll_flow_step (EnrollState state, EnrollEvent event, EnrollState *next);
EnrollEffect enroll_flow_get_effect (EnrollState state);
gboolean enroll_flow_is_final (EnrollState state);
gboolean enroll_flow_is_recorded (EnrollState state);
gboolean enroll_flow_get_retry (EnrollState failed, EnrollEvent *retry);
EnrollEvent enroll_flow_event_of_form (int form_kind);

G_END_DECLS
