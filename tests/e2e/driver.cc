/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The functions of accessible.h that look at the whole application or use the keyboard. */

#include "accessible.h"

#include <map>

#include <dbus/dbus.h>

namespace e2e
{

namespace
{

/* One call may take this long: Evolution does much in its main thread. */
constexpr int kCallTimeoutMs = 10000;

/* Key codes of the modifiers, the same on every evdev keyboard, the virtual one too. */
const std::map<std::string, long> modifiers = {
  { "Ctrl", 37 },
  { "Shift", 50 },
  { "Alt", 64 },
};

const std::map<std::string, long> key_symbols = {
  { "BackSpace", 0xff08 }, { "Tab", 0xff09 },  { "Return", 0xff0d }, { "Escape", 0xff1b },
  { "Home", 0xff50 },      { "Left", 0xff51 }, { "Up", 0xff52 },     { "Right", 0xff53 },
  { "Down", 0xff54 },      { "End", 0xff57 },  { "Menu", 0xff67 },   { "Delete", 0xffff },
  { "F1", 0xffbe },        { "F2", 0xffbf },   { "F5", 0xffc2 },     { "F9", 0xffc6 },
  { "F10", 0xffc7 },       { "F12", 0xffc9 },  { "Space", 0x0020 },  { "Plus", 0x002b },
};

std::string application_name = "evolution";

/* The library follows changes of what it knows, and asks for more while it handles such a
 * signal; when that comes in the middle of a call of ours, it waits for itself for ever. Nothing
 * here relies on what it knows. */
void
IgnoreChanges ()
{
  DBusConnection *bus = atspi_get_a11y_bus ();

  for (const char *member : { "ChildrenChanged", "PropertyChange", "StateChanged" })
    {
      std::string rule =
          std::string ("type='signal',interface='org.a11y.atspi.Event.Object',member='") + member +
          "'";
      DBusError error = DBUS_ERROR_INIT;

      dbus_bus_remove_match (bus, rule.c_str (), &error);
      if (dbus_error_is_set (&error))
        g_warning ("failed to remove %s: %s", rule.c_str (), error.message);
      dbus_error_free (&error);
    }
}

void
EnsureConnected ()
{
  static bool is_connected = false;

  if (is_connected)
    return;
  is_connected = true;
  atspi_init ();
  IgnoreChanges ();
  atspi_set_timeout (kCallTimeoutMs, kCallTimeoutMs);
}

long
KeySymbol (const std::string &key)
{
  auto found = key_symbols.find (key);

  if (found != key_symbols.end ())
    return found->second;
  return key.size () == 1 ? long (key[0]) : 0;
}

std::string
Describe (const Accessible &widget, int depth)
{
  std::string line = std::string (size_t (depth) * 2, ' ') + widget.Role ();
  std::string name = widget.Name ();
  std::string text = widget.TextOf ();

  if (!name.empty ())
    line += " “" + name + "”";
  if (!text.empty () && text != name)
    line += " = “" + text + "”";
  if (widget.IsFocused ())
    line += " [focused]";
  if (widget.IsChecked ())
    line += " [checked]";
  if (widget.Has (ATSPI_STATE_FOCUSABLE) && !widget.IsSensitive ())
    line += " [insensitive]";
  return line + "\n";
}

void
DumpInto (const Accessible &widget, bool showing_only, int depth, std::string *dump)
{
  std::string role = widget.Role ();
  bool is_container = role == "filler" || role == "scroll pane" || role == "application";

  if (showing_only && !is_container && !widget.IsShowing ())
    return;
  *dump += Describe (widget, depth);
  for (const auto &child : widget.Children ())
    DumpInto (child, showing_only, depth + 1, dump);
}

}

void
SetApplication (const std::string &name)
{
  application_name = name;
}

Accessible
Application ()
{
  EnsureConnected ();

  Accessible desktop (atspi_get_desktop (0));

  for (const auto &application : desktop.Children ())
    {
      /* From 3.56 on Evolution goes by its application id. */
      if (application.Name () == application_name ||
          (application_name == "evolution" && application.Name () == "org.gnome.Evolution"))
        return application;
    }
  return Accessible ();
}

Accessible
Find (const std::string &role, const std::string &name, int timeout_ms, Match match)
{
  Accessible found;

  Eventually (
      [&] {
        found = Application ().Find (role, name, match);
        return bool (found);
      },
      timeout_ms);
  return found;
}

Accessible
WindowNamed (const std::string &name, Match match, int timeout_ms)
{
  Accessible found;

  Eventually (
      [&] {
        for (const auto &window : Application ().Children ())
          {
            if (!found && window.Matches ("", name, match))
              found = window;
          }
        return bool (found);
      },
      timeout_ms);
  return found;
}

bool
WaitGone (const std::string &role, const std::string &name, int timeout_ms, Match match)
{
  return Eventually ([&] { return !Application ().Find (role, name, match); }, timeout_ms);
}

Accessible
FindLabelled (const std::string &label, int timeout_ms)
{
  return Find ("label", label, timeout_ms).LabelFor ();
}

Accessible
Focused ()
{
  Accessible found;

  for (const auto &window : Application ().Children ())
    {
      if (!window.Has (ATSPI_STATE_ACTIVE))
        continue;
      for (const auto &widget : window.FindAll ("", "", Match::Contains))
        {
          if (widget.IsFocused ())
            found = widget;
        }
    }
  return found;
}

bool
ClickOn (const std::string &role, const std::string &name, int timeout_ms, Match match)
{
  /* A button may be there before it can be clicked. */
  return Eventually ([&] { return Application ().Find (role, name, match).Click (); }, timeout_ms);
}

bool
ClickMenu (const std::vector<std::string> &path)
{
  for (size_t i = 0; i < path.size (); i++)
    {
      bool is_last = i + 1 == path.size ();
      bool clicked = Eventually ([&] {
        for (const char *role : { "menu item", "check menu item", "radio menu item", "menu" })
          {
            if ((std::string (role) == "menu") != is_last &&
                Application ().Find (role, path[i]).Click ())
              return true;
          }
        return is_last && Application ().Find ("menu", path[i]).Click ();
      });

      if (!clicked)
        return false;
    }
  return true;
}

bool
PressKey (const std::string &key)
{
  std::vector<long> held;
  std::string rest = key;
  size_t plus;
  bool ok;

  EnsureConnected ();
  while ((plus = rest.find ('+')) != std::string::npos && plus > 0)
    {
      auto modifier = modifiers.find (rest.substr (0, plus));

      if (modifier == modifiers.end ())
        return false;
      held.push_back (modifier->second);
      rest = rest.substr (plus + 1);
    }
  if (KeySymbol (rest) == 0)
    return false;

  for (long code : held)
    atspi_generate_keyboard_event (code, nullptr, ATSPI_KEY_PRESS, nullptr);
  ok = atspi_generate_keyboard_event (KeySymbol (rest), nullptr, ATSPI_KEY_SYM, nullptr);
  for (auto code = held.rbegin (); code != held.rend (); code++)
    atspi_generate_keyboard_event (*code, nullptr, ATSPI_KEY_RELEASE, nullptr);
  effort ().key_presses++;
  effort ().made_events++;
  return ok;
}

bool
TypeText (const std::string &text)
{
  EnsureConnected ();
  effort ().typed_characters += int (g_utf8_strlen (text.c_str (), -1));
  effort ().made_events++;
  return atspi_generate_keyboard_event (0, text.c_str (), ATSPI_KEY_STRING, nullptr);
}

std::string
DumpTree (bool showing_only)
{
  std::string dump;

  DumpInto (Application (), showing_only, 0, &dump);
  return dump;
}

Effort &
effort ()
{
  static Effort effort;

  return effort;
}

}
