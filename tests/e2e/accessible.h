/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <memory>
#include <string>
#include <vector>

#include <atspi/atspi.h>

#include "wait.h"

namespace e2e
{

/* The library has no cleanup functions of its own in the versions that matter here. */
struct Release
{
  void
  operator() (gpointer object) const
  {
    g_object_unref (object);
  }
  void
  operator() (AtspiRect *box) const
  {
    g_free (box);
  }
};

template <typename T> using Owned = std::unique_ptr<T, Release>;

enum class Match
{
  Exact,
  Prefix,
  Contains,
};

/* What a person would have had to do; see effort(). */
struct Effort
{
  int clicks = 0;
  int typed_characters = 0;
  int key_presses = 0; /* shortcuts and single keys, PressKey() */
  int made_events = 0; /* of pointer and keyboard: what no assistive technology would need */
};

/* A widget as assistive technology sees it. Everything is asked anew, nothing is kept; an
 * object that is gone answers with nothing. */
class Accessible
{
public:
  Accessible () = default;
  explicit Accessible (AtspiAccessible *object); /* takes the reference */
  Accessible (const Accessible &other);
  Accessible &operator= (const Accessible &other);
  ~Accessible ();

  explicit operator bool () const;
  bool operator== (const Accessible &other) const;

  std::string Role () const; /* “push button”, “table cell”, “document web”… */
  std::string Name () const;
  std::string Description () const;
  std::string TextOf () const;
  bool Has (AtspiStateType state) const;
  AtspiRole Kind () const;
  bool IsShowing () const;
  bool IsChecked () const;
  bool IsSensitive () const;
  bool IsFocused () const;
  AtspiRect Extents () const; /* on the screen; all 0 if it is not there */
  bool ShowsAllText () const; /* to the foot of its last line, cut by nothing around it */

  Accessible Parent () const;
  std::vector<Accessible> Children () const;
  Accessible LabelFor () const; /* what this label is the label of */
  bool Matches (const std::string &role, const std::string &name, Match match) const;

  /* Within this widget, at once; only what is on the screen. An empty role or, with Prefix or
   * Contains, an empty name is any. */
  Accessible Find (const std::string &role,
                   const std::string &name,
                   Match match = Match::Exact) const;
  std::vector<Accessible> FindAll (const std::string &role,
                                   const std::string &name,
                                   Match match = Match::Exact) const;
  /* All text below, in reading order, one piece a line. */
  std::string AllText () const;

  bool Click () const;                       /* by its action, else with the pointer */
  bool ClickAt () const;                     /* with the pointer in its middle */
  bool Focus () const;                       /* not counted */
  bool Type (const std::string &text) const; /* replaces the text of a field */

  AtspiAccessible *Get () const;

private:
  bool InvokeAction () const;

  AtspiAccessible *object = nullptr;
};

/* The one application that is looked at, “evolution” unless told otherwise. */
void SetApplication (const std::string &name);
Accessible Application ();

/* Wait until there is one, in any window; false as a bool when there was none. */
Accessible Find (const std::string &role,
                 const std::string &name,
                 int timeout_ms = kTimeoutMs,
                 Match match = Match::Exact);
Accessible WindowNamed (const std::string &name,
                        Match match = Match::Exact,
                        int timeout_ms = kTimeoutMs);
bool WaitGone (const std::string &role,
               const std::string &name,
               int timeout_ms = kTimeoutMs,
               Match match = Match::Exact);
/* The field that the label with this text belongs to. */
Accessible FindLabelled (const std::string &label, int timeout_ms = kTimeoutMs);
/* The widget that has the keyboard focus. */
Accessible Focused ();

bool ClickOn (const std::string &role,
              const std::string &name,
              int timeout_ms = kTimeoutMs,
              Match match = Match::Exact);
/* Opens the menus in turn: {"Edit", "Preferences"}. */
bool ClickMenu (const std::vector<std::string> &path);

/* Keyboard alone, to whatever has the focus: “Return”, “Ctrl+Return”, “Alt+F”, “Shift+Tab”. */
bool PressKey (const std::string &key);
bool TypeText (const std::string &text);

/* The widgets of the application as an indented list, for a test that failed. */
std::string DumpTree (bool showing_only = true);

Effort &effort ();

}
