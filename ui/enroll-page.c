/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-page.h"

enum
{
  SIGNAL_CHANGED,
  SIGNAL_WISH,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (EnrollPage, enroll_page, GTK_TYPE_WIDGET)

static void
enroll_page_default_init (EnrollPageInterface *iface)
{
  /* What describe() says is no longer true. */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed",
                                          G_TYPE_FROM_INTERFACE (iface),
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          0);

  /* Carries an EnrollPageWish. */
  signals[SIGNAL_WISH] = g_signal_new ("wish",
                                       G_TYPE_FROM_INTERFACE (iface),
                                       G_SIGNAL_RUN_LAST,
                                       0,
                                       NULL,
                                       NULL,
                                       NULL,
                                       G_TYPE_NONE,
                                       1,
                                       G_TYPE_INT);
}

void
enroll_page_look_clear (EnrollPageLook *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->explanation, g_free);
}

/**
 * enroll_page_describe:
 * @self: a page
 * @session: the session that it shows
 * @look: (out caller-allocates): what the window shows, to be cleared by the caller
 */
void
enroll_page_describe (EnrollPage *self, EnrollSession *session, EnrollPageLook *look)
{
  g_return_if_fail (ENROLL_IS_PAGE (self));
  g_return_if_fail (look != NULL);

  *look = (EnrollPageLook){ .is_complete = TRUE };
  ENROLL_PAGE_GET_IFACE (self)->describe (self, session, look);
}

void
enroll_page_update (EnrollPage *self, EnrollSession *session)
{
  g_return_if_fail (ENROLL_IS_PAGE (self));

  ENROLL_PAGE_GET_IFACE (self)->update (self, session);
}

/**
 * enroll_page_take_focus:
 * @self: the visible page
 *
 * Returns: %FALSE if the page has nothing that the user starts with
 */
gboolean
enroll_page_take_focus (EnrollPage *self)
{
  g_return_val_if_fail (ENROLL_IS_PAGE (self), FALSE);

  return ENROLL_PAGE_GET_IFACE (self)->take_focus != NULL &&
         ENROLL_PAGE_GET_IFACE (self)->take_focus (self);
}

void
enroll_page_activate (EnrollPage *self, EnrollSession *session)
{
  g_return_if_fail (ENROLL_IS_PAGE (self));

  if (ENROLL_PAGE_GET_IFACE (self)->activate != NULL)
    ENROLL_PAGE_GET_IFACE (self)->activate (self, session);
}

void
enroll_page_activate_secondary (EnrollPage *self, EnrollSession *session)
{
  g_return_if_fail (ENROLL_IS_PAGE (self));

  if (ENROLL_PAGE_GET_IFACE (self)->activate_secondary != NULL)
    ENROLL_PAGE_GET_IFACE (self)->activate_secondary (self, session);
}

void
enroll_page_emit_changed (EnrollPage *self)
{
  g_return_if_fail (ENROLL_IS_PAGE (self));

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
enroll_page_emit_wish (EnrollPage *self, EnrollPageWish wish)
{
  g_return_if_fail (ENROLL_IS_PAGE (self));

  g_signal_emit (self, signals[SIGNAL_WISH], 0, (int)wish);
}
