/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EnrollCookie:
 * @name: its name
 * @value: a secret
 * @domain: with a leading dot if it is for sub-domains too
 * @path: where it is sent to
 * @is_http_only: scripts of the page do not see it
 *
 * A cookie of a visit (RFC 6265). Visits are by https only, so all are “secure”; none outlives its
 * visit, so the date of expiry does not matter.
 */
typedef struct
{
  char *name;
  char *value;
  char *domain;
  char *path;
  gboolean is_http_only;
} EnrollCookie;

/* More than any portal needs; a browser keeps about as many of one site (RFC 6265 section 6.1). */
#define ENROLL_MAX_COOKIES 200

void enroll_cookie_free (EnrollCookie *self);

/**
 * EnrollHandover:
 * @uri: where the page came from; or, without @page, where the portal wants to be followed to
 * @is_live: it was a live page that the visit had come to
 * @page: (nullable): the page that was received; %NULL if @uri is to be requested
 * @media_type: (nullable): of @page
 * @charset: (nullable): of @page
 * @cookies: (element-type EnrollCookie): cookies of the visit
 * @certificates: (element-type utf8 GTlsCertificate): host names, and the server certificates that
 *   were verified with the administrator's TLS authority rather than with the system's
 *
 * All that one visit needs to go on where another one stopped, without asking the portal for
 * anything a second time. Holds secrets.
 */
typedef struct
{
  char *uri;
  gboolean is_live;
  GBytes *page;
  char *media_type;
  char *charset;
  GPtrArray *cookies;
  GHashTable *certificates;
} EnrollHandover;

EnrollHandover *enroll_handover_new (const char *uri);
EnrollHandover *enroll_handover_copy (const EnrollHandover *self);
void enroll_handover_set_page (EnrollHandover *self, const EnrollHandover *other);
void enroll_handover_free (EnrollHandover *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollHandover, enroll_handover_free)

void enroll_handover_limit_cookies (EnrollHandover *self);

G_END_DECLS
