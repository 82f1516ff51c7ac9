/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-visit.h"

G_DEFINE_INTERFACE (EnrollVisit, enroll_visit, G_TYPE_OBJECT)

static void
enroll_visit_default_init (EnrollVisitInterface *iface)
{
}

void
enroll_visit_open_async (EnrollVisit *self,
                         const char *link,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (ENROLL_IS_VISIT (self));

  ENROLL_VISIT_GET_IFACE (self)->open_async (self, link, cancellable, callback, user_data);
}

void
enroll_visit_submit_async (EnrollVisit *self,
                           EnrollForm *form,
                           EnrollAnswers *answers,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (ENROLL_IS_VISIT (self));

  ENROLL_VISIT_GET_IFACE (self)
      ->submit_async (self, form, answers, cancellable, callback, user_data);
}

void
enroll_visit_wait_async (EnrollVisit *self,
                         EnrollForm *form,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (ENROLL_IS_VISIT (self));

  ENROLL_VISIT_GET_IFACE (self)->wait_async (self, form, cancellable, callback, user_data);
}

EnrollForm *
enroll_visit_step_finish (EnrollVisit *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ENROLL_IS_VISIT (self), NULL);

  return ENROLL_VISIT_GET_IFACE (self)->step_finish (self, result, error);
}
