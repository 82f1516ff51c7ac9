/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "portal-markup.h"

G_BEGIN_DECLS

struct _PortalMarkup
{
  guint seed;
  const char *placeholder;
  GString *text;
  PortalJson *model;
  gboolean is_table;
};

guint portal_markup_pick (PortalMarkup *self, const char *topic, const char *key, guint n_choices);

G_END_DECLS
