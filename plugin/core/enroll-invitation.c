/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-invitation.h"
#include "enroll-secret.h"
#include "enroll-text.h"
#include "enroll-web-address.h"

/* What a message, or the administrator's endpoint, says about enrolling. */
struct _EnrollInvitation
{
  gatomicrefcount references;
  EnrollSecret *link;
  char *host;
  gboolean one_use;
};

G_DEFINE_BOXED_TYPE (EnrollInvitation,
                     enroll_invitation,
                     enroll_invitation_ref,
                     enroll_invitation_unref)

/**
 * enroll_invitation_new:
 * @link: an absolute https URI that the portal description allows
 * @one_use: whether @link may be opened only once (it came by mail), or is an endpoint
 *
 * The link is a credential: it is kept as a secret and is in no log.
 *
 * Returns: (transfer full) (nullable): an invitation, whose link is written as
 *   enroll_web_address_parse() does; or %NULL if @link is none
 */
EnrollInvitation *
enroll_invitation_new (const char *link, gboolean one_use)
{
  g_autoptr (GUri) uri = NULL;
  EnrollInvitation *self;
  char *address;

  g_return_val_if_fail (link != NULL, NULL);

  uri = enroll_web_address_parse (link, NULL);
  if (uri == NULL)
    return NULL;

  self = g_new0 (EnrollInvitation, 1);
  g_atomic_ref_count_init (&self->references);
  address = g_uri_to_string (uri);
  self->link = enroll_secret_new (address);
  enroll_wipe_string (address);
  self->host = enroll_text_host_of_uri (uri);
  self->one_use = one_use;
  return self;
}

EnrollInvitation *
enroll_invitation_ref (EnrollInvitation *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
enroll_invitation_unref (EnrollInvitation *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  enroll_secret_unref (self->link);
  g_free (self->host);
  g_free (self);
}

/**
 * enroll_invitation_peek_link:
 * @self: an invitation
 *
 * Returns: (transfer none): the link, a secret: for the visit only
 */
const char *
enroll_invitation_peek_link (const EnrollInvitation *self)
{
  return enroll_secret_peek (self->link);
}

/**
 * enroll_invitation_get_host:
 * @self: an invitation
 *
 * Returns: (transfer none): the host of the link, with the port unless it is 443; may be shown
 */
const char *
enroll_invitation_get_host (const EnrollInvitation *self)
{
  return self->host;
}

gboolean
enroll_invitation_is_one_use (const EnrollInvitation *self)
{
  return self->one_use;
}
