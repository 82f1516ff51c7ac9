/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-portal.h"

#include <camel/camel.h>

G_BEGIN_DECLS

/**
 * EnrollAuthentication:
 * @ENROLL_AUTHENTICATION_FOREIGN: the header field is of another server
 * @ENROLL_AUTHENTICATION_UNPROVEN: it is of this one, and proves nothing about a portal
 * @ENROLL_AUTHENTICATION_PROVEN: the message comes from a host of the portal
 *
 * What one Authentication-Results header field says.
 */
typedef enum
{
  ENROLL_AUTHENTICATION_FOREIGN,
  ENROLL_AUTHENTICATION_UNPROVEN,
  ENROLL_AUTHENTICATION_PROVEN
} EnrollAuthentication;

EnrollAuthentication enroll_authentication_judge (const char *value,
                                                  const char *authserv_id,
                                                  const char *const *hosts,
                                                  const char **host);
char *enroll_authentication_dup_host (CamelMimeMessage *message,
                                      const char *setting,
                                      const char *server,
                                      const EnrollPortal *portal);
char *enroll_authentication_dup_server (CamelFolder *folder);

G_END_DECLS
