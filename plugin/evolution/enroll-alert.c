/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-alert.h"
#include "enroll-edit-menu.h"

/* What the bars above the message and the window have in common. */

/* Evolution scrolls what is higher. */
#define MAX_HEIGHT 200

/* How often it is tried, as the bar may still be moving into its place. */
#define MAX_TRIES 10

/* The text of a bar, which lives as long as it does. */
typedef struct
{
  GtkWidget *text;
  guint n_tries;
} Room;

static void
room_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

static GtkWidget *
find_text (GtkWidget *bar)
{
  GtkContainer *content = GTK_CONTAINER (gtk_info_bar_get_content_area (GTK_INFO_BAR (bar)));
  g_autoptr (GList) children = gtk_container_get_children (content);

  for (GList *link = children; link != NULL; link = link->next)
    {
      GtkWidget *child = link->data;

      while (GTK_IS_BIN (child))
        child = gtk_bin_get_child (GTK_BIN (child));
      if (GTK_IS_LABEL (child) && child != link->data)
        return child;
    }
  return NULL;
}

/* Some times in a row and no more, in case that there is no room. */
static gboolean
make_room_cb (gpointer user_data)
{
  Room *room = user_data;
  GtkWidget *text = room->text;
  GtkWidget *window = gtk_widget_get_ancestor (text, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *bar = gtk_widget_get_ancestor (text, GTK_TYPE_INFO_BAR);
  int needed = 0;

  if (window == NULL || bar == NULL || !gtk_widget_get_mapped (text))
    return G_SOURCE_REMOVE;
  gtk_widget_get_preferred_height_for_width (text,
                                             gtk_widget_get_allocated_width (text),
                                             NULL,
                                             &needed);
  if (gtk_widget_get_allocated_height (window) >= needed)
    {
      room->n_tries = 0;
    }
  else if (room->n_tries < MAX_TRIES && needed <= MAX_HEIGHT)
    {
      room->n_tries++;
      gtk_widget_queue_resize (gtk_widget_get_parent (bar));
    }
  return G_SOURCE_REMOVE;
}

static void
made_room_cb (gpointer user_data)
{
  g_object_unref (((Room *)user_data)->text);
}

/* The bar asks for the height of its text only when it has given it another one, that of a scroll
 * bar, and then keeps the height that it has. It asks before this is called, with a higher
 * priority. */
static void
text_size_allocate_cb (GtkWidget *text, GdkRectangle *allocation, gpointer user_data)
{
  g_object_ref (text);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, make_room_cb, user_data, made_room_cb);
}

static void
button_hierarchy_changed_cb (GtkWidget *button, GtkWidget *previous_toplevel, gpointer user_data)
{
  GtkWidget *bar = gtk_widget_get_ancestor (button, GTK_TYPE_INFO_BAR);
  GtkWidget *text = bar != NULL ? find_text (bar) : NULL;
  Room *room;

  enroll_edit_menu_leave_keys (button);
  if (text == NULL ||
      g_signal_handler_find (text, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, text_size_allocate_cb, NULL) !=
          0)
    return;
  room = g_new0 (Room, 1);
  room->text = text;
  g_signal_connect_data (text,
                         "size-allocate",
                         G_CALLBACK (text_size_allocate_cb),
                         room,
                         room_free,
                         G_CONNECT_AFTER);
}

/**
 * enroll_alert_add_button:
 * @alert: an alert that has not been shown yet
 * @label: what stands on the button, with a mnemonic
 *
 * Also sees to it that the text beside the button is shown whole, and that the keys which press a
 * button press this one.
 *
 * Returns: (transfer none): the button, which belongs to @alert
 */
GtkWidget *
enroll_alert_add_button (EAlert *alert, const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_show (button);
  g_signal_connect (button, "hierarchy-changed", G_CALLBACK (button_hierarchy_changed_cb), NULL);
  e_alert_add_widget (alert, button);
  return button;
}
