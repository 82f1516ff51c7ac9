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

static EnrollCookie *
copy_cookie (const EnrollCookie *cookie)
{
  EnrollCookie *copy = g_new0 (EnrollCookie, 1);

  copy->name = g_strdup (cookie->name);
  copy->value = g_strdup (cookie->value);
  copy->domain = g_strdup (cookie->domain);
  copy->path = g_strdup (cookie->path);
  copy->is_http_only = cookie->is_http_only;
  return copy;
}

EnrollHandover *
enroll_handover_copy (const EnrollHandover *self)
{
  EnrollHandover *copy = enroll_handover_new (self->uri);
  GHashTableIter iter;
  gpointer host;
  gpointer certificate;

  copy->is_live = self->is_live;
  copy->page = self->page != NULL ? g_bytes_ref (self->page) : NULL;
  copy->media_type = g_strdup (self->media_type);
  copy->charset = g_strdup (self->charset);
  for (guint i = 0; i < self->cookies->len; i++)
    g_ptr_array_add (copy->cookies, copy_cookie (g_ptr_array_index (self->cookies, i)));
  g_hash_table_iter_init (&iter, self->certificates);
  while (g_hash_table_iter_next (&iter, &host, &certificate))
    g_hash_table_replace (copy->certificates, g_strdup (host), g_object_ref (certificate));
  return copy;
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
