/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-help-button.h"

#include <dlfcn.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* Opens the user guide where it speaks of what is shown: by its button, and by F1 in its window. */
struct _EnrollHelpButton
{
  GtkButton parent_instance;

  char *topic;
  GtkWidget *window; /* whose F1 it is */
  GtkAccelGroup *accelerators;
};

enum
{
  PROP_0,
  PROP_TOPIC,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EnrollHelpButton, enroll_help_button, GTK_TYPE_BUTTON)

/* PREFIX/share for PREFIX/lib/evolution/modules/module.so: the module may have been installed into a
 * user's home. */
static char *
dup_own_data_directory (void)
{
  Dl_info info;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) data = NULL;

  if (dladdr ((gpointer)(gsize)dup_own_data_directory, &info) == 0 || info.dli_fname == NULL)
    return NULL;

  file = g_file_new_for_path (info.dli_fname);
  data = g_file_resolve_relative_path (file, "../../../../share");
  return g_file_get_path (data);
}

static gboolean
has_guide (const char *data_directory)
{
  g_autofree char *index =
      g_build_filename (data_directory, "help", "C", GETTEXT_PACKAGE, "index.page", NULL);

  return g_file_test (index, G_FILE_TEST_EXISTS);
}

static gboolean
is_guide_installed (void)
{
  const char *const *directories = g_get_system_data_dirs ();

  if (has_guide (g_get_user_data_dir ()))
    return TRUE;
  for (guint i = 0; directories[i] != NULL; i++)
    {
      if (has_guide (directories[i]))
        return TRUE;
    }
  return FALSE;
}

/* The guide in the user's language, where the help viewer does not look by itself. */
static char *
dup_own_guide (const char *data_directory)
{
  const char *const *languages = g_get_language_names ();

  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *folder =
          g_build_filename (data_directory, "help", languages[i], GETTEXT_PACKAGE, NULL);

      if (g_file_test (folder, G_FILE_TEST_IS_DIR))
        return g_steal_pointer (&folder);
    }
  return NULL;
}

static void
complain (EnrollHelpButton *self)
{
  GtkWidget *dialog;

  dialog = gtk_message_dialog_new (GTK_WINDOW (self->window),
                                   GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT,
                                   GTK_MESSAGE_INFO,
                                   GTK_BUTTONS_CLOSE,
                                   "%s",
                                   _ ("The user guide could not be opened."));
  gtk_message_dialog_format_secondary_text (
      GTK_MESSAGE_DIALOG (dialog),
      "%s",
      _ ("It is shown by the program “Help” (Yelp), which seems to be missing. Install it, or ask "
         "your help desk."));
  g_signal_connect (dialog, "response", G_CALLBACK (gtk_widget_destroy), NULL);
  gtk_widget_show (dialog);
}

/* A guide in a folder of its own is opened by the program that opens all others. */
static gboolean
open_guide (EnrollHelpButton *self, const char *uri, GError **error)
{
  g_autoptr (GAppInfo) viewer = NULL;
  g_autoptr (GdkAppLaunchContext) context = NULL;
  GList uris = { (gpointer)uri, NULL, NULL };

  if (g_str_has_prefix (uri, "help:"))
    {
      return gtk_show_uri_on_window (GTK_WINDOW (self->window),
                                     uri,
                                     gtk_get_current_event_time (),
                                     error);
    }

  viewer = g_app_info_get_default_for_uri_scheme ("help");
  if (viewer == NULL)
    return FALSE;
  context = gdk_display_get_app_launch_context (gtk_widget_get_display (GTK_WIDGET (self)));
  gdk_app_launch_context_set_timestamp (context, gtk_get_current_event_time ());
  return g_app_info_launch_uris (viewer, &uris, G_APP_LAUNCH_CONTEXT (context), error);
}

static void
enroll_help_button_clicked (GtkButton *button)
{
  EnrollHelpButton *self = ENROLL_HELP_BUTTON (button);
  g_autofree char *data = dup_own_data_directory ();
  g_autofree char *uri = enroll_help_button_dup_uri (self, data);
  g_autoptr (GError) error = NULL;

  if (open_guide (self, uri, &error))
    return;
  g_message ("no help: %s", error != NULL ? error->message : "there is no viewer");
  complain (self);
}

static void
leave_window (EnrollHelpButton *self)
{
  if (self->window == NULL)
    return;
  gtk_widget_remove_accelerator (GTK_WIDGET (self), self->accelerators, GDK_KEY_F1, 0);
  gtk_window_remove_accel_group (GTK_WINDOW (self->window), self->accelerators);
  g_clear_weak_pointer (&self->window);
}

