/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-flow.h"
#include "enroll-form.h"

/* The whole flow, as data. Nothing here runs anything. */

#define STATE(name) ENROLL_STATE_##name
#define EVENT(name) ENROLL_EVENT_##name

typedef struct
{
  EnrollState state;
  EnrollEvent event;
  EnrollState next;
} Edge;

/* clang-format off */
G_DEFINE_ENUM_TYPE (EnrollState,
                    enroll_state,
                    G_DEFINE_ENUM_VALUE (ENROLL_STATE_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (ENROLL_STATE_RESUMING, "resuming"),
                    G_DEFINE_ENUM_VALUE (ENROLL_STATE_OPENING, "opening"),
                    G_DEFINE_ENUM_VALUE (ENROLL_STATE_DECIDING, "deciding"),
                    G_DEFINE_ENUM_VALUE (ENROLL_STATE_ASKING, "asking"),
                    G_DEFINE_ENUM_VALUE (ENROLL_STATE_KEYING, "keying"),
                    G_DEFINE_ENUM_VALUE (ENROLL_STATE_SUBMITTING, "submitting"),
                    G_DEFINE_ENUM_VALUE (ENROLL_STATE_BROWSING, "browsing"),
                    G_DEFINE_ENUM_VALUE (ENROLL_STATE_CONFIRMING, "confirming"),
                    G_DEFINE_ENUM_VALUE (ENROLL_STATE_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (ENROLL_STATE_CHECKING, "checking"),
                    G_DEFINE_ENUM_VALUE (ENROLL_STATE_ASKING_PASSWORD, "asking-password"),
                    G_DEFINE_ENUM_VALUE (ENROLL_STATE_INSTALLING, "installing"),
                    G_DEFINE_ENUM_VALUE (ENROLL_STATE_ASKING_TRUST, "asking-trust"),
                    G_DEFINE_ENUM_VALUE (ENROLL_STATE_TRUSTING, "trusting"),
                    G_DEFINE_ENUM_VALUE (ENROLL_STATE_BINDING, "binding"),
                    G_DEFINE_ENUM_VALUE (ENROLL_STATE_PROVING, "proving"),
                    G_DEFINE_ENUM_VALUE (ENROLL_STATE_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (ENROLL_STATE_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (ENROLL_STATE_CANCELLED, "cancelled"))

/* What a page of the portal leads to, from any of the states that wait for one. */
static const EnrollState after_form[ENROLL_N_FORM_KINDS] = {
  [ENROLL_FORM_UNKNOWN]     = STATE (BROWSING),
  [ENROLL_FORM_LOGIN]       = STATE (DECIDING),
  [ENROLL_FORM_MAIL_SENT]   = STATE (CONFIRMING),
  [ENROLL_FORM_LIST]        = STATE (DECIDING),
  [ENROLL_FORM_ACCESS_CODE] = STATE (DECIDING),
  [ENROLL_FORM_REQUEST]     = STATE (DECIDING),
  [ENROLL_FORM_TERMS]       = STATE (DECIDING),
  [ENROLL_FORM_WAIT]        = STATE (WAITING),
  [ENROLL_FORM_PROTECT]     = STATE (DECIDING),
  [ENROLL_FORM_DOWNLOAD]    = STATE (CHECKING),
  [ENROLL_FORM_REFUSED]     = STATE (FAILED),
};

static const Edge edges[] = {
  { STATE (READY),        EVENT (START),            STATE (OPENING) },
  { STATE (READY),        EVENT (RESUME_VISIT),     STATE (RESUMING) },
  { STATE (READY),        EVENT (RESUME_CHECK),     STATE (CHECKING) },
  { STATE (RESUMING),     EVENT (LIST_WANTED),      STATE (OPENING) },
  { STATE (WAITING),      EVENT (LIST_WANTED),      STATE (OPENING) },
  { STATE (DECIDING),     EVENT (LIST_WANTED),      STATE (OPENING) },
  { STATE (CHECKING),     EVENT (LIST_WANTED),      STATE (OPENING) },
  { STATE (DECIDING),     EVENT (ANSWERS_MISSING),  STATE (ASKING) },
  { STATE (DECIDING),     EVENT (REQUEST_NEEDED),   STATE (KEYING) },
  { STATE (DECIDING),     EVENT (ANSWERS_COMPLETE), STATE (SUBMITTING) },
  { STATE (DECIDING),     EVENT (HAND_NEEDED),      STATE (BROWSING) },
  { STATE (ASKING),       EVENT (USER_ANSWERED),    STATE (DECIDING) },
  { STATE (KEYING),       EVENT (REQUEST_READY),    STATE (DECIDING) },
  { STATE (CONFIRMING),   EVENT (LINK_ARRIVED),     STATE (OPENING) },
  { STATE (CHECKING),     EVENT (CREDENTIAL_GOOD),  STATE (INSTALLING) },
  { STATE (CHECKING),     EVENT (PASSWORD_NEEDED),  STATE (ASKING_PASSWORD) },
  { STATE (ASKING_PASSWORD), EVENT (USER_ANSWERED), STATE (CHECKING) },
  { STATE (INSTALLING),   EVENT (INSTALLED),        STATE (BINDING) },
  { STATE (INSTALLING),   EVENT (ROOT_UNKNOWN),     STATE (ASKING_TRUST) },
  { STATE (ASKING_TRUST), EVENT (TRUST_GRANTED),    STATE (TRUSTING) },
  { STATE (ASKING_TRUST), EVENT (TRUST_REFUSED),    STATE (BINDING) },
  { STATE (TRUSTING),     EVENT (TRUSTED),          STATE (BINDING) },
  { STATE (BINDING),      EVENT (BOUND),            STATE (PROVING) },
  { STATE (PROVING),      EVENT (PROVED),           STATE (DONE) },

  { STATE (RESUMING),     EVENT (FAILED),           STATE (FAILED) },
  { STATE (OPENING),      EVENT (FAILED),           STATE (FAILED) },
  { STATE (DECIDING),     EVENT (FAILED),           STATE (FAILED) },
  { STATE (KEYING),       EVENT (FAILED),           STATE (FAILED) },
  { STATE (SUBMITTING),   EVENT (FAILED),           STATE (FAILED) },
  { STATE (BROWSING),     EVENT (FAILED),           STATE (FAILED) },
  { STATE (WAITING),      EVENT (FAILED),           STATE (FAILED) },
  { STATE (CHECKING),     EVENT (FAILED),           STATE (FAILED) },
  { STATE (INSTALLING),   EVENT (FAILED),           STATE (FAILED) },
  { STATE (TRUSTING),     EVENT (FAILED),           STATE (FAILED) },
  { STATE (BINDING),      EVENT (FAILED),           STATE (FAILED) },
  { STATE (PROVING),      EVENT (FAILED),           STATE (FAILED) },

  { STATE (FAILED),       EVENT (RETRY_RESUME),     STATE (RESUMING) },
  { STATE (FAILED),       EVENT (RETRY_ASK),        STATE (DECIDING) },
  { STATE (FAILED),       EVENT (RETRY_OPEN),       STATE (OPENING) },
  { STATE (FAILED),       EVENT (RETRY_SUBMIT),     STATE (SUBMITTING) },
  { STATE (FAILED),       EVENT (RETRY_WAIT),       STATE (WAITING) },
  { STATE (FAILED),       EVENT (RETRY_CHECK),      STATE (CHECKING) },
  { STATE (FAILED),       EVENT (RETRY_INSTALL),    STATE (INSTALLING) },
  { STATE (FAILED),       EVENT (RETRY_BIND),       STATE (BINDING) },
  { STATE (FAILED),       EVENT (RETRY_PROVE),      STATE (PROVING) },
};

static const EnrollEffect effects[ENROLL_N_STATES] = {
  [ENROLL_STATE_READY]        = ENROLL_EFFECT_NONE,
  [ENROLL_STATE_RESUMING]     = ENROLL_EFFECT_RESUME,
  [ENROLL_STATE_OPENING]      = ENROLL_EFFECT_OPEN,
  [ENROLL_STATE_DECIDING]     = ENROLL_EFFECT_DECIDE,
  [ENROLL_STATE_ASKING]       = ENROLL_EFFECT_NONE,
  [ENROLL_STATE_KEYING]       = ENROLL_EFFECT_MAKE_REQUEST,
  [ENROLL_STATE_SUBMITTING]   = ENROLL_EFFECT_SUBMIT,
  [ENROLL_STATE_BROWSING]     = ENROLL_EFFECT_WATCH,
  [ENROLL_STATE_CONFIRMING]   = ENROLL_EFFECT_WATCH_INBOX,
  [ENROLL_STATE_WAITING]      = ENROLL_EFFECT_WAIT,
  [ENROLL_STATE_CHECKING]     = ENROLL_EFFECT_CHECK,
  [ENROLL_STATE_ASKING_PASSWORD] = ENROLL_EFFECT_NONE,
  [ENROLL_STATE_INSTALLING]   = ENROLL_EFFECT_INSTALL,
  [ENROLL_STATE_ASKING_TRUST] = ENROLL_EFFECT_NONE,
  [ENROLL_STATE_TRUSTING]     = ENROLL_EFFECT_TRUST,
  [ENROLL_STATE_BINDING]      = ENROLL_EFFECT_BIND,
  [ENROLL_STATE_PROVING]      = ENROLL_EFFECT_PROVE,
  [ENROLL_STATE_DONE]         = ENROLL_EFFECT_STOP,
  [ENROLL_STATE_FAILED]       = ENROLL_EFFECT_NONE,
  [ENROLL_STATE_CANCELLED]    = ENROLL_EFFECT_STOP,
};

/* Failures after which the same step may be run again without asking twice for anything: one more
 * look, what happens on this machine; and what was never sent, which the session has to know. What
 * is asked for again although it may have been asked for already is by the user's word alone. */
static const struct
{
  EnrollState failed;
  EnrollEvent retry;
} retries[] = {
  { STATE (RESUMING),   EVENT (RETRY_RESUME) },
  { STATE (DECIDING),   EVENT (RETRY_ASK) },
  { STATE (KEYING),     EVENT (RETRY_ASK) },
  { STATE (OPENING),    EVENT (RETRY_OPEN) },
  { STATE (SUBMITTING), EVENT (RETRY_SUBMIT) },
  { STATE (BROWSING),   EVENT (RETRY_ASK) },
  { STATE (WAITING),    EVENT (RETRY_WAIT) },
  { STATE (CHECKING),   EVENT (RETRY_CHECK) },
  { STATE (INSTALLING), EVENT (RETRY_INSTALL) },
  { STATE (TRUSTING),   EVENT (RETRY_INSTALL) },
  { STATE (BINDING),    EVENT (RETRY_BIND) },
  { STATE (PROVING),    EVENT (RETRY_PROVE) },
};
/* clang-format on */

static gboolean
waits_for_form (EnrollState state)
{
  return state == ENROLL_STATE_RESUMING || state == ENROLL_STATE_OPENING ||
         state == ENROLL_STATE_SUBMITTING || state == ENROLL_STATE_BROWSING ||
         state == ENROLL_STATE_WAITING;
}

/**
 * enroll_flow_step:
 * @state: where the enrollment is
 * @event: what happened
 * @next: (out): where it is now
 *
 * The flow: a pure function over one table.
 *
 * Returns: %FALSE if @event has no place in @state; @next is then @state
 */
gboolean
enroll_flow_step (EnrollState state, EnrollEvent event, EnrollState *next)
{
  g_return_val_if_fail ((guint)state < ENROLL_N_STATES, FALSE);
  g_return_val_if_fail ((guint)event < ENROLL_N_EVENTS, FALSE);

  *next = state;
  if (event == ENROLL_EVENT_CANCEL)
    {
      if (!enroll_flow_is_final (state))
        *next = ENROLL_STATE_CANCELLED;
      return !enroll_flow_is_final (state);
    }

  if (event <= ENROLL_EVENT_FORM_REFUSED)
    {
      if (!waits_for_form (state))
        return FALSE;
      *next = after_form[event];
      return TRUE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      if (edges[i].state == state && edges[i].event == event)
        {
          *next = edges[i].next;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * enroll_flow_get_effect:
 * @state: a state just entered
 *
 * Returns: what is to be done now
 */
EnrollEffect
enroll_flow_get_effect (EnrollState state)
{
  g_return_val_if_fail ((guint)state < ENROLL_N_STATES, ENROLL_EFFECT_NONE);

  return effects[state];
}

gboolean
enroll_flow_is_final (EnrollState state)
{
  return state == ENROLL_STATE_DONE || state == ENROLL_STATE_CANCELLED;
}

/**
 * enroll_flow_is_recorded:
 * @state: a state just entered
 *
 * Returns: %TRUE if the journal must know of @state before its effect happens. What is not recorded
 *   follows from the state before it, or changes nothing outside this program. From the moment that
 *   the file is there everything is done again from the file, and every step of it may be repeated
 */
gboolean
enroll_flow_is_recorded (EnrollState state)
{
  switch (state)
    {
    case ENROLL_STATE_OPENING:
    case ENROLL_STATE_ASKING:
    case ENROLL_STATE_SUBMITTING:
    case ENROLL_STATE_BROWSING:
    case ENROLL_STATE_CONFIRMING:
    case ENROLL_STATE_WAITING:
    case ENROLL_STATE_CHECKING:
    case ENROLL_STATE_DONE:
    case ENROLL_STATE_CANCELLED:
      return TRUE;
    case ENROLL_STATE_READY:
    case ENROLL_STATE_RESUMING:
    case ENROLL_STATE_DECIDING:
    case ENROLL_STATE_KEYING:
    case ENROLL_STATE_ASKING_PASSWORD:
    case ENROLL_STATE_INSTALLING:
    case ENROLL_STATE_ASKING_TRUST:
    case ENROLL_STATE_TRUSTING:
    case ENROLL_STATE_BINDING:
    case ENROLL_STATE_PROVING:
    case ENROLL_STATE_FAILED:
    case ENROLL_N_STATES:
      return FALSE;
    }
  return FALSE;
}

/**
 * enroll_flow_get_retry:
 * @failed: the state whose effect failed
 * @retry: (out): the event that runs it again
 *
 * Returns: %FALSE if the step must not be repeated. Where a step sends something, the caller has to
 *   make sure that nothing was sent: see enroll_session_can_retry()
 */
gboolean
enroll_flow_get_retry (EnrollState failed, EnrollEvent *retry)
{
  for (guint i = 0; i < G_N_ELEMENTS (retries); i++)
    {
      if (retries[i].failed == failed)
        {
          *retry = retries[i].retry;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * enroll_flow_event_of_form:
 * @form_kind: an #EnrollFormKind
 *
 * Returns: the event that a form of this kind is
 */
EnrollEvent
enroll_flow_event_of_form (int form_kind)
{
  G_STATIC_ASSERT ((int)ENROLL_EVENT_FORM_REFUSED == (int)ENROLL_FORM_REFUSED);
  G_STATIC_ASSERT ((int)ENROLL_EVENT_FORM_WAIT == (int)ENROLL_FORM_WAIT);

  g_return_val_if_fail (form_kind >= 0 && form_kind < ENROLL_N_FORM_KINDS,
                        ENROLL_EVENT_FORM_UNKNOWN);

  return (EnrollEvent)form_kind;
}
