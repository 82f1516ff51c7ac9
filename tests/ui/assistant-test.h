/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-assistant.h"
#include "ui-fake-stage.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

/* A warning is a failure of the test that it belongs to. */
inline GLogWriterOutput
fail_on_warning (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer)
{
  if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) != 0)
    {
      g_autofree char *text = g_log_writer_format_fields (level, fields, n_fields, FALSE);

      ADD_FAILURE () << text;
    }
  return G_LOG_WRITER_HANDLED;
}

inline void
collect (GtkWidget *widget, gpointer user_data)
{
  static_cast<std::vector<GtkWidget *> *> (user_data)->push_back (widget);
  if (GTK_IS_CONTAINER (widget) && !GTK_IS_COMBO_BOX (widget))
    gtk_container_foreach (GTK_CONTAINER (widget), collect, user_data);
}

inline std::string
accessible_name (GtkWidget *widget)
{
  const char *name = atk_object_get_name (gtk_widget_get_accessible (widget));

  return name != nullptr ? name : "";
}

/* A sample that has one thing about it. */
inline UiFakeSample
With (gboolean UiFakeSample::*flag)
{
  UiFakeSample sample = {};

  sample.*flag = TRUE;
  return sample;
}

class AssistantTest : public ::testing::Test
{
protected:
  void
  Open (const UiFakeSample &sample, guint n_identities = 1, gboolean start_at_once = FALSE)
  {
    identities = ui_fake_identities_new (&sample, n_identities);
    session =
        ui_fake_session_new (world,
                             &sample,
                             static_cast<EnrollIdentity *> (g_ptr_array_index (identities, 0)));
    window = enroll_assistant_new (nullptr, session, identities, start_at_once);
    g_object_add_weak_pointer (G_OBJECT (window), reinterpret_cast<gpointer *> (&window));
    gtk_widget_show (window);
    ui_fake_iterate ();
  }

  void
  TearDown () override
  {
    if (window != nullptr)
      gtk_widget_destroy (window);
    ui_fake_iterate ();
    EXPECT_EQ (window, nullptr);
    if (ui_fake_world_is_busy (world))
      ui_fake_world_fail (world, ENROLL_ERROR_UNREACHABLE, "the end");
    ui_fake_iterate ();
    if (session != nullptr)
      g_assert_finalize_object (session);
    g_clear_pointer (&identities, g_ptr_array_unref);
    g_assert_finalize_object (world);
  }

  /* What is mapped in @root. */
  static std::vector<GtkWidget *>
  Mapped (GtkWidget *root)
  {
    std::vector<GtkWidget *> all;
    std::vector<GtkWidget *> mapped;

    collect (root, &all);
    for (GtkWidget *widget : all)
      {
        if (gtk_widget_get_mapped (widget))
          mapped.push_back (widget);
      }
    return mapped;
  }

  GtkWidget *
  Find (GType type, const std::string &name)
  {
    for (GtkWidget *widget : Mapped (window))
      {
        if (g_type_is_a (G_OBJECT_TYPE (widget), type) && accessible_name (widget) == name)
          return widget;
      }
    return nullptr;
  }

  GtkWidget *
  Button (const std::string &name)
  {
    return Find (GTK_TYPE_BUTTON, name);
  }

  bool
  Shows (const std::string &text)
  {
    for (GtkWidget *widget : Mapped (window))
      {
        if (GTK_IS_LABEL (widget) &&
            std::string (gtk_label_get_text (GTK_LABEL (widget))).find (text) != std::string::npos)
          return true;
      }
    return false;
  }

  void
  Press (const std::string &name)
  {
    GtkWidget *button = Button (name);

    ASSERT_NE (button, nullptr) << name;
    gtk_button_clicked (GTK_BUTTON (button));
    ui_fake_iterate ();
  }

  void
  PlayUntil (EnrollState state)
  {
    ui_fake_play_until (world, session, state);
  }

  void
  Close ()
  {
    gtk_window_close (GTK_WINDOW (window));
    ui_fake_iterate ();
  }

  /* The question that is open, or null. */
  static GtkWidget *
  Question ()
  {
    GtkWidget *found = nullptr;
    GList *windows = gtk_window_list_toplevels ();

    for (GList *item = windows; item != nullptr; item = item->next)
      {
        if (GTK_IS_MESSAGE_DIALOG (item->data))
          found = GTK_WIDGET (item->data);
      }
    g_list_free (windows);
    return found;
  }

  UiFakeWorld *world = ui_fake_world_new ();
  EnrollSession *session = nullptr;
  GPtrArray *identities = nullptr;
  GtkWidget *window = nullptr;
};
