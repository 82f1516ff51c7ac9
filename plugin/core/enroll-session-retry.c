/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-session-private.h"

/* Which step that failed may be run again, so that nothing is asked for twice. */

/* What is wrong may be this computer: its clock, its network, its store. */
static gboolean
may_be_good_later (const GError *error)
{
  return g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_DATES) ||
         g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_CHAIN) ||
         g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_STORE);
}

/**
 * enroll_session_can_retry:
 * @self: a session
 *
 * Returns: %TRUE if the step that failed may be run again: nothing that counts was sent twice
 */
gboolean
enroll_session_can_retry (EnrollSession *self)
{
  EnrollEvent retry;

  g_return_val_if_fail (ENROLL_IS_SESSION (self), FALSE);

  if (self->state != ENROLL_STATE_FAILED || !enroll_flow_get_retry (self->failed_state, &retry))
    return FALSE;
  if (g_error_matches (self->error, ENROLL_ERROR, ENROLL_ERROR_INTERRUPTED))
    return FALSE;
  if (self->failed_state == ENROLL_STATE_DECIDING)
    return g_error_matches (self->error, ENROLL_ERROR, ENROLL_ERROR_UNCERTAIN);
  if (self->failed_state == ENROLL_STATE_CHECKING || self->failed_state == ENROLL_STATE_KEYING)
    return may_be_good_later (self->error);
  if (g_error_matches (self->error, ENROLL_ERROR, ENROLL_ERROR_JOURNAL))
    return TRUE;
  /* What the user did meanwhile is not known. */
  if (self->failed_state == ENROLL_STATE_BROWSING)
    return FALSE;
  /* Nothing was sent if the host was not reached, or not trusted. */
  if (self->failed_state == ENROLL_STATE_SUBMITTING ||
      (self->failed_state == ENROLL_STATE_OPENING && self->link_is_one_use))
    {
      return !enroll_visit_has_sent (self->visit) &&
             (g_error_matches (self->error, ENROLL_ERROR, ENROLL_ERROR_UNREACHABLE) ||
              g_error_matches (self->error, ENROLL_ERROR, ENROLL_ERROR_INSECURE));
    }
  return TRUE;
}

/**
 * enroll_session_retry:
 * @self: a session for which enroll_session_can_retry() holds
 */
void
enroll_session_retry (EnrollSession *self)
{
  EnrollEvent retry;

  g_return_if_fail (enroll_session_can_retry (self));

  /* The user's word that the request is sent, though it may have been sent before. */
  if (g_error_matches (self->error, ENROLL_ERROR, ENROLL_ERROR_UNCERTAIN))
    {
      self->is_uncertain = FALSE;
      self->has_requested = FALSE;
      self->last_submitted = ENROLL_N_FORM_KINDS;
    }
  g_clear_error (&self->error);
  if (!enroll_flow_get_retry (self->failed_state, &retry))
    return;
  if (self->has_other_form)
    {
      self->has_other_form = FALSE;
      self->last_submitted = ENROLL_N_FORM_KINDS;
      retry = ENROLL_EVENT_RETRY_ASK;
    }
  enroll_session_send (self, retry);
}
