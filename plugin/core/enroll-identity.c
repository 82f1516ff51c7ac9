/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-identity.h"

G_DEFINE_BOXED_TYPE (EnrollIdentity, enroll_identity, enroll_identity_ref, enroll_identity_unref)

EnrollIdentity *
enroll_identity_new (const char *uid, const char *name, const char *address)
{
  EnrollIdentity *self;

  g_return_val_if_fail (uid != NULL, NULL);
  g_return_val_if_fail (address != NULL, NULL);

  self = g_new0 (EnrollIdentity, 1);
  g_atomic_ref_count_init (&self->references);
  self->uid = g_strdup (uid);
  self->name = g_strdup (name != NULL ? name : "");
  self->address = g_strdup (address);
  return self;
}

EnrollIdentity *
enroll_identity_ref (EnrollIdentity *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
enroll_identity_unref (EnrollIdentity *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_free (self->uid);
  g_free (self->name);
  g_free (self->address);
  g_free (self);
}
