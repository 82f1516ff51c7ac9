/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-room.h"

/* How large a window is: by the size of its text, and never larger than the screen. */

/* Of the text: a window of 600 by 460 pixels with the usual font. */
#define USUAL_CHARS 75
#define USUAL_LINES 26
#define USUAL_WIDTH 600
#define USUAL_HEIGHT 460

/* Without the title bar: fits a screen of 600 pixels. */
#define LARGEST_HEIGHT 510

/* Title bar and frame, before it is known what they take. */
#define FRAME 90

static void
get_workarea (GtkWindow *window, GdkRectangle *area)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (window));
  GdkWindow *surface = gtk_widget_get_window (GTK_WIDGET (window));
  GdkMonitor *monitor = surface != NULL ? gdk_display_get_monitor_at_window (display, surface)
                                        : gdk_display_get_primary_monitor (display);

  if (monitor == NULL)
    monitor = gdk_display_get_monitor (display, 0);
  *area = (GdkRectangle){ 0, 0, USUAL_WIDTH, USUAL_HEIGHT };
  if (monitor != NULL)
    gdk_monitor_get_workarea (monitor, area);
}

static void
get_text_size (GtkWindow *window, int *width, int *height)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (window));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);

  *width = PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics)) * USUAL_CHARS;
  *height = PANGO_PIXELS (pango_font_metrics_get_ascent (metrics) +
                          pango_font_metrics_get_descent (metrics)) *
            USUAL_LINES;
  pango_font_metrics_unref (metrics);
}

/* What is below the edge can be scrolled to by keyboard, too. */
static void
room_changed_cb (GtkAdjustment *adjustment, gpointer user_data)
{
  gtk_widget_set_can_focus (GTK_WIDGET (user_data),
                            gtk_adjustment_get_upper (adjustment) >
                                gtk_adjustment_get_page_size (adjustment));
}

/**
 * enroll_room_init:
 * @window: a window that was not shown yet
 * @scroller: what scrolls in it
 *
 * Gives the window the size that its text needs.
 */
void
enroll_room_init (GtkWindow *window, GtkScrolledWindow *scroller)
{
  GdkRectangle area;
  int width;
  int height;

  get_workarea (window, &area);
  get_text_size (window, &width, &height);
  gtk_window_set_default_size (window,
                               MIN (MAX (width, USUAL_WIDTH), area.width),
                               MIN (MAX (height, USUAL_HEIGHT), area.height - FRAME));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (scroller),
                           "changed",
                           G_CALLBACK (room_changed_cb),
                           scroller,
                           0);
}

/**
 * enroll_room_grow:
 * @window: a window
 * @scroller: what scrolls in it
 * @content: and what is scrolled
 *
 * Gives content that has grown more room, as far as a small screen allows; the rest scrolls.
 */
void
enroll_room_grow (GtkWindow *window, GtkScrolledWindow *scroller, GtkWidget *content)
{
  int room = gtk_widget_get_allocated_height (GTK_WIDGET (scroller));
  GdkRectangle area;
  int content_height;
  int largest;
  int height;
  int width;

  if (!gtk_widget_get_mapped (GTK_WIDGET (window)))
    return;

  gtk_widget_get_preferred_height_for_width (content,
                                             gtk_widget_get_allocated_width (GTK_WIDGET (scroller)),
                                             NULL,
                                             &content_height);
  get_workarea (window, &area);
  get_text_size (window, &width, &largest);
  largest = MIN (MAX (largest, LARGEST_HEIGHT), MAX (LARGEST_HEIGHT, area.height - FRAME));
  gtk_window_get_size (window, &width, &height);
  if (content_height > room && height < largest)
    gtk_window_resize (window, width, MIN (height + content_height - room, largest));
}

/**
 * enroll_room_resize:
 * @window: a window that is shown
 * @width: wanted
 * @height: wanted
 *
 * Resizes about the middle. The window never gets larger than the screen, nor does it leave it.
 */
void
enroll_room_resize (GtkWindow *window, int width, int height)
{
  GdkWindow *surface = gtk_widget_get_window (GTK_WIDGET (window));
  GdkRectangle area;
  GdkRectangle frame;
  GdkRectangle size;
  int dx;
  int dy;

  get_workarea (window, &area);
  gdk_window_get_frame_extents (surface, &frame);
  gtk_window_get_size (window, &size.width, &size.height);
  gtk_window_get_position (window, &size.x, &size.y);

  /* The title bar and the frame are not part of the size. */
  width = MIN (width, area.width - (frame.width - size.width));
  height = MIN (height, area.height - (frame.height - size.height));
  frame.width += width - size.width;
  frame.height += height - size.height;
  dx = MIN ((size.width - width) / 2, area.x + area.width - frame.width - frame.x);
  dy = MIN ((size.height - height) / 2, area.y + area.height - frame.height - frame.y);
  dx = MAX (dx, area.x - frame.x);
  dy = MAX (dy, area.y - frame.y);
  gtk_window_move (window, size.x + dx, size.y + dy);
  gtk_window_resize (window, width, height);
}
