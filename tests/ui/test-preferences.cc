/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The page of Evolution's preferences: it changes what the user may change, and nothing else. */

#include <gtk/gtk.h>

#include "enroll-preferences.h"
#include "glib-test.h"
#include "ui-fake-settings.h"

namespace
{

struct SwitchCase
{
  const char *label;
  const char *key;
};

const SwitchCase kSwitches[] = {
  { "_Offer to get S/MIME certificates", "enabled" },
  { "Show a _bar above messages that are invitations", "show-banner" },
  { "Open the _links of invitations here instead of in the browser", "intercept-links" },
  { "_Sign new messages", "sign-by-default" },
  { "_Encrypt new messages", "encrypt-by-default" },
};

class PreferencesTest : public GlibTest
{
protected:
  void
  Open (gboolean is_locked)
  {
    settings = ui_fake_settings_new (is_locked);
    window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
    gtk_container_add (GTK_CONTAINER (window), enroll_preferences_new (settings));
    gtk_widget_show (window);
    RunPending ();
  }

  void
  TearDown () override
  {
    if (window != nullptr)
      gtk_widget_destroy (window);
    RunPending ();
    Watch (settings);
    g_clear_object (&settings);
    GlibTest::TearDown ();
  }

  static void
  Collect (GtkWidget *widget, gpointer user_data)
  {
    static_cast<std::vector<GtkWidget *> *> (user_data)->push_back (widget);
    if (GTK_IS_CONTAINER (widget))
      gtk_container_foreach (GTK_CONTAINER (widget), Collect, user_data);
  }

  GtkWidget *
  Check (const char *label)
  {
    std::vector<GtkWidget *> all;

    Collect (window, &all);
    for (GtkWidget *widget : all)
      {
        if (GTK_IS_CHECK_BUTTON (widget) &&
            g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
          return widget;
      }
    ADD_FAILURE () << label;
    return nullptr;
  }

  int
  CountReasons ()
  {
    std::vector<GtkWidget *> all;
    int n = 0;

    Collect (window, &all);
    for (GtkWidget *widget : all)
      n += GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
           g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), "Set by your administrator") == 0;
    return n;
  }

  GSettings *settings = nullptr;
  GtkWidget *window = nullptr;
};

TEST_F (PreferencesTest, ChangeTheSettingsAndFollowThem)
{
  Open (FALSE);

  EXPECT_EQ (CountReasons (), 0);
  for (const auto &[label, key] : kSwitches)
    {
      GtkToggleButton *check = GTK_TOGGLE_BUTTON (Check (label));
      const gboolean before = g_settings_get_boolean (settings, key);

      EXPECT_EQ (gtk_toggle_button_get_active (check), before) << key;
      EXPECT_TRUE (gtk_widget_get_sensitive (GTK_WIDGET (check))) << key;
      gtk_toggle_button_set_active (check, !before);
      EXPECT_EQ (g_settings_get_boolean (settings, key), !before) << key;
      g_settings_set_boolean (settings, key, before);
      EXPECT_EQ (gtk_toggle_button_get_active (check), before) << key;
    }
}

TEST_F (PreferencesTest, ShowWhatIsLockedAndWhoSetIt)
{
  Open (TRUE);

  EXPECT_EQ (CountReasons (), 2);
  for (const auto &[label, key] : kSwitches)
    {
      GtkWidget *check = Check (label);
      const char *description = atk_object_get_description (gtk_widget_get_accessible (check));
      const gboolean is_free = g_settings_is_writable (settings, key);

      EXPECT_EQ (gtk_widget_get_sensitive (check), is_free) << key;
      EXPECT_EQ (g_strcmp0 (description, "Set by your administrator") == 0, !is_free) << key;
    }
  EXPECT_FALSE (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (Check (kSwitches[1].label))))
      << "the administrator's word, not the user's";
  EXPECT_TRUE (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (Check (kSwitches[3].label))));
  EXPECT_FALSE (g_settings_is_writable (settings, "show-banner"));
  EXPECT_TRUE (g_settings_is_writable (settings, "intercept-links"));
}

TEST_F (PreferencesTest, LeaveTheWaysAloneWhileNothingIsOffered)
{
  Open (FALSE);

  EXPECT_TRUE (gtk_widget_is_sensitive (Check (kSwitches[1].label)));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (Check (kSwitches[0].label)), FALSE);
  EXPECT_FALSE (gtk_widget_is_sensitive (Check (kSwitches[1].label)));
  EXPECT_FALSE (gtk_widget_is_sensitive (Check (kSwitches[2].label)));
  EXPECT_TRUE (gtk_widget_is_sensitive (Check (kSwitches[3].label)));
}

}