static void
enroll_help_button_hierarchy_changed (GtkWidget *widget, GtkWidget *previous_toplevel)
{
  EnrollHelpButton *self = ENROLL_HELP_BUTTON (widget);
  GtkWidget *toplevel = gtk_widget_get_toplevel (widget);

  leave_window (self);
  if (!GTK_IS_WINDOW (toplevel))
    return;
  g_set_weak_pointer (&self->window, toplevel);
  gtk_window_add_accel_group (GTK_WINDOW (toplevel), self->accelerators);
  gtk_widget_add_accelerator (widget, "clicked", self->accelerators, GDK_KEY_F1, 0, 0);
}

static void
enroll_help_button_get_property (GObject *object,
                                 guint property_id,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_TOPIC:
      g_value_set_string (value, ENROLL_HELP_BUTTON (object)->topic);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
enroll_help_button_set_property (GObject *object,
                                 guint property_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_TOPIC:
      enroll_help_button_set_topic (ENROLL_HELP_BUTTON (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
enroll_help_button_constructed (GObject *object)
{
  G_OBJECT_CLASS (enroll_help_button_parent_class)->constructed (object);

  gtk_button_set_label (GTK_BUTTON (object), _ ("_Help"));
  gtk_button_set_use_underline (GTK_BUTTON (object), TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (object), _ ("Open the user guide (F1)"));
}

static void
enroll_help_button_dispose (GObject *object)
{
  EnrollHelpButton *self = ENROLL_HELP_BUTTON (object);

  leave_window (self);
  g_clear_object (&self->accelerators);

  G_OBJECT_CLASS (enroll_help_button_parent_class)->dispose (object);
}

static void
enroll_help_button_finalize (GObject *object)
{
  g_free (ENROLL_HELP_BUTTON (object)->topic);

  G_OBJECT_CLASS (enroll_help_button_parent_class)->finalize (object);
}

static void
enroll_help_button_class_init (EnrollHelpButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = enroll_help_button_get_property;
  object_class->set_property = enroll_help_button_set_property;
  object_class->constructed = enroll_help_button_constructed;
  object_class->dispose = enroll_help_button_dispose;
  object_class->finalize = enroll_help_button_finalize;
  GTK_WIDGET_CLASS (klass)->hierarchy_changed = enroll_help_button_hierarchy_changed;
  GTK_BUTTON_CLASS (klass)->clicked = enroll_help_button_clicked;

  properties[PROP_TOPIC] =
      g_param_spec_string ("topic",
                           NULL,
                           NULL,
                           NULL,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
enroll_help_button_init (EnrollHelpButton *self)
{
  self->accelerators = gtk_accel_group_new ();
}

/**
 * enroll_help_button_get_topic:
 * @self: a help button
 *
 * Returns: (transfer none) (nullable): the page of the guide that it opens
 */
const char *
enroll_help_button_get_topic (EnrollHelpButton *self)
{
  g_return_val_if_fail (ENROLL_IS_HELP_BUTTON (self), NULL);

  return self->topic;
}

/**
 * enroll_help_button_set_topic:
 * @self: a help button
 * @topic: (nullable): a page of the guide, also “page#section”; %NULL for its first
 */
void
enroll_help_button_set_topic (EnrollHelpButton *self, const char *topic)
{
  g_return_if_fail (ENROLL_IS_HELP_BUTTON (self));

  if (g_strcmp0 (self->topic, topic) == 0)
    return;
  g_free (self->topic);
  self->topic = g_strdup (topic);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOPIC]);
}

/**
 * enroll_help_button_dup_uri:
 * @self: a help button
 * @own_data_directory: (nullable): where the guide may be, too
 *
 * Returns: (transfer full): what is opened: a “help:” address, or the file of the page where the
 *   help viewer does not look for guides
 */
char *
enroll_help_button_dup_uri (EnrollHelpButton *self, const char *own_data_directory)
{
  g_autofree char *guide = NULL;
  g_autofree char *file = NULL;
  g_autofree char *page = NULL;

  g_return_val_if_fail (ENROLL_IS_HELP_BUTTON (self), NULL);

  if (own_data_directory != NULL && !is_guide_installed ())
    guide = dup_own_guide (own_data_directory);
  if (guide == NULL)
    {
      return g_strdup_printf ("help:%s%s%s",
                              GETTEXT_PACKAGE,
                              self->topic != NULL ? "/" : "",
                              self->topic != NULL ? self->topic : "");
    }

  page = g_strdup (self->topic != NULL ? self->topic : "index");
  *strchrnul (page, '#') = '\0';
  file = g_strdup_printf ("%s/%s.page", guide, page);
  return g_filename_to_uri (file, NULL, NULL);
}
