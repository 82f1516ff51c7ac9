/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-assistant.h"
#include "enroll-link-dialog.h"
#include "enroll-preferences.h"
#include "ui-fake-settings.h"
#include "ui-fake-stage.h"

#include <glib/gi18n-lib.h>

/* Shows each page of the wizard with samples and saves a picture of it: for looking at what was
 * changed, in the usual and in the difficult ways. */

typedef struct
{
  const char *name;
  UiFakeSample sample;
  guint n_identities;
  EnrollState state;
  gboolean is_opened;
  gboolean is_retryable;
} Scene;

/* clang-format off */
static const Scene scenes[] = {
  { "01-ready",      { 0 },                      2, ENROLL_STATE_READY,        FALSE, FALSE },
  { "02-opening",    { 0 },                      1, ENROLL_STATE_OPENING,      FALSE, FALSE },
  { "03-asking",     { 0 },                      1, ENROLL_STATE_ASKING,       FALSE, FALSE },
  { "03-asking-short", { .is_short = TRUE },     1, ENROLL_STATE_ASKING,       FALSE, FALSE },
  { "04-asking-all", { 0 },                      1, ENROLL_STATE_ASKING,       TRUE,  FALSE },
  { "05-rejected",   { .is_rejected = TRUE },    1, ENROLL_STATE_SUBMITTING,   TRUE,  FALSE },
  { "06-waiting",    { 0 },                      1, ENROLL_STATE_WAITING,      FALSE, FALSE },
  { "07-confirming", { .is_pull = TRUE },        1, ENROLL_STATE_CONFIRMING,   FALSE, FALSE },
  { "07-confirming-watched", { .is_pull = TRUE, .is_watched = TRUE },
                                                 1, ENROLL_STATE_CONFIRMING,   FALSE, FALSE },
  { "07-confirming-arrived", { .is_pull = TRUE, .is_watched = TRUE, .has_arrived = TRUE },
                                                 1, ENROLL_STATE_CONFIRMING,   FALSE, FALSE },
  { "08-trust",      { .root_is_unknown = TRUE },1, ENROLL_STATE_ASKING_TRUST, FALSE, FALSE },
  { "09-done",       { .has_keyring = TRUE },    1, ENROLL_STATE_DONE,         FALSE, FALSE },
  { "09-done-no-keyring", { 0 },                 1, ENROLL_STATE_DONE,         FALSE, FALSE },
  { "10-done-all",   { .signs_only = TRUE, .root_is_unknown = TRUE },
                                                 1, ENROLL_STATE_DONE,         TRUE,  FALSE },
  { "11-trouble",    { 0 },                      1, ENROLL_STATE_FAILED,       TRUE,  FALSE },
  { "12-retry",      { 0 },                      1, ENROLL_STATE_FAILED,       FALSE, TRUE },
  { "14-administered", { .is_short = TRUE, .is_administered = TRUE },
                                                 1, ENROLL_STATE_ASKING,       FALSE, FALSE },
  { "15-administered-trouble", { .is_administered = TRUE },
                                                 1, ENROLL_STATE_FAILED,       FALSE, FALSE },
};
/* clang-format on */

static char *directory;
static char *locale_directory;
static gboolean is_dark;
static gboolean is_long;
static gboolean is_mirrored;
static gboolean is_contrasty;
static gboolean is_magnified;
static gboolean lists_texts;

static const GOptionEntry options[] = {
  { "directory", 'd', 0, G_OPTION_ARG_FILENAME, &directory, "where the pictures go", "DIR" },
  { "locale-dir", 0, 0, G_OPTION_ARG_FILENAME, &locale_directory, "where translations are", "DIR" },
  { "dark", 0, 0, G_OPTION_ARG_NONE, &is_dark, "dark theme", NULL },
  { "long", 0, 0, G_OPTION_ARG_NONE, &is_long, "long names and texts", NULL },
  { "rtl", 0, 0, G_OPTION_ARG_NONE, &is_mirrored, "right to left", NULL },
  { "contrast", 0, 0, G_OPTION_ARG_NONE, &is_contrasty, "high contrast", NULL },
  { "large", 0, 0, G_OPTION_ARG_NONE, &is_magnified, "text of twice the size", NULL },
  { "texts",
    0,
    0,
    G_OPTION_ARG_NONE,
    &lists_texts,
    "list what stands in the pictures, and what is cut",
    NULL },
  { NULL },
};

