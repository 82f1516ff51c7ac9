/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-policy-private.h"

/* Who makes the key, as far as a form tells before it is sent. */

static gboolean
has (const EnrollForm *form, EnrollRole role)
{
  return enroll_form_find_field (form, role) != NULL;
}

/* A choice of how the key is made, one of which is to bring a request. */
static gboolean
offers_request (const EnrollPolicyInput *input)
{
  const EnrollField *method = enroll_form_find_field (input->form, ENROLL_ROLE_KEY_METHOD);

  for (guint i = 0; method != NULL && i < method->options->len; i++)
    {
      const EnrollOption *option = g_ptr_array_index (method->options, i);

      if (!option->is_disabled && (!method->is_fixed || (int)i == method->selected) &&
          enroll_portal_says (input->portal, ENROLL_SIGN_METHOD_REQUEST, option->label))
        return TRUE;
    }
  return FALSE;
}

/* The form that asks for the certificate has no place for a request. On a page that only goes on
 * to the next one, that one may have. */
static gboolean
asks_without_request (const EnrollPolicyInput *input)
{
  const EnrollButton *button;

  if (has (input->form, ENROLL_ROLE_CSR) || offers_request (input))
    return FALSE;
  if (has (input->form, ENROLL_ROLE_PASSWORD) || has (input->form, ENROLL_ROLE_PROTECTION))
    return TRUE;
  button = enroll_policy_choose_button (input);
  return button == NULL || button->role != ENROLL_ROLE_NEXT;
}

static gboolean
portal_makes_key (const EnrollPolicyInput *input)
{
  if (input->request != NULL)
    return FALSE;
  if (input->form->kind == ENROLL_FORM_REQUEST)
    return asks_without_request (input);
  return input->form->kind == ENROLL_FORM_PROTECT &&
         (has (input->form, ENROLL_ROLE_PASSWORD) || has (input->form, ENROLL_ROLE_PROTECTION));
}

/**
 * enroll_policy_check_key_maker:
 * @input: all that the answers depend on
 * @error: return location
 *
 * Returns: %FALSE with %ENROLL_ERROR_SERVER_KEY if the portal makes the key, and the
 *   administrator does not allow that
 */
gboolean
enroll_policy_check_key_maker (const EnrollPolicyInput *input, GError **error)
{
  if (input->settings->server_made_keys || !portal_makes_key (input))
    return TRUE;

  g_set_error (error,
               ENROLL_ERROR,
               ENROLL_ERROR_SERVER_KEY,
               "the form of %s has no place for a signing request, and server-made-keys is off",
               input->form->host);
  return FALSE;
}
