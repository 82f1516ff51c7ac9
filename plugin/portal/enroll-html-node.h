/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

xmlNode *enroll_html_next (xmlNode *node, xmlNode *root, gboolean descend);
gboolean enroll_html_is (const xmlNode *node, const char *element);
char *enroll_html_dup_attribute (xmlNode *node, const char *attribute);
gboolean enroll_html_has_attribute (xmlNode *node, const char *attribute);
gboolean enroll_html_attribute_is (xmlNode *node, const char *attribute, const char *value);
xmlNode *enroll_html_find_ancestor (xmlNode *node, const char *element);
gboolean enroll_html_is_invisible (xmlNode *node);
gboolean enroll_html_is_within_invisible (xmlNode *node);
gboolean enroll_html_is_control (const xmlNode *node);
char *enroll_html_dup_text (xmlNode *root, const xmlNode *without);
char *enroll_html_dup_blocks (xmlNode *root);

G_END_DECLS
