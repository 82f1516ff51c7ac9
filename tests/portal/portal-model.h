/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "portal-markup.h"

G_BEGIN_DECLS

PortalJson *portal_model_new (guint seed, const char *title, char **words);
char *portal_model_finish (PortalJson *model);

void portal_model_text (PortalJson *model, const char *type, const char *text);
void portal_model_hidden (PortalJson *model, const char *name, const char *value);
void portal_model_fact (PortalJson *model, const char *label, const char *value);
void portal_model_link (PortalJson *model, const PortalLink *link);
void portal_model_begin_group (PortalJson *model, const char *legend);
void portal_model_end_group (PortalJson *model);
void portal_model_begin_form (PortalJson *model, const PortalForm *form);
void portal_model_field (PortalJson *model,
                         guint seed,
                         const PortalField *field,
                         const char *label);
void portal_model_button (PortalJson *model, const PortalButton *button);
void portal_model_begin_table (PortalJson *model, const char *const *titles);
void portal_model_end_table (PortalJson *model);
void portal_model_row (PortalJson *model, const PortalRow *row);

G_END_DECLS
