/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-identity.h"
#include "enroll-portal.h"
#include "enroll-question.h"
#include "enroll-settings.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EnrollPolicyInput:
 * @form: a recognised form
 * @portal: its vocabulary
 * @identity: whom the certificate is for
 * @settings: what the administrator has set
 * @request: (nullable): the PKCS#10 request, if it was made already
 * @password: invented for portals that demand one
 * @pass_phrase: invented for portals that demand one for later revocation
 * @list_before: (nullable): the list of certificates as it was before one was asked for
 * @has_requested: the certificate was asked for already
 * @accepted_terms: (nullable) (element-type utf8 utf8): the set of terms that the user has accepted,
 *   see enroll_policy_dup_terms()
 * @was_rejected: the same form was answered before and came back
 *
 * All that the answers of a form depend on.
 */
typedef struct
{
  EnrollForm *form;
  const EnrollPortal *portal;
  const EnrollIdentity *identity;
  const EnrollSettings *settings;
  const char *request;
  EnrollSecret *password;
  EnrollSecret *pass_phrase;
  const EnrollForm *list_before;
  gboolean has_requested;
  GHashTable *accepted_terms;
  gboolean was_rejected;
} EnrollPolicyInput;

/**
 * EnrollDecision:
 * @label: what was decided, in the portal's label
 * @value: how
 *
 * Something that was answered without the user, or that the portal fixed; shown, not asked.
 */
typedef struct
{
  char *label;
  char *value;
} EnrollDecision;

/**
 * EnrollPlan:
 * @answers: what the program answers by itself, and the button to press
 * @questions: (element-type EnrollQuestion): what the user has to answer
 * @decisions: (element-type EnrollDecision): what was decided without the user
 * @needs_request: the form wants a PKCS#10 request that is not made yet
 * @needs_hand: the user has to finish the page; @answers may lack a button then
 * @asks_certificate: pressing the button asks for the certificate
 * @key_bits: size of the key to make
 */
typedef struct
{
  EnrollAnswers *answers;
  GPtrArray *questions;
  GPtrArray *decisions;
  gboolean needs_request;
  gboolean needs_hand;
  gboolean asks_certificate;
  guint key_bits;
} EnrollPlan;

char *enroll_policy_dup_terms (const EnrollField *field);
EnrollPlan *enroll_policy_plan (const EnrollPolicyInput *input, GError **error);
void enroll_plan_free (EnrollPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollPlan, enroll_plan_free)

G_END_DECLS
