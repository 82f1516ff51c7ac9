/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "portal-exchange.h"

G_BEGIN_DECLS

typedef enum
{
  PORTAL_PRESSED_SUBMIT,
  PORTAL_PRESSED_OTHER,
  PORTAL_PRESSED_NOTHING,
} PortalPressed;

PortalMarkup *portal_page_new (PortalExchange *exchange, const char *title, const char *head);
void portal_page_send (PortalExchange *exchange, PortalMarkup *markup, guint status);
void portal_page_begin_form (PortalExchange *exchange,
                             PortalMarkup *markup,
                             const char *page,
                             gboolean is_post);
void portal_page_end_form (PortalExchange *exchange,
                           PortalMarkup *markup,
                           const char *page,
                           const char *submit);
void portal_page_action (PortalExchange *exchange,
                         PortalMarkup *markup,
                         const char *page,
                         const char *label);
gboolean portal_page_check_token (PortalExchange *exchange);
PortalPressed portal_page_get_pressed (PortalExchange *exchange);

void portal_page_show_notice (PortalExchange *exchange,
                              guint status,
                              const char *title,
                              const char *text);
void portal_page_show_eula (PortalExchange *exchange);
void portal_page_show_list (PortalExchange *exchange);
void portal_page_show_login (PortalExchange *exchange, const char *problem);
void portal_page_show_code (PortalExchange *exchange, const char *problem);
void portal_page_show_wait (PortalExchange *exchange);
void portal_page_show_result (PortalExchange *exchange, const char *problem);

void portal_page_add_terms (PortalExchange *exchange, PortalMarkup *markup);

G_END_DECLS
