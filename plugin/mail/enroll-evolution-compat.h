/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <camel/camel.h>
#include <libedataserver/libedataserver.h>

/* The only place that knows the versions of Evolution and of its data server, which have the same
 * number. It is here because nothing below this folder meets a library that has changed; the
 * folder plugin/evolution, which may use everything, includes it too.
 *
 * 3.55.1 replaced GtkUIManager by EUIManager: menus are described in other words, and a shell
 * view no longer tells when it is shown. 3.57.1 replaced camel_folder_search_by_expression().
 * Alerts, link clicks and the account editor are the same in 3.46 to 3.62. */

#if EDS_CHECK_VERSION(3, 55, 1)
#define ENROLL_HAS_EUI_MANAGER 1
#else
#define ENROLL_HAS_EUI_MANAGER 0
#endif

G_BEGIN_DECLS

static inline gboolean
enroll_compat_fits_running_version (void)
{
  /* The same library names carry another ABI in each minor version. */
  return eds_check_version (EDS_MAJOR_VERSION, EDS_MINOR_VERSION, 0) == NULL &&
         eds_minor_version == EDS_MINOR_VERSION;
}

/* Returns: (transfer full) (nullable) (element-type utf8): may wait for the store. */
static inline GPtrArray *
enroll_compat_search_folder (CamelFolder *folder,
                             const char *expression,
                             GCancellable *cancellable,
                             GError **error)
{
#if EDS_CHECK_VERSION(3, 57, 1)
  GPtrArray *found = NULL;

  if (!camel_folder_search_sync (folder, expression, &found, cancellable, error))
    return NULL;
  return found != NULL ? found : g_ptr_array_new ();
#else
  GPtrArray *found = camel_folder_search_by_expression (folder, expression, cancellable, error);
  GPtrArray *uids = NULL;

  if (found != NULL)
    {
      uids = g_ptr_array_new_full (found->len, g_free);
      for (guint i = 0; i < found->len; i++)
        g_ptr_array_add (uids, g_strdup (g_ptr_array_index (found, i)));
      camel_folder_search_free (folder, found);
    }
  return uids;
#endif
}

G_END_DECLS
