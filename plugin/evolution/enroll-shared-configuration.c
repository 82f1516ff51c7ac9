/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-shared-configuration.h"

#include <dlfcn.h>

/**
 * enroll_shared_configuration_ref:
 *
 * One object serves all extensions. Main thread.
 *
 * Returns: (transfer full): the module's configuration, shared by all who hold a reference
 */
EnrollConfiguration *
enroll_shared_configuration_ref (void)
{
  static EnrollConfiguration *shared;
  Dl_info info = { NULL };

  if (shared != NULL)
    return g_object_ref (shared);

  dladdr ((gpointer)(gsize)enroll_shared_configuration_ref, &info);
  shared = enroll_configuration_new (info.dli_fname);
  g_object_add_weak_pointer (G_OBJECT (shared), (gpointer *)&shared);
  return shared;
}
