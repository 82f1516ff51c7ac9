/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-web.h"

/* Returns: (nullable) (transfer full): the script @name */
GBytes *
portal_web_get_script (const char *name)
{
  g_autofree char *path = g_strconcat ("/portal/web/", name, ".js", NULL);

  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

/* The skins without scripts of their own are always there. */
gboolean
portal_web_has_skin (const char *skin)
{
  g_autoptr (GBytes) script = portal_web_get_script (skin);

  return script != NULL || g_str_equal (skin, "html") || g_str_equal (skin, "foreign");
}
