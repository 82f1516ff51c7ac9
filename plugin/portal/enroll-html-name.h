/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-html-node.h"

G_BEGIN_DECLS

typedef struct _EnrollHtmlNames EnrollHtmlNames;

EnrollHtmlNames *enroll_html_names_new (void);
void enroll_html_names_free (EnrollHtmlNames *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollHtmlNames, enroll_html_names_free)

void enroll_html_names_add (EnrollHtmlNames *self, xmlNode *node);
xmlNode *enroll_html_names_find_id (EnrollHtmlNames *self, const char *id);
xmlNode *enroll_html_names_find_label (EnrollHtmlNames *self, xmlNode *control);
char *enroll_html_names_dup_control (EnrollHtmlNames *self, xmlNode *control);
char *enroll_html_names_dup_option (EnrollHtmlNames *self, xmlNode *control);
char *enroll_html_names_dup_group (EnrollHtmlNames *self, xmlNode *control);
char *enroll_html_names_dup_button (EnrollHtmlNames *self, xmlNode *button);
char *enroll_html_names_dup_description (EnrollHtmlNames *self, xmlNode *control);
char *enroll_html_names_dup_error (EnrollHtmlNames *self, xmlNode *control);

G_END_DECLS
