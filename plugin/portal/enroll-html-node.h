/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

/**
 * EnrollHtmlTag:
 * @ENROLL_HTML_OTHER: none that is asked for
 *
 * What an element is, as far as anybody asks.
 */
typedef enum
{
  ENROLL_HTML_OTHER,
  ENROLL_HTML_A,
  ENROLL_HTML_BASE,
  ENROLL_HTML_BR,
  ENROLL_HTML_BUTTON,
  ENROLL_HTML_DD,
  ENROLL_HTML_FIELDSET,
  ENROLL_HTML_FORM,
  ENROLL_HTML_H1,
  ENROLL_HTML_IMG,
  ENROLL_HTML_INPUT,
  ENROLL_HTML_LABEL,
  ENROLL_HTML_LEGEND,
  ENROLL_HTML_LI,
  ENROLL_HTML_META,
  ENROLL_HTML_OPTGROUP,
  ENROLL_HTML_OPTION,
  ENROLL_HTML_SCRIPT,
  ENROLL_HTML_SELECT,
  ENROLL_HTML_STYLE,
  ENROLL_HTML_TD,
  ENROLL_HTML_TEMPLATE,
  ENROLL_HTML_TEXTAREA,
  ENROLL_HTML_TITLE,
  ENROLL_HTML_TR,
} EnrollHtmlTag;

/**
 * EnrollHtmlMark:
 * @ENROLL_HTML_TAG: where the tag is
 * @ENROLL_HTML_BLOCK: it begins a line of its own
 * @ENROLL_HTML_CONTROL: it is a control, seen or not
 * @ENROLL_HTML_HIDES: it keeps its content from being seen
 * @ENROLL_HTML_UNSEEN: it hides, or an element around it does
 * @ENROLL_HTML_HAS_CONTROL: it is or contains a control that the page may show
 * @ENROLL_HTML_SILENT: its text is not the page's: unseen, or that of a control
 * @ENROLL_HTML_INERT: it is in a template, a script or a style sheet, or is one
 * @ENROLL_HTML_NAMED: others may refer to it
 * @ENROLL_HTML_SPEAKING: it has a role
 *
 * What is known of an element after enroll_html_mark().
 */
typedef enum
{
  ENROLL_HTML_TAG = 0xff,
  ENROLL_HTML_BLOCK = 1 << 8,
  ENROLL_HTML_CONTROL = 1 << 9,
  ENROLL_HTML_HIDES = 1 << 10,
  ENROLL_HTML_UNSEEN = 1 << 11,
  ENROLL_HTML_HAS_CONTROL = 1 << 12,
  ENROLL_HTML_SILENT = 1 << 13,
  ENROLL_HTML_INERT = 1 << 14,
  ENROLL_HTML_NAMED = 1 << 15,
  ENROLL_HTML_SPEAKING = 1 << 16,
} EnrollHtmlMark;

typedef void (*EnrollHtmlVisit) (xmlNode *node, gpointer user_data);

void enroll_html_limit (xmlDoc *document, gsize *work);
gboolean enroll_html_spend (const xmlNode *node, gsize work);

xmlNode *enroll_html_next (xmlNode *node, xmlNode *root, gboolean descend);
xmlNode *enroll_html_get_sibling (const xmlNode *node, gboolean is_forward);
xmlNode *enroll_html_find_element (xmlNode *node, gboolean is_forward);

guint enroll_html_get_mark (const xmlNode *node);
EnrollHtmlTag enroll_html_get_tag (const xmlNode *node);
gboolean enroll_html_is (const xmlNode *node, EnrollHtmlTag tag);
const char *enroll_html_get_attribute (const xmlNode *node, const char *attribute);
gboolean enroll_html_has_attribute (const xmlNode *node, const char *attribute);
gboolean enroll_html_attribute_is (const xmlNode *node, const char *attribute, const char *value);
xmlNode *enroll_html_find_ancestor (const xmlNode *node, EnrollHtmlTag tag);
gboolean enroll_html_is_within_invisible (const xmlNode *node);
gboolean enroll_html_is_control (const xmlNode *node);
gboolean enroll_html_is_inert (const xmlNode *node);
gboolean enroll_html_has_role (const xmlNode *node);
gboolean enroll_html_contains_control (const xmlNode *node);
char *enroll_html_dup_content (xmlNode *node);
char *enroll_html_mark (xmlNode *root, EnrollHtmlVisit visit, gpointer user_data);
char *enroll_html_dup_text (xmlNode *root, const xmlNode *without);
char *enroll_html_dup_blocks (xmlNode *root);

G_END_DECLS