/* As a script that is written from right to left would begin. */
static void
mirror_cb (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL &&
      gtk_label_get_text (GTK_LABEL (widget))[0] != '\0')
    {
      g_autofree char *text =
          g_strconcat ("\342\200\217", gtk_label_get_text (GTK_LABEL (widget)), NULL);

      gtk_label_set_text (GTK_LABEL (widget), text);
    }
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), mirror_cb, NULL);
}

/* As a translation would: 40 % longer. */
static void
lengthen_cb (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_LABEL (widget) && gtk_label_get_text (GTK_LABEL (widget))[0] != '\0')
    {
      const char *text = gtk_label_get_text (GTK_LABEL (widget));
      g_autofree char *tail = g_utf8_substring (text, 0, g_utf8_strlen (text, -1) * 2 / 5);
      g_autofree char *longer = g_strconcat (text, " ", tail, NULL);

      gtk_label_set_text (GTK_LABEL (widget), longer);
    }
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), lengthen_cb, NULL);
}

static void
unfold_cb (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_EXPANDER (widget))
    gtk_expander_set_expanded (GTK_EXPANDER (widget), TRUE);
  if (GTK_IS_CONTAINER (widget))
    gtk_container_foreach (GTK_CONTAINER (widget), unfold_cb, NULL);
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/* Lets the frame clock draw what is still moving. */
static void
settle (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_timeout_add (400, quit_cb, loop);
  g_main_loop_run (loop);
}

/* What is folded away, or on another page of a stack, may still be mapped. */
static gboolean
is_shown (GtkWidget *widget)
{
  for (GtkWidget *parent = gtk_widget_get_parent (widget); parent != NULL;
       widget = parent, parent = gtk_widget_get_parent (parent))
    {
      if (GTK_IS_EXPANDER (parent) && !gtk_expander_get_expanded (GTK_EXPANDER (parent)) &&
          gtk_bin_get_child (GTK_BIN (parent)) == widget)
        return FALSE;
      if (GTK_IS_STACK (parent) && gtk_stack_get_visible_child (GTK_STACK (parent)) != widget)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_cut (GtkLabel *label)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  int width = 0;
  int height = 0;

  pango_layout_get_pixel_size (layout, &width, &height);
  return pango_layout_is_ellipsized (layout) ||
         width > gtk_widget_get_allocated_width (GTK_WIDGET (label)) ||
         height > gtk_widget_get_allocated_height (GTK_WIDGET (label));
}

/* A line for each: “text NAME cut TEXT”, or “text NAME whole TEXT”. */
static void
list_texts_cb (GtkWidget *widget, gpointer name)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && is_shown (widget))
    {
      g_autofree char *text =
          g_strdelimit (g_strdup (gtk_label_get_text (GTK_LABEL (widget))), "\n", ' ');

      if (text[0] != '\0')
        g_print ("text %s %s %s\n",
                 (const char *)name,
                 is_cut (GTK_LABEL (widget)) ? "cut" : "whole",
                 text);
    }
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), list_texts_cb, name);
}

static void
save_picture (GtkWidget *window, const char *name)
{
  g_autofree char *file_name = g_strdup_printf ("%s%s%s%s%s%s.png",
                                                name,
                                                is_dark ? "-dark" : "",
                                                is_contrasty ? "-contrast" : "",
                                                is_magnified ? "-large" : "",
                                                is_long ? "-long" : "",
                                                is_mirrored ? "-rtl" : "");
  g_autofree char *path = g_build_filename (directory, file_name, NULL);
  int width = gtk_widget_get_allocated_width (window);
  int height = gtk_widget_get_allocated_height (window);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);

  gtk_widget_draw (window, cr);
  cairo_destroy (cr);
  if (cairo_surface_write_to_png (surface, path) != CAIRO_STATUS_SUCCESS)
    g_printerr ("cannot write %s\n", path);
  cairo_surface_destroy (surface);
  g_print ("%s %dx%d\n", path, width, height);
  if (lists_texts)
    list_texts_cb (window, (gpointer)name);
}

