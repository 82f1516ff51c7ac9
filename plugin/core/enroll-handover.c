/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-handover.h"
#include "enroll-secret.h"
#include "enroll-web-address.h"

#include <string.h>

#define MAX_COOKIE_BYTES ((gsize)256 * 1024) /* of all */

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

/**
 * enroll_handover_set_page:
 * @self: a handover
 * @other: another one, whose page it gets, if there is any
 */
void
enroll_handover_set_page (EnrollHandover *self, const EnrollHandover *other)
{
  g_clear_pointer (&self->page, g_bytes_unref);
  g_free (self->media_type);
  g_free (self->charset);
  self->page = other->page != NULL ? g_bytes_ref (other->page) : NULL;
  self->media_type = g_strdup (other->media_type);
  self->charset = g_strdup (other->charset);
}

EnrollHandover *
enroll_handover_copy (const EnrollHandover *self)
{
  EnrollHandover *copy = enroll_handover_new (self->uri);
  GHashTableIter iter;
  gpointer host;
  gpointer certificate;

  copy->is_live = self->is_live;
  enroll_handover_set_page (copy, self);
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

/* A cookie, and how it stands among all. */
typedef struct
{
  EnrollCookie *cookie;
  guint index;
  gboolean fits;
} Candidate;

/* Whether @cookie would be sent to @uri (RFC 6265 section 5.4). */
static gboolean
fits_address (const EnrollCookie *cookie, GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  const char *path = g_uri_get_path (uri);
  gsize n_path = strlen (cookie->path);

  if (cookie->domain[0] == '.'
          ? !g_str_has_suffix (host, cookie->domain) && strcmp (host, cookie->domain + 1) != 0
          : strcmp (host, cookie->domain) != 0)
    return FALSE;
  return n_path == 0 ||
         (g_str_has_prefix (path, cookie->path) &&
          (cookie->path[n_path - 1] == '/' || path[n_path] == '/' || path[n_path] == '\0'));
}

static int
compare_use (gconstpointer first, gconstpointer second)
{
  const Candidate *a = first;
  const Candidate *b = second;
  gsize n_a = strlen (a->cookie->path);
  gsize n_b = strlen (b->cookie->path);

  if (a->fits != b->fits)
    return a->fits ? -1 : 1;
  if (n_a != n_b)
    return n_a > n_b ? -1 : 1;
  return a->index > b->index ? -1 : 1;
}

static int
compare_index (gconstpointer first, gconstpointer second)
{
  return ((const Candidate *)first)->index < ((const Candidate *)second)->index ? -1 : 1;
}

static gsize
measure_cookie (const EnrollCookie *cookie)
{
  return strlen (cookie->name) + strlen (cookie->value) + strlen (cookie->domain) +
         strlen (cookie->path);
}

/**
 * enroll_handover_limit_cookies:
 * @self: a handover whose cookies stand in the order in which they came
 *
 * Leaves out what is more than %ENROLL_MAX_COOKIES, or too large. Those that the address gets stay
 * first of all, then those of a narrower path, then the newest. Cookies of the other hosts are needed,
 * too: a portal that sends its users to another site to log in knows them by its own when they are
 * back.
 */
void
enroll_handover_limit_cookies (EnrollHandover *self)
{
  g_autoptr (GUri) uri = enroll_web_address_parse (self->uri, NULL);
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  GPtrArray *kept = g_ptr_array_new_with_free_func ((GDestroyNotify)enroll_cookie_free);
  gsize n_bytes = 0;
  guint n_kept = 0;

  for (guint i = 0; i < self->cookies->len; i++)
    {
      Candidate candidate = { .cookie = g_ptr_array_index (self->cookies, i), .index = i };

      candidate.fits = uri != NULL && fits_address (candidate.cookie, uri);
      g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_use);
  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      gsize size = measure_cookie (candidate->cookie);

      if (n_kept >= ENROLL_MAX_COOKIES || size > MAX_COOKIE_BYTES - n_bytes)
        continue;
      n_bytes += size;
      g_array_index (candidates, Candidate, n_kept++) = *candidate;
    }
  g_array_set_size (candidates, n_kept);
  g_array_sort (candidates, compare_index);

  for (guint i = 0; i < n_kept; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);

      g_ptr_array_add (kept, candidate->cookie);
      self->cookies->pdata[candidate->index] = NULL;
    }
  for (guint i = 0; i < self->cookies->len; i++)
    {
      g_clear_pointer (&self->cookies->pdata[i], enroll_cookie_free);
    }
  g_ptr_array_set_free_func (self->cookies, NULL);
  g_ptr_array_unref (self->cookies);
  self->cookies = kept;
}
