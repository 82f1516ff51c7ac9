/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-handover.h"
#include "enroll-secret.h"

void
enroll_cookie_free (EnrollCookie *self)
{
  g_free (self->name);
  enroll_wipe_string (self->value);
  g_free (self->domain);
  g_free (self->path);
  g_free (self);
}

EnrollHandover *
enroll_handover_new (const char *uri)
{
  EnrollHandover *self = g_new0 (EnrollHandover, 1);

  self->uri = g_strdup (uri);
  self->cookies = g_ptr_array_new_with_free_func ((GDestroyNotify)enroll_cookie_free);
  self->certificates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  return self;
}

void
enroll_handover_free (EnrollHandover *self)
{
  enroll_wipe_string (self->uri);
  g_clear_pointer (&self->page, g_bytes_unref);
  g_free (self->media_type);
  g_free (self->charset);
  g_clear_pointer (&self->cookies, g_ptr_array_unref);
  g_clear_pointer (&self->certificates, g_hash_table_unref);
  g_free (self);
}
