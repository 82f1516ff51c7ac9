/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-form.h"

G_BEGIN_DECLS

/**
 * EnrollSign:
 * @ENROLL_SIGN_WAIT: text that says the certificate is being made
 * @ENROLL_SIGN_MAIL_SENT: text that says a mail is on its way
 * @ENROLL_SIGN_METHOD_REQUEST: option: the user brings a request (CSR)
 * @ENROLL_SIGN_PROTECTION_STRONG: option: AES-256 protection of a PKCS#12 file
 * @ENROLL_SIGN_PLACEHOLDER: option that is no choice (“please select”)
 *
 * What a text of a portal can tell besides the roles of fields and buttons.
 */
typedef enum
{
  ENROLL_SIGN_WAIT,
  ENROLL_SIGN_MAIL_SENT,
  ENROLL_SIGN_METHOD_REQUEST,
  ENROLL_SIGN_PROTECTION_STRONG,
  ENROLL_SIGN_PLACEHOLDER,
  ENROLL_N_SIGNS
} EnrollSign;

#define ENROLL_TYPE_PORTAL (enroll_portal_get_type ())

typedef struct _EnrollPortal EnrollPortal;

GType enroll_portal_get_type (void);

EnrollPortal *enroll_portal_load (const char *id,
                                  const char *const *directories,
                                  const char *const *allowed_hosts,
                                  GError **error);
EnrollPortal *enroll_portal_new_from_data (const char *data,
                                           gsize length,
                                           const char *const *allowed_hosts,
                                           GError **error);
EnrollPortal *enroll_portal_ref (EnrollPortal *self);
void enroll_portal_unref (EnrollPortal *self);

const char *enroll_portal_get_file (const EnrollPortal *self);
const char *enroll_portal_get_name (const EnrollPortal *self);
const char *enroll_portal_get_status_page (const EnrollPortal *self);
void enroll_portal_set_status_page (EnrollPortal *self, const char *status_page);
const char *const *enroll_portal_get_hosts (const EnrollPortal *self);
gboolean enroll_portal_expects_issuer (const EnrollPortal *self, const char *name);

GUri *enroll_portal_judge (const EnrollPortal *self, const char *address, GError **error);
gboolean enroll_portal_allows (const EnrollPortal *self, const char *address, GError **error);
GUri *enroll_portal_judge_issuer (const EnrollPortal *self, const char *address, GError **error);
gboolean enroll_portal_is_enrollment_link (const EnrollPortal *self, const char *address);

EnrollRole enroll_portal_find_field_role (const EnrollPortal *self, const char *label);
EnrollRole enroll_portal_find_button_role (const EnrollPortal *self, const char *label);
EnrollRefusal enroll_portal_find_refusal (const EnrollPortal *self, const char *text);
gboolean enroll_portal_says (const EnrollPortal *self, EnrollSign sign, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollPortal, enroll_portal_unref)

G_END_DECLS
