/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-edit-menu.h"
#include "enroll-signed-message.h"

#include <composer/e-composer-actions.h>
#include <composer/e-msg-composer.h>
#include <glib/gi18n-lib.h>
#include <shell/e-shell.h>

/* A mail of the user to himself, from the very address that the certificate is for. */

static void
composer_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrollIdentity) identity = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = g_uri_escape_string (identity->address, "@", FALSE);
  g_autofree char *subject = g_uri_escape_string (_ ("My first signed message"), NULL, TRUE);
  g_autofree char *mailto = g_strdup_printf ("mailto:%s?subject=%s", address, subject);
  EMsgComposer *composer = e_msg_composer_new_finish (result, &error);

  if (composer == NULL)
    {
      g_warning ("no message can be written: %s", error->message);
      return;
    }
  e_msg_composer_setup_from_url (composer, mailto);
  /* The address that is no alias chooses the identity's own. */
  e_composer_header_table_set_identity_uid (e_msg_composer_get_header_table (composer),
                                            identity->uid,
                                            NULL,
                                            identity->address);
  /* Whatever the account does by default. */
  enroll_edit_menu_switch_on (E_COMPOSER_ACTION_SMIME_SIGN (composer));
  gtk_window_present (GTK_WINDOW (composer));
}

/**
 * enroll_signed_message_write:
 * @identity: who has a certificate
 *
 * Opens Evolution's editor with a signed message from @identity to @identity. It is not sent.
 */
void
enroll_signed_message_write (EnrollIdentity *identity)
{
  e_msg_composer_new (e_shell_get_default (), composer_made_cb, enroll_identity_ref (identity));
}