static void
bring_to_state (UiFakeWorld *world, EnrollSession *session, const Scene *scene)
{
  if (scene->state != ENROLL_STATE_FAILED)
    ui_fake_play_until (world, session, scene->state);
  else if (scene->is_retryable)
    {
      ui_fake_play_until (world, session, ENROLL_STATE_WAITING);
      ui_fake_world_fail (world, ENROLL_ERROR_TIMEOUT, "no certificate after 20 minutes");
    }
  else
    {
      ui_fake_play_until (world, session, ENROLL_STATE_SUBMITTING);
      ui_fake_world_fail (world,
                          ENROLL_ERROR_LIMIT,
                          "certificates.example.edu says: “The limit of certificates for this "
                          "person has been reached”");
    }
  if (scene->sample.has_arrived)
    fake_inbox_deliver (ui_fake_world_get_inbox (world),
                        "https://certificates.example.edu/customer/x/smime?c=1");
  if (scene->sample.is_rejected)
    ui_fake_world_finish (world);
}

static void
show_scene (const Scene *scene)
{
  g_autoptr (UiFakeWorld) world = ui_fake_world_new ();
  g_autoptr (EnrollSession) session = NULL;
  g_autoptr (GPtrArray) identities = NULL;
  UiFakeSample sample = scene->sample;
  GtkWidget *window;

  sample.is_long = is_long;
  identities = ui_fake_identities_new (&sample, scene->n_identities);
  session = ui_fake_session_new (world, &sample, g_ptr_array_index (identities, 0));
  window = g_object_ref_sink (enroll_assistant_new (NULL, session, identities, FALSE));
  gtk_widget_show (window);
  bring_to_state (world, session, scene);
  settle ();
  if (scene->is_opened)
    {
      unfold_cb (window, NULL);
      gtk_window_resize (GTK_WINDOW (window), gtk_widget_get_allocated_width (window), 1000);
    }
  if (is_long)
    lengthen_cb (window, NULL);
  if (is_mirrored)
    mirror_cb (window, NULL);
  settle ();
  save_picture (window, scene->name);
  gtk_widget_destroy (window);
  g_object_unref (window);
  if (ui_fake_world_is_busy (world))
    ui_fake_world_fail (world, ENROLL_ERROR_UNREACHABLE, "the end");
  settle ();
}

static void
show_link_dialog (void)
{
  g_autoptr (EnrollPortal) portal = ui_fake_portal_new ();
  UiFakeSample sample = { .is_long = is_long };
  g_autoptr (GPtrArray) identities = ui_fake_identities_new (&sample, 2);
  GtkWidget *dialog = enroll_link_dialog_new (NULL, portal, identities);

  gtk_widget_show (dialog);
  if (is_long)
    lengthen_cb (dialog, NULL);
  if (is_mirrored)
    mirror_cb (dialog, NULL);
  settle ();
  save_picture (dialog, "13-link");
  gtk_widget_destroy (dialog);
}

/* As one of Evolution's preferences: as it is, and as an administrator may leave it. */
static void
show_preferences (gboolean is_locked)
{
  g_autoptr (GSettings) settings = ui_fake_settings_new (is_locked);
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);

  gtk_container_add (GTK_CONTAINER (window), enroll_preferences_new (settings));
  gtk_window_set_default_size (GTK_WINDOW (window), 500, 300);
  gtk_widget_show (window);
  if (is_long)
    lengthen_cb (window, NULL);
  settle ();
  save_picture (window, is_locked ? "17-preferences-locked" : "16-preferences");
  gtk_widget_destroy (window);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (!gtk_init_with_args (&argc, &argv, NULL, options, NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  if (directory == NULL)
    directory = g_strdup (".");
  if (locale_directory != NULL)
    {
      bindtextdomain (GETTEXT_PACKAGE, locale_directory);
      bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
    }
  if (is_mirrored)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  g_object_set (gtk_settings_get_default (),
                "gtk-application-prefer-dark-theme", is_dark,
                NULL);
  if (is_contrasty)
    {
      g_object_set (gtk_settings_get_default (),
                    "gtk-theme-name", "HighContrast",
                    "gtk-icon-theme-name", "HighContrast",
                    NULL);
    }
  if (is_magnified)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (scenes); i++)
    show_scene (&scenes[i]);
  show_link_dialog ();
  show_preferences (FALSE);
  show_preferences (TRUE);
  g_free (directory);
  g_free (locale_directory);
  return 0;
}
