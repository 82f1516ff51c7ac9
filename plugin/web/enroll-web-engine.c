/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-web-engine.h"

/* A browser engine that keeps nothing and may do little. */

static WebKitSettings *
make_settings (void)
{
  return webkit_settings_new_with_settings ("allow-file-access-from-file-urls",
                                            FALSE,
                                            "allow-universal-access-from-file-urls",
                                            FALSE,
                                            "enable-developer-extras",
                                            FALSE,
                                            "enable-html5-database",
                                            FALSE,
                                            "enable-media",
                                            FALSE,
                                            "enable-webgl",
                                            FALSE,
                                            "javascript-can-open-windows-automatically",
                                            TRUE,
                                            "hardware-acceleration-policy",
                                            WEBKIT_HARDWARE_ACCELERATION_POLICY_NEVER,
                                            NULL);
}

/**
 * enroll_web_engine_new_context:
 *
 * Returns: (transfer full): an engine with processes, cookies and a memory of its own, all of which
 *   go with it
 */
WebKitWebContext *
enroll_web_engine_new_context (void)
{
  static const char *const languages[] = { "en", NULL };
  WebKitWebContext *context = webkit_web_context_new_ephemeral ();

  /* Without a condition, as Evolution has it for messages. Where there can be no sandbox, WebKit ends
   * the program, but then it did so with the first message, unless its own variable forbids it. */
  webkit_web_context_set_sandbox_enabled (context, TRUE);
  webkit_web_context_set_cache_model (context, WEBKIT_CACHE_MODEL_DOCUMENT_VIEWER);
  webkit_web_context_set_spell_checking_enabled (context, FALSE);
  /* The vocabulary is English. */
  webkit_web_context_set_preferred_languages (context, languages);
  return context;
}

static gboolean
print_cb (WebKitWebView *view, WebKitPrintOperation *operation, gpointer user_data)
{
  return TRUE;
}

/**
 * enroll_web_engine_new_view:
 * @context: an engine
 * @content_manager: with the scripts of ours
 * @related: (nullable): the view that opens this one
 *
 * Returns: (transfer floating): a view; hidden, if another one opens it
 */
WebKitWebView *
enroll_web_engine_new_view (WebKitWebContext *context,
                            WebKitUserContentManager *content_manager,
                            WebKitWebView *related)
{
  g_autoptr (WebKitSettings) settings = make_settings ();
  WebKitWebView *view = g_object_new (WEBKIT_TYPE_WEB_VIEW,
                                      related != NULL ? "related-view" : "web-context",
                                      related != NULL ? (gpointer)related : (gpointer)context,
                                      "user-content-manager",
                                      content_manager,
                                      "settings",
                                      settings,
                                      NULL);

  g_signal_connect (view, "print", G_CALLBACK (print_cb), NULL);
  if (related == NULL)
    gtk_widget_show (GTK_WIDGET (view));
  return view;
}
