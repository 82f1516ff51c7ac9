/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-own-folders.h"

#include <libemail-engine/libemail-engine.h>

/**
 * enroll_own_folders_has:
 * @registry: the accounts
 * @folder: (nullable): the folder that a message is shown from
 * @uid: (nullable): the message
 *
 * Returns: %TRUE if the message is one that is left alone: junk, or written by the user
 */
gboolean
enroll_own_folders_has (ESourceRegistry *registry, CamelFolder *folder, const char *uid)
{
  if (folder == NULL)
    return FALSE;
  if ((camel_folder_get_flags (folder) & CAMEL_FOLDER_IS_JUNK) != 0)
    return TRUE;
  if (uid != NULL && (camel_folder_get_message_flags (folder, uid) & CAMEL_MESSAGE_JUNK) != 0)
    return TRUE;
  return em_utils_folder_is_sent (registry, folder) ||
         em_utils_folder_is_drafts (registry, folder) ||
         em_utils_folder_is_templates (registry, folder) ||
         em_utils_folder_is_outbox (registry, folder);
}
