/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ENROLL_TYPE_IDENTITY (enroll_identity_get_type ())

typedef struct _EnrollIdentity EnrollIdentity;

/**
 * EnrollIdentity:
 * @uid: what the mail program calls the identity
 * @name: the name that mail is sent under
 * @address: the mailbox address that the certificate is to be for; one of the identity's
 *   addresses, its aliases included
 *
 * A mail account's sending identity. Never changed once made.
 */
struct _EnrollIdentity
{
  gatomicrefcount references;
  char *uid;
  char *name;
  char *address;
};

GType enroll_identity_get_type (void);

EnrollIdentity *enroll_identity_new (const char *uid, const char *name, const char *address);
EnrollIdentity *enroll_identity_ref (EnrollIdentity *self);
void enroll_identity_unref (EnrollIdentity *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollIdentity, enroll_identity_unref)

G_END_DECLS
