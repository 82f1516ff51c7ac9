/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EnrollPageWish:
 * @ENROLL_PAGE_WISH_CLOSE: close the window
 * @ENROLL_PAGE_WISH_BROWSER: open the invitation in the browser instead
 * @ENROLL_PAGE_WISH_SIGNED_MESSAGE: send a signed message to oneself
 * @ENROLL_PAGE_WISH_STATUS_PAGE: open the page where the service says whether it is well
 *
 * What a page wants of the window around it.
 */
typedef enum
{
  ENROLL_PAGE_WISH_CLOSE,
  ENROLL_PAGE_WISH_BROWSER,
  ENROLL_PAGE_WISH_SIGNED_MESSAGE,
  ENROLL_PAGE_WISH_STATUS_PAGE,
} EnrollPageWish;

/**
 * EnrollPageLook:
 * @title: headline, translated
 * @main_label: (nullable): label of the button for the next step, with a mnemonic
 * @secondary_label: (nullable): label of the other button, with a mnemonic
 * @is_complete: the next step can be taken
 * @main_hint: (nullable): what the button for the next step does
 * @secondary_hint: (nullable): what the other button does
 * @explanation: (nullable): what a screen reader says after the headline
 * @help_topic: (nullable): page of the user guide; %NULL for its first
 * @is_large: the page wants as much room as the screen can spare
 *
 * What the window shows for a page. A page never touches a button.
 */
typedef struct
{
  char *title;
  const char *main_label;
  const char *secondary_label;
  const char *main_hint;
  const char *secondary_hint;
  char *explanation;
  const char *help_topic;
  gboolean is_complete;
  gboolean is_large;
} EnrollPageLook;

void enroll_page_look_clear (EnrollPageLook *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrollPageLook, enroll_page_look_clear)

#define ENROLL_TYPE_PAGE (enroll_page_get_type ())
G_DECLARE_INTERFACE (EnrollPage, enroll_page, ENROLL, PAGE, GtkWidget)

/**
 * EnrollPageInterface:
 * @describe: says what the window is to show; called after each change
 * @update: reads the session after its state has changed
 * @take_focus: (nullable): puts the focus where the user starts; %FALSE for the main button
 * @activate: the main button was pressed
 * @activate_secondary: (nullable): the other button was pressed
 *
 * One page of the wizard. It reads the session and sends it words; it holds none.
 */
struct _EnrollPageInterface
{
  GTypeInterface parent_interface;

  void (*describe) (EnrollPage *self, EnrollSession *session, EnrollPageLook *look);
  void (*update) (EnrollPage *self, EnrollSession *session);
  gboolean (*take_focus) (EnrollPage *self);
  void (*activate) (EnrollPage *self, EnrollSession *session);
  void (*activate_secondary) (EnrollPage *self, EnrollSession *session);
};

void enroll_page_describe (EnrollPage *self, EnrollSession *session, EnrollPageLook *look);
void enroll_page_update (EnrollPage *self, EnrollSession *session);
gboolean enroll_page_take_focus (EnrollPage *self);
void enroll_page_activate (EnrollPage *self, EnrollSession *session);
void enroll_page_activate_secondary (EnrollPage *self, EnrollSession *session);

void enroll_page_emit_changed (EnrollPage *self);
void enroll_page_emit_wish (EnrollPage *self, EnrollPageWish wish);

G_END_DECLS
