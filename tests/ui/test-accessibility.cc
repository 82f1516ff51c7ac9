/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The wizard for those who use no mouse, or see no screen, or not well; and its way to the guide. */

#include "assistant-test.h"
#include "enroll-help-button.h"
#include "enroll-link-dialog.h"

#include <fstream>
#include <glib/gstdio.h>
#include <map>
#include <sstream>

namespace
{

/* Where the program goes that opens the guide in these tests. */
std::string opened_file;

/* What a screen reader is told, in the order in which it is told. */
std::vector<std::string> news;

gboolean
note_news (GSignalInvocationHint *, guint n_values, const GValue *values, gpointer)
{
  AtkObject *object = ATK_OBJECT (g_value_get_object (&values[0]));
  AtkRole role = atk_object_get_role (object);
  const char *name = atk_object_get_name (object);

  if (n_values == 3 && g_strcmp0 (g_value_get_string (&values[1]), "showing") == 0 &&
      g_value_get_boolean (&values[2]) && (role == ATK_ROLE_NOTIFICATION || role == ATK_ROLE_ALERT))
    news.emplace_back (name != nullptr ? name : "");
  return TRUE;
}

bool
WasTold (const std::string &text)
{
  for (const auto &item : news)
    {
      if (item.find (text) != std::string::npos)
        return true;
    }
  return false;
}

void
unfold (GtkWidget *widget, gpointer)
{
  if (GTK_IS_EXPANDER (widget))
    gtk_expander_set_expanded (GTK_EXPANDER (widget), TRUE);
  if (GTK_IS_CONTAINER (widget))
    gtk_container_foreach (GTK_CONTAINER (widget), unfold, nullptr);
}

bool
TakesAnAnswer (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_ENTRY (widget) || GTK_IS_COMBO_BOX (widget) ||
         GTK_IS_EXPANDER (widget) ||
         (GTK_IS_TEXT_VIEW (widget) && gtk_text_view_get_editable (GTK_TEXT_VIEW (widget)));
}

struct Page
{
  EnrollState state;
  const char *topic;
};

class PageTest : public AssistantTest, public ::testing::WithParamInterface<Page>
{
protected:
  void
  OpenPage ()
  {
    EnrollState state = GetParam ().state;
    UiFakeSample sample = {};

    sample.is_pull = state == ENROLL_STATE_CONFIRMING;
    sample.root_is_unknown = state == ENROLL_STATE_ASKING_TRUST;
    sample.has_keyring = TRUE;
    Open (sample, state == ENROLL_STATE_READY ? 2 : 1);
    if (state == ENROLL_STATE_FAILED)
      {
        PlayUntil (ENROLL_STATE_WAITING);
        ui_fake_world_fail (world, ENROLL_ERROR_TIMEOUT, "no certificate");
        ui_fake_iterate ();
      }
    else
      {
        PlayUntil (state);
      }
    unfold (window, nullptr);
    ui_fake_iterate ();
  }
};

TEST_P (PageTest, NamesEverythingThatTakesTheFocus)
{
  OpenPage ();

  EXPECT_EQ (atk_object_get_role (gtk_widget_get_accessible (window)), ATK_ROLE_DIALOG);
  EXPECT_EQ (accessible_name (window), "Get S/MIME Certificate");
  for (GtkWidget *widget : Mapped (window))
    {
      if (gtk_widget_get_can_focus (widget) && !GTK_IS_WINDOW (widget))
        {
          EXPECT_NE (accessible_name (widget), "") << G_OBJECT_TYPE_NAME (widget);
        }
    }
}

TEST_P (PageTest, DescribesEverythingThatTakesAnAnswer)
{
  OpenPage ();

  for (GtkWidget *widget : Mapped (window))
    {
      if (!gtk_widget_get_can_focus (widget) || !TakesAnAnswer (widget))
        continue;
      const char *text = atk_object_get_description (gtk_widget_get_accessible (widget));

      /* The title bar's own buttons are the window manager's matter. */
      if (gtk_widget_get_ancestor (widget, GTK_TYPE_HEADER_BAR) == nullptr)
        {
          EXPECT_FALSE (text == nullptr || text[0] == '\0') << accessible_name (widget);
        }
    }
}

TEST_P (PageTest, GivesEachLetterToOneControl)
{
  std::map<guint, std::string> letters;

  OpenPage ();
  for (GtkWidget *widget : Mapped (window))
    {
      guint letter = GTK_IS_LABEL (widget) ? gtk_label_get_mnemonic_keyval (GTK_LABEL (widget))
                                           : guint (GDK_KEY_VoidSymbol);

      if (letter == GDK_KEY_VoidSymbol)
        continue;
      EXPECT_EQ (letters.count (letter), 0u)
          << gtk_label_get_text (GTK_LABEL (widget)) << " and " << letters[letter];
      letters[letter] = gtk_label_get_text (GTK_LABEL (widget));
    }
  EXPECT_EQ (letters.count (GDK_KEY_h), 1u);
}

/* As it comes from the keyboard: whoever keeps the key or the focus to itself shows. */
void
PressTab (GtkWidget *window, guint modifiers)
{
  GdkDisplay *display = gtk_widget_get_display (window);
  GdkDevice *keyboard = gdk_seat_get_keyboard (gdk_display_get_default_seat (display));
  guint keyval = (modifiers & GDK_SHIFT_MASK) != 0 ? GDK_KEY_ISO_Left_Tab : GDK_KEY_Tab;
  g_autofree GdkKeymapKey *keys = nullptr;
  int n_keys = 0;

  ASSERT_TRUE (gdk_keymap_get_entries_for_keyval (gdk_keymap_get_for_display (display),
                                                  keyval,
                                                  &keys,
                                                  &n_keys));
  for (GdkEventType type : { GDK_KEY_PRESS, GDK_KEY_RELEASE })
    {
      GdkEvent *event = gdk_event_new (type);

      event->key.window = GDK_WINDOW (g_object_ref (gtk_widget_get_window (window)));
      event->key.send_event = TRUE;
      event->key.state = modifiers;
      event->key.keyval = keyval;
      event->key.hardware_keycode = guint16 (keys[0].keycode);
      gdk_event_set_device (event, keyboard);
      gtk_main_do_event (event);
      gdk_event_free (event);
    }
  ui_fake_iterate ();
}

/* Up to the end of the page and back, without a mouse. A button lets go of the focus only in a window
 * that has it, and without a window manager nobody gives it. */
TEST_P (PageTest, ReachesEverythingByTab)
{
  OpenPage ();
  gdk_window_focus (gtk_widget_get_window (window), GDK_CURRENT_TIME);
  while (!gtk_window_is_active (GTK_WINDOW (window)))
    g_main_context_iteration (nullptr, TRUE);

  for (guint modifiers : { 0u, guint (GDK_SHIFT_MASK) })
    {
      std::vector<GtkWidget *> reached;
      std::string path;

      for (int i = 0; i < 40; i++)
        {
          GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

          reached.push_back (focus);
          path += focus != nullptr ? std::string (" → ") + G_OBJECT_TYPE_NAME (focus) + " " +
                                         accessible_name (focus)
                                   : " → nothing";
          PressTab (window, modifiers);
        }
      for (GtkWidget *widget : Mapped (window))
        {
          bool is_reached = false;

          if (!gtk_widget_get_can_focus (widget) || !gtk_widget_get_sensitive (widget) ||
              !TakesAnAnswer (widget) ||
              gtk_widget_get_ancestor (widget, GTK_TYPE_HEADER_BAR) != nullptr)
            continue;
          for (GtkWidget *other : reached)
            is_reached = is_reached || other == widget ||
                         (other != nullptr && gtk_widget_is_ancestor (other, widget));
          EXPECT_TRUE (is_reached) << accessible_name (widget) << path;
        }
    }
}

TEST_P (PageTest, IsExplainedInTheGuide)
{
  GtkWidget *button;
  std::string topic;

  OpenPage ();
  button = Button ("Help");
  ASSERT_NE (button, nullptr);
  topic = enroll_help_button_get_topic (ENROLL_HELP_BUTTON (button));
  EXPECT_EQ (topic, GetParam ().topic);
  EXPECT_TRUE (
      g_file_test ((std::string (g_getenv ("ENROLL_HELP_DIR")) + "/" + topic + ".page").c_str (),
                   G_FILE_TEST_EXISTS));
}

INSTANTIATE_TEST_SUITE_P (Pages,
                          PageTest,
                          ::testing::Values (Page{ ENROLL_STATE_READY, "questions" },
                                             Page{ ENROLL_STATE_OPENING, "questions" },
                                             Page{ ENROLL_STATE_ASKING, "questions" },
                                             Page{ ENROLL_STATE_CONFIRMING, "confirm" },
                                             Page{ ENROLL_STATE_WAITING, "get-certificate" },
                                             Page{ ENROLL_STATE_ASKING_TRUST, "trust" },
                                             Page{ ENROLL_STATE_DONE, "sign-and-encrypt" },
                                             Page{ ENROLL_STATE_FAILED, "trouble" }),
                          [] (const auto &info) {
                            return "State" + std::to_string (int (info.param.state));
                          });

class SpokenTest : public AssistantTest
{
protected:
  void
  SetUp () override
  {
    guint signal = g_signal_lookup ("state-change", ATK_TYPE_OBJECT);

    news.clear ();
    hook = g_signal_add_emission_hook (signal, 0, note_news, nullptr, nullptr);
  }

