/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <webkit2/webkit2.h>

G_BEGIN_DECLS

typedef struct _EnrollWebPopUp EnrollWebPopUp;

/**
 * EnrollWebPopUpFunc:
 * @pop_up: a window that came into sight or went out of it, or that its page wants to be closed
 * @user_data: given to enroll_web_pop_up_new()
 */
typedef void (*EnrollWebPopUpFunc) (EnrollWebPopUp *pop_up, gpointer user_data);

EnrollWebPopUp *enroll_web_pop_up_new (WebKitWebView *view,
                                       EnrollWebPopUpFunc changed,
                                       EnrollWebPopUpFunc closed,
                                       gpointer user_data);
void enroll_web_pop_up_free (EnrollWebPopUp *self);

WebKitWebView *enroll_web_pop_up_get_view (EnrollWebPopUp *self);
gboolean enroll_web_pop_up_note_document (EnrollWebPopUp *self, const char *address);
gboolean enroll_web_pop_up_is_shown (EnrollWebPopUp *self);

G_END_DECLS
