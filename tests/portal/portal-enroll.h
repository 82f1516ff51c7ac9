/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "portal-pages.h"

G_BEGIN_DECLS

typedef struct
{
  const char *key; /* the field, or NULL for the whole form */
  char *text;
} PortalProblem;

void portal_enroll_show_form (PortalExchange *exchange, const PortalProblem *problem);
gboolean portal_enroll_check_form (PortalExchange *exchange, PortalProblem *problem);
gboolean portal_enroll_check_passwords (PortalExchange *exchange,
                                        const char *key,
                                        const char *repeat_key,
                                        PortalProblem *problem);
char *portal_enroll_take_refusal (PortalExchange *exchange);
PortalOrder *portal_enroll_issue (PortalExchange *exchange);
PortalOrder *portal_enroll_issue_for_code (PortalExchange *exchange, const char *password);
void portal_enroll_issue_earlier (Portal *portal, PortalPerson *person, guint n_certificates);
guint portal_term_get_days (const char *term);

G_END_DECLS