  void
  TearDown () override
  {
    g_signal_remove_emission_hook (g_signal_lookup ("state-change", ATK_TYPE_OBJECT), hook);
    AssistantTest::TearDown ();
  }

  gulong hook = 0;
};

TEST_F (SpokenTest, TellsEachPageAndEachStepAndTheResults)
{
  Open (With (&UiFakeSample::root_is_unknown));
  PlayUntil (ENROLL_STATE_DONE);

  for (const char *text : { "Sign and Protect Your Mail",
                            "Getting Your Certificate",
                            "Preparing your key: in progress",
                            "Waiting for the authority (usually under 4 minutes): in progress",
                            "Trust This Authority?",
                            "Trying it out: in progress",
                            "You Can Now Sign Your Mail",
                            "Signature tried and verified" })
    EXPECT_TRUE (WasTold (text)) << text;
}

TEST_F (SpokenTest, TellsAStepThatWaitsOnlyOnce)
{
  int n_times = 0;

  Open ({});
  PlayUntil (ENROLL_STATE_WAITING);
  for (const auto &item : news)
    n_times += item.find ("Sending the request: in progress") != std::string::npos ? 1 : 0;

  EXPECT_EQ (n_times, 1);
  EXPECT_FALSE (WasTold ("Installing it"));
}

TEST_F (SpokenTest, TellsWhatHappenedAndWhatToDoNext)
{
  Open ({});
  PlayUntil (ENROLL_STATE_SUBMITTING);
  ui_fake_world_fail (world, ENROLL_ERROR_LIMIT, "limit reached");
  ui_fake_iterate ();

  EXPECT_TRUE (WasTold ("You already have as many valid certificates as your organization allows.\n"
                        "Ask your help desk to revoke one"));
  Press ("Copy for Your Help Desk");
  EXPECT_TRUE (WasTold ("Copied."));
}

TEST_F (SpokenTest, TellsWhatIsWrongWithAnAnswer)
{
  Open (With (&UiFakeSample::is_rejected));
  PlayUntil (ENROLL_STATE_SUBMITTING);
  news.clear ();
  ui_fake_world_finish (world);
  ui_fake_iterate ();

  EXPECT_TRUE (WasTold ("The access code is not valid."));
}

TEST_F (SpokenTest, TellsThatTheMailHasArrived)
{
  UiFakeSample sample = With (&UiFakeSample::is_pull);

  sample.is_watched = TRUE;
  Open (sample);
  PlayUntil (ENROLL_STATE_CONFIRMING);
  EXPECT_FALSE (WasTold ("It has arrived."));
  fake_inbox_deliver (ui_fake_world_get_inbox (world),
                      "https://certificates.example.edu/customer/x/smime?c=1");
  ui_fake_iterate ();

  EXPECT_TRUE (WasTold ("It has arrived."));
}

class SizeTest : public AssistantTest
{
protected:
  void
  SetTextSize (int percent)
  {
    g_object_set (gtk_settings_get_default (),
                  "gtk-xft-dpi",
                  percent * 96 * PANGO_SCALE / 100,
                  nullptr);
  }

