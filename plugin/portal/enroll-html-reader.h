/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-html-name.h"
#include "enroll-html-page.h"

G_BEGIN_DECLS

/**
 * EnrollHtmlReader:
 * @page: what is being read
 * @root: its tree
 * @form: its form value
 * @names: the names of its controls
 * @groups: form element -> index + 1
 * @radios: group and name -> field index + 1
 * @uri: where the page came from
 * @elements: what may be read, in the page's order
 * @title: (nullable): the first title element
 * @base_reference: (nullable): what the page says about its base
 * @base: what its references are resolved against
 * @charset: its encoding
 *
 * A page while it is read.
 */
typedef struct
{
  EnrollHtmlPage *page;
  xmlNode *root;
  EnrollForm *form;
  EnrollHtmlNames *names;
  GHashTable *groups;
  GHashTable *radios;
  GUri *uri;
  GPtrArray *elements;
  xmlNode *title;
  const char *base_reference;
  GUri *base;
  const char *charset;
} EnrollHtmlReader;

char *enroll_html_resolve (const EnrollHtmlReader *reader, const char *reference);
gboolean enroll_html_is_disabled (xmlNode *control);

void enroll_html_read_input (EnrollHtmlReader *reader, xmlNode *node, guint group);
void enroll_html_read_select (EnrollHtmlReader *reader, xmlNode *control, guint group);
void enroll_html_read_text_area (EnrollHtmlReader *reader, xmlNode *node, guint group);

G_END_DECLS
