/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "portal-exchange.h"

G_BEGIN_DECLS

gboolean portal_words_check (const char *list, GError **error);

/* Returns: what a page of the portal says for @key: what the knob says, else by seed one of the
 * documented texts */
const char *portal_word (PortalExchange *exchange, const char *key);

/* Returns: @text, unless the knob has another for @key */
const char *portal_word_or (PortalExchange *exchange, const char *key, const char *text);

/* Returns: (transfer full): keys and texts in turn, of what scripts say by themselves and the knob
 * has another text for */
char **portal_words_for_script (PortalExchange *exchange);

G_END_DECLS
