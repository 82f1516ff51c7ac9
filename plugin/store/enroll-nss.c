/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-nss.h"

/* What every use of NSS here begins with. NSS itself was initialised by Camel, which alone knows
 * where the database is; this program never does it, and never shuts it down. */

SECItem
enroll_nss_item_of_bytes (GBytes *bytes)
{
  SECItem item = { siBuffer, NULL, 0 };
  gsize size;

  item.data = (unsigned char *)g_bytes_get_data (bytes, &size);
  item.len = (unsigned int)size;
  return item;
}

/**
 * enroll_nss_fail:
 * @error: return location
 * @what: what failed, English
 *
 * Makes of NSS's last error an %ENROLL_ERROR_STORE.
 *
 * Returns: %FALSE
 */
gboolean
enroll_nss_fail (GError **error, const char *what)
{
  PRErrorCode code = PR_GetError ();
  const char *name = PR_ErrorToName (code);

  g_set_error (error,
               ENROLL_ERROR,
               ENROLL_ERROR_STORE,
               "%s: %s (%d)",
               what,
               name != NULL ? name : "no reason",
               (int)code);
  return FALSE;
}

/* NSS may be used in any thread, but what is written by two at a time may get mixed up: the set-up of
 * a new database, and a certificate with its name, which is looked up by what was just written. */
static GRecMutex writing;

/**
 * enroll_nss_begin_writing:
 *
 * Nothing else of this program is written to the database until the result goes out of scope. So not
 * while something long is done, but for the one who is asked for the password: whoever comes meanwhile
 * would only ask for it a second time.
 */
EnrollNssWriting *
enroll_nss_begin_writing (void)
{
  return g_rec_mutex_locker_new (&writing);
}

static gboolean
is_locked (PK11SlotInfo *slot)
{
  return PK11_NeedLogin (slot) && !PK11_IsLoggedIn (slot, NULL);
}

/* NSS remembers what it saw when it opened the database, but another program may have set it up
 * since, or at that very moment: then a store without a password seems to have one. To look again
 * logs nobody out, unlike an attempt to log in, which takes the keys from under other threads. */
static void
look_again (PK11SlotInfo *slot)
{
  if (PK11_NeedUserInit (slot) || is_locked (slot))
    PK11_TokenRefresh (slot);
}

static gboolean
set_up (PK11SlotInfo *slot)
{
  look_again (slot);
  if (!PK11_NeedUserInit (slot) || PK11_InitPin (slot, NULL, "") == SECSuccess)
    return TRUE;
  /* Another program was faster. */
  look_again (slot);
  return !PK11_NeedUserInit (slot);
}

/**
 * enroll_nss_open_slot:
 * @error: return location
 *
 * The slot with the user's own keys, ready for use. A database without a password yet gets the
 * empty one, as other programs on it do: before that nothing can be imported. One with a password
 * is logged in to; that may show Evolution's password dialog, so this is for worker threads.
 *
 * Returns: (transfer full) (nullable): the slot; or %NULL with %ENROLL_ERROR_STORE
 */
PK11SlotInfo *
enroll_nss_open_slot (GError **error)
{
  g_autoptr (PK11SlotInfo) slot = NULL;
  g_autoptr (EnrollNssWriting) lock G_GNUC_UNUSED = enroll_nss_begin_writing ();

  if (!NSS_IsInitialized ())
    {
      g_set_error (error, ENROLL_ERROR, ENROLL_ERROR_STORE, "NSS is not initialised");
      return NULL;
    }

  slot = PK11_GetInternalKeySlot ();
  if (slot == NULL)
    {
      enroll_nss_fail (error, "the certificate store was not found");
      return NULL;
    }
  if (PK11_IsReadOnly (slot))
    {
      g_set_error (error, ENROLL_ERROR, ENROLL_ERROR_STORE, "the certificate store is read-only");
      return NULL;
    }
  if (!set_up (slot))
    {
      enroll_nss_fail (error, "the new certificate store could not be set up");
      return NULL;
    }
  if (is_locked (slot) && PK11_CheckUserPassword (slot, "") != SECSuccess &&
      PK11_Authenticate (slot, PR_TRUE, NULL) != SECSuccess)
    {
      enroll_nss_fail (error, "the certificate store stayed locked");
      return NULL;
    }
  return g_steal_pointer (&slot);
}

/**
 * enroll_nss_opens_without_question:
 *
 * Returns: %TRUE if enroll_nss_open_slot() would not ask for a password now
 */
gboolean
enroll_nss_opens_without_question (void)
{
  g_autoptr (PK11SlotInfo) slot = NSS_IsInitialized () ? PK11_GetInternalKeySlot () : NULL;

  if (slot == NULL || PK11_IsReadOnly (slot))
    return FALSE;
  look_again (slot);
  return PK11_NeedUserInit (slot) || !is_locked (slot);
}
