/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-form.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EnrollControl:
 * @group: the form that it belongs to
 * @field: index of the form's field that it is, or is an option of
 * @option: for a radio button, index of the option; else -1
 * @name: what it is called when sent
 *
 * One control that may be sent, in the page's order.
 */
typedef struct
{
  guint group;
  guint field;
  int option;
  char *name;
} EnrollControl;

/**
 * EnrollSubmitter:
 *
 * A button that sends a form, with what it says about how.
 */
typedef struct
{
  char *name;
  char *value;
  char *action;
  char *method;
  char *enctype;
  gboolean is_image;
} EnrollSubmitter;

/**
 * EnrollHtmlGroup:
 * @action: absolute URI
 * @method: (nullable): as written
 * @enctype: (nullable): as written
 * @charset: what texts are encoded in
 *
 * One form element of the page.
 */
typedef struct
{
  char *action;
  char *method;
  char *enctype;
  char *charset;
} EnrollHtmlGroup;

/**
 * EnrollHtmlPage:
 * @form: the form value, not yet recognised
 * @groups: (element-type EnrollHtmlGroup)
 * @controls: (element-type EnrollControl)
 * @submitters: (element-type EnrollSubmitter): the handle of a button of @form is its index here
 *
 * A page read from HTML: the form value, and beside it what is needed to send it.
 */
typedef struct
{
  EnrollForm *form;
  GPtrArray *groups;
  GPtrArray *controls;
  GPtrArray *submitters;
} EnrollHtmlPage;

EnrollHtmlPage *enroll_html_page_new (GBytes *html, const char *charset, GUri *uri);
void enroll_html_page_free (EnrollHtmlPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollHtmlPage, enroll_html_page_free)

gboolean enroll_html_page_needs_script (const EnrollHtmlPage *self);
char *enroll_html_dup_document_text (GBytes *html, const char *charset);

G_END_DECLS
