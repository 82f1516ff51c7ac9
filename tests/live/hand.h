/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include <string>
#include <webkit2/webkit2.h>

#include "enroll-visit.h"

/* The text that @body returns, run as the page's own scripts are; empty if the page went away
 * meanwhile. */
std::string EvaluateIn (WebKitWebView *view, const std::string &body);

/* The hand of a user on the live page of a visit: shows it in a window, types and presses what has
 * a label. Works in the page's own world, as its author's scripts do. */
class Hand
{
public:
  explicit Hand (EnrollVisit *visit);
  ~Hand ();
  Hand (const Hand &) = delete;
  Hand &operator= (const Hand &) = delete;

  /* What the page says, and where it is. */
  std::string Text ();
  std::string Host ();
  bool Says (const std::string &text);

  /* The field whose label is or begins with @label. False if there is none. */
  bool Has (const std::string &label);
  bool Type (const std::string &label, const std::string &text);
  bool Tick (const std::string &label);
  bool IsTicked (const std::string &label);
  bool IsEmpty (const std::string &label);

  /* From a list, or among radio buttons. */
  bool Choose (const std::string &label, const std::string &option);

  /* The button or link that says @label. */
  bool CanPress (const std::string &label);
  bool Press (const std::string &label);

  /* Scrolls whatever can be scrolled. */
  void ScrollToEnd ();

  /* A fingerprint of the page: another one means that something has come of an action. */
  std::string Mark ();

private:
  std::string Run (const std::string &body);
  WebKitWebView *View ();

  EnrollVisit *visit;
  GtkWidget *window;
};
