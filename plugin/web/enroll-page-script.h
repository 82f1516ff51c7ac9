/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-answers.h"

#include <webkit2/webkit2.h>

G_BEGIN_DECLS

/* The world of scripts that the page cannot reach. */
#define ENROLL_PAGE_SCRIPT_WORLD "enroll"

/**
 * EnrollPageRest:
 * @ENROLL_PAGE_SETTLED: nothing moves any more
 * @ENROLL_PAGE_RESTLESS: the page still changed when the time was over
 */
typedef enum
{
  ENROLL_PAGE_SETTLED,
  ENROLL_PAGE_RESTLESS,
} EnrollPageRest;

void enroll_page_script_install (WebKitUserContentManager *manager);

void enroll_page_script_read_async (WebKitWebView *view,
                                    gboolean may_touch,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
EnrollForm *enroll_page_script_read_finish (WebKitWebView *view,
                                            GAsyncResult *result,
                                            GError **error);

void enroll_page_script_fill_async (WebKitWebView *view,
                                    EnrollForm *form,
                                    EnrollAnswers *answers,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean enroll_page_script_fill_finish (WebKitWebView *view, GAsyncResult *result, GError **error);

void enroll_page_script_press_async (WebKitWebView *view,
                                     EnrollForm *form,
                                     const EnrollButton *button,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
char *enroll_page_script_press_finish (WebKitWebView *view, GAsyncResult *result, GError **error);

void enroll_page_script_settle_async (WebKitWebView *view,
                                      guint limit_ms,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
void enroll_page_script_await_change_async (WebKitWebView *view,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean enroll_page_script_settle_finish (WebKitWebView *view,
                                           GAsyncResult *result,
                                           EnrollPageRest *rest,
                                           GError **error);

G_END_DECLS
