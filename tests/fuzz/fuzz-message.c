/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-message.h"
#include "fuzz.h"

#include <string.h>

/* The invitation in a message: any bytes, read as Evolution reads a mail. */

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const EnrollPortal *portal = fuzz_get_portal ();
  g_autoptr (CamelMimeMessage) message = camel_mime_message_new ();
  g_autoptr (EnrollInvitation) invitation = NULL;
  g_auto (GStrv) recipients = NULL;
  gboolean is_mail;

  fuzz_make_input (TRUE);
  is_mail = camel_data_wrapper_construct_from_data_sync (CAMEL_DATA_WRAPPER (message),
                                                         data,
                                                         (gssize)size,
                                                         NULL,
                                                         NULL);
  fuzz_make_input (FALSE);
  if (!is_mail)
    return 0;
  recipients = enroll_message_dup_recipients (message);
  for (guint i = 0; recipients[i] != NULL; i++)
    fuzz_check (recipients[i][0] != '\0');

  invitation = enroll_message_find_invitation (message, portal);
  if (invitation != NULL)
    {
      const char *link = enroll_invitation_peek_link (invitation);

      fuzz_check_link (portal, link);
      fuzz_check (enroll_portal_is_enrollment_link (portal, link));
      fuzz_check (enroll_invitation_is_one_use (invitation));
    }
  return 0;
}