  void
  TearDown () override
  {
    SetTextSize (100);
    AssistantTest::TearDown ();
  }

  void
  GetSize (int *width, int *height)
  {
    gtk_window_get_size (GTK_WINDOW (window), width, height);
  }
};

TEST_F (SizeTest, FitsASmallScreenWithTheUsualText)
{
  int width;
  int height;

  Open ({});
  PlayUntil (ENROLL_STATE_ASKING);
  GetSize (&width, &height);

  EXPECT_LE (width, 800);
  EXPECT_LE (height, 510);
}

TEST_F (SizeTest, GetsLargerWithItsTextAndStaysOnTheScreen)
{
  int usual_width;
  int usual_height;
  int width;
  int height;

  Open ({});
  GetSize (&usual_width, &usual_height);
  gtk_widget_destroy (window);
  g_clear_object (&session);
  g_clear_pointer (&identities, g_ptr_array_unref);
  SetTextSize (200);
  Open ({});
  GetSize (&width, &height);

  EXPECT_GT (width, usual_width * 3 / 2);
  EXPECT_GT (height, usual_height);
  EXPECT_LE (width, 1280);
  EXPECT_LE (height, 900);
}

TEST_F (SizeTest, ScrollsByKeyboardWhatIsBelowTheEdge)
{
  GtkWidget *scroller = nullptr;

  Open ({});
  PlayUntil (ENROLL_STATE_ASKING);
  for (GtkWidget *widget : Mapped (window))
    {
      if (GTK_IS_SCROLLED_WINDOW (widget) && scroller == nullptr)
        scroller = widget;
    }
  ASSERT_NE (scroller, nullptr);
  gtk_window_resize (GTK_WINDOW (window), 600, 200);
  for (int i = 0; i < 200 && !gtk_widget_get_can_focus (scroller); i++)
    g_main_context_iteration (nullptr, TRUE);

  EXPECT_TRUE (gtk_widget_get_can_focus (scroller));
}

std::string
ReadFile (const std::string &path)
{
  std::ifstream file (path);
  std::stringstream text;

  text << file.rdbuf ();
  return text.str ();
}

TEST_F (AssistantTest, OpensTheGuideByF1)
{
  std::string opened;

  Open ({});
  PlayUntil (ENROLL_STATE_ASKING);
  g_remove (opened_file.c_str ());
  ASSERT_TRUE (gtk_accel_groups_activate (G_OBJECT (window), GDK_KEY_F1, GdkModifierType (0)));
  for (int i = 0; i < 1000 && opened.find ('\n') == std::string::npos; i++)
    {
      ui_fake_iterate ();
      g_usleep (5000);
      opened = ReadFile (opened_file);
    }

  EXPECT_EQ (opened, "help:evolution-smime-enrollment/questions\n");
}

TEST_F (AssistantTest, OpensTheGuideOfAnInstallationOfItsOwn)
{
  g_autofree char *data = g_dir_make_tmp ("enroll-guide.XXXXXX", nullptr);
  std::string folder = std::string (data) + "/help/C/evolution-smime-enrollment";
  g_autofree char *uri = nullptr;
  g_autofree char *elsewhere = nullptr;

  Open ({});
  PlayUntil (ENROLL_STATE_ASKING);
  ASSERT_EQ (g_mkdir_with_parents (folder.c_str (), 0700), 0);
  uri = enroll_help_button_dup_uri (ENROLL_HELP_BUTTON (Button ("Help")), data);
  EXPECT_EQ (std::string (uri), "file://" + folder + "/questions.page");
  elsewhere = enroll_help_button_dup_uri (ENROLL_HELP_BUTTON (Button ("Help")), "/nowhere");
  EXPECT_STREQ (elsewhere, "help:evolution-smime-enrollment/questions");

  for (std::string path = folder; path != data; path = path.substr (0, path.rfind ('/')))
    g_rmdir (path.c_str ());
  g_rmdir (data);
}

/* A program for “help:” that writes down what it is to open. */
std::string
install_viewer ()
{
  g_autofree char *home = g_dir_make_tmp ("enroll-viewer.XXXXXX", nullptr);
  std::string data = home;

  opened_file = data + "/opened";
  g_mkdir_with_parents ((data + "/applications").c_str (), 0700);
  std::ofstream (data + "/viewer.sh") << "#!/bin/sh\necho \"$1\" >" << opened_file << "\n";
  g_chmod ((data + "/viewer.sh").c_str (), 0700);
  std::ofstream (data + "/applications/viewer.desktop")
      << "[Desktop Entry]\nType=Application\nName=Viewer\nExec=" << data
      << "/viewer.sh %u\nMimeType=x-scheme-handler/help;\n";
  std::ofstream (data + "/applications/mimeapps.list")
      << "[Default Applications]\nx-scheme-handler/help=viewer.desktop\n";
  g_setenv ("XDG_DATA_HOME", data.c_str (), TRUE);
  g_setenv ("XDG_DATA_DIRS", "/usr/share", TRUE);
  return data;
}

void
remove_viewer (const std::string &data)
{
  for (const char *name : { "/applications/viewer.desktop",
                            "/applications/mimeapps.list",
                            "/applications/mimeinfo.cache",
                            "/viewer.sh",
                            "/opened" })
    g_remove ((data + name).c_str ());
  g_rmdir ((data + "/applications").c_str ());
  g_rmdir (data.c_str ());
}

}

int
main (int argc, char **argv)
{
  std::string data = install_viewer ();
  int status;

  gtk_init (&argc, &argv);
  g_log_set_writer_func (fail_on_warning, nullptr, nullptr);
  ::testing::InitGoogleTest (&argc, argv);
  status = RUN_ALL_TESTS ();
  remove_viewer (data);
  return status;
}
