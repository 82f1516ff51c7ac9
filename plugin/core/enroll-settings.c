/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-settings.h"

G_DEFINE_BOXED_TYPE (EnrollSettings, enroll_settings, enroll_settings_ref, enroll_settings_unref)

/**
 * enroll_settings_new:
 *
 * Returns: (transfer full): the settings of a program without a schema: the `sectigo` portal,
 *   RSA keys of 3072 bits, signing on
 */
EnrollSettings *
enroll_settings_new (void)
{
  EnrollSettings *self = g_new0 (EnrollSettings, 1);

  g_atomic_ref_count_init (&self->references);
  self->portal = g_strdup ("sectigo");
  self->allowed_hosts = g_new0 (char *, 1);
  self->key_bits = 3072;
  self->sign_by_default = TRUE;
  return self;
}

EnrollSettings *
enroll_settings_ref (EnrollSettings *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
enroll_settings_unref (EnrollSettings *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_free (self->endpoint);
  g_free (self->portal);
  g_free (self->account);
  g_clear_pointer (&self->access_code, enroll_secret_unref);
  g_strfreev (self->allowed_hosts);
  g_free (self->tls_ca_file);
  g_free (self->certificate_profile);
  g_free (self->certificate_term);
  g_free (self->support_contact);
  g_free (self);
}
