/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "accessible.h"

#include <utility>

namespace e2e
{

namespace
{

constexpr int kMaximumChildren = 500;
constexpr int kMaximumDepth = 60;

std::string
Take (char *text)
{
  std::string result = text != nullptr ? text : "";

  g_free (text);
  return result;
}

bool
MatchesText (const std::string &text, const std::string &wanted, Match match)
{
  switch (match)
    {
    case Match::Exact:
      return text == wanted;
    case Match::Prefix:
      return text.compare (0, wanted.size (), wanted) == 0;
    case Match::Contains:
      return text.find (wanted) != std::string::npos;
    }
  return false;
}

/* Most of what Evolution has are the items of its menus and the cells of its lists, and each question
 * about each is a message: they are passed by when something else is looked for. */
bool
IsPassedBy (const Accessible &widget, const std::string &role)
{
  if (role.empty ())
    return false;
  switch (widget.Kind ())
    {
    case ATSPI_ROLE_MENU_BAR:
    case ATSPI_ROLE_MENU:
    case ATSPI_ROLE_POPUP_MENU:
      return role.find ("menu") == std::string::npos;
    case ATSPI_ROLE_TREE_TABLE:
      return role.find ("table") == std::string::npos;
    default:
      return false;
    }
}

/* Calls visit for the widget and all below that may have @role, until it says true. The containers
 * around a web page do not claim to be on the screen, so they are no reason to stop. */
template <typename Visitor>
bool
Walk (const Accessible &root, const std::string &role, const Visitor &visit, int depth = 0)
{
  if (visit (root))
    return true;
  if (depth >= kMaximumDepth || IsPassedBy (root, role))
    return false;
  for (const auto &child : root.Children ())
    {
      if (Walk (child, role, visit, depth + 1))
        return true;
    }
  return false;
}

}

Accessible::Accessible (AtspiAccessible *object) : object (object)
{
}

Accessible::Accessible (const Accessible &other)
    : object (other.object != nullptr ? ATSPI_ACCESSIBLE (g_object_ref (other.object)) : nullptr)
{
}

Accessible &
Accessible::operator= (const Accessible &other)
{
  Accessible copy (other);

  std::swap (object, copy.object);
  return *this;
}

Accessible::~Accessible ()
{
  g_clear_object (&object);
}

Accessible::operator bool () const
{
  return object != nullptr;
}

bool
Accessible::operator== (const Accessible &other) const
{
  return object == other.object;
}

std::string
Accessible::Role () const
{
  std::string role =
      object != nullptr ? Take (atspi_accessible_get_role_name (object, nullptr)) : "";

  /* What newer versions of AT-SPI call it. */
  return role == "button" ? "push button" : role;
}

std::string
Accessible::Name () const
{
  return object != nullptr ? Take (atspi_accessible_get_name (object, nullptr)) : "";
}

std::string
Accessible::Description () const
{
  return object != nullptr ? Take (atspi_accessible_get_description (object, nullptr)) : "";
}

std::string
Accessible::TextOf () const
{
  Owned<AtspiText> text (object != nullptr ? atspi_accessible_get_text_iface (object) : nullptr);
  int length = text != nullptr ? atspi_text_get_character_count (text.get (), nullptr) : 0;

  return length > 0 ? Take (atspi_text_get_text (text.get (), 0, length, nullptr)) : "";
}

bool
Accessible::Has (AtspiStateType state) const
{
  Owned<AtspiStateSet> states (object != nullptr ? atspi_accessible_get_state_set (object)
                                                 : nullptr);

  return states != nullptr && atspi_state_set_contains (states.get (), state);
}

AtspiRole
Accessible::Kind () const
{
  return object != nullptr ? atspi_accessible_get_role (object, nullptr) : ATSPI_ROLE_INVALID;
}

bool
Accessible::IsShowing () const
{
  return Has (ATSPI_STATE_SHOWING);
}

bool
Accessible::IsChecked () const
{
  return Has (ATSPI_STATE_CHECKED);
}

bool
Accessible::IsSensitive () const
{
  return Has (ATSPI_STATE_SENSITIVE);
}

bool
Accessible::IsFocused () const
{
  return Has (ATSPI_STATE_FOCUSED);
}

Accessible
Accessible::Parent () const
{
  return Accessible (object != nullptr ? atspi_accessible_get_parent (object, nullptr) : nullptr);
}

std::vector<Accessible>
Accessible::Children () const
{
  int n_children = object != nullptr ? atspi_accessible_get_child_count (object, nullptr) : 0;
  std::vector<Accessible> children;

  for (int i = 0; i < MIN (n_children, kMaximumChildren); i++)
    {
      Accessible child (atspi_accessible_get_child_at_index (object, i, nullptr));

      if (child)
        children.push_back (child);
    }
  return children;
}

Accessible
Accessible::LabelFor () const
{
  g_autoptr (GArray) relations =
      object != nullptr ? atspi_accessible_get_relation_set (object, nullptr) : nullptr;
  Accessible target;

  for (guint i = 0; relations != nullptr && i < relations->len; i++)
    {
      AtspiRelation *relation = g_array_index (relations, AtspiRelation *, i);

      if (!target && atspi_relation_get_relation_type (relation) == ATSPI_RELATION_LABEL_FOR)
        target = Accessible (atspi_relation_get_target (relation, 0));
      g_object_unref (relation);
    }
  return target;
}

bool
Accessible::Matches (const std::string &role, const std::string &name, Match match) const
{
  return (role.empty () || Role () == role) && MatchesText (Name (), name, match) && IsShowing ();
}

Accessible
Accessible::Find (const std::string &role, const std::string &name, Match match) const
{
  Accessible found;

  Walk (*this, role, [&] (const Accessible &widget) {
    if (widget.Matches (role, name, match))
      found = widget;
    return bool (found);
  });
  return found;
}

std::vector<Accessible>
Accessible::FindAll (const std::string &role, const std::string &name, Match match) const
{
  std::vector<Accessible> found;

  Walk (*this, role, [&] (const Accessible &widget) {
    if (widget.Matches (role, name, match))
      found.push_back (widget);
    return false;
  });
  return found;
}

std::string
Accessible::AllText () const
{
  std::string all;

  Walk (*this, "", [&] (const Accessible &widget) {
    std::string text = widget.TextOf ();

    if (!text.empty ())
      all += text + "\n";
    return false;
  });
  return all;
}

bool
Accessible::InvokeAction () const
{
  Owned<AtspiAction> action (atspi_accessible_get_action_iface (object));
  int n_actions = action != nullptr ? atspi_action_get_n_actions (action.get (), nullptr) : 0;

  for (int i = 0; i < n_actions; i++)
    {
      std::string name = Take (atspi_action_get_action_name (action.get (), i, nullptr));

      for (const char *known : { "click", "press", "activate", "toggle", "jump" })
        {
          if (name == known)
            return atspi_action_do_action (action.get (), i, nullptr);
        }
    }
  return false;
}

bool
Accessible::Click () const
{
  if (object == nullptr || !IsSensitive ())
    return false;
  if (!InvokeAction ())
    return ClickAt ();
  effort ().clicks++;
  return true;
}

AtspiRect
Accessible::Extents () const
{
  Owned<AtspiComponent> component (object != nullptr ? atspi_accessible_get_component_iface (object)
                                                     : nullptr);
  Owned<AtspiRect> box (
      component != nullptr
          ? atspi_component_get_extents (component.get (), ATSPI_COORD_TYPE_SCREEN, nullptr)
          : nullptr);

  return box != nullptr ? *box : AtspiRect{ 0, 0, 0, 0 };
}

bool
Accessible::ShowsAllText () const
{
  Owned<AtspiText> text (object != nullptr ? atspi_accessible_get_text_iface (object) : nullptr);
  int length = text != nullptr ? atspi_text_get_character_count (text.get (), nullptr) : 0;

  if (length == 0)
    return false;
  Owned<AtspiRect> last (
      atspi_text_get_character_extents (text.get (), length - 1, ATSPI_COORD_TYPE_SCREEN, nullptr));

  if (last == nullptr || last->height <= 0)
    return false;
  for (Accessible widget = *this; widget && widget.Role () != "frame"; widget = widget.Parent ())
    {
      AtspiRect box = widget.Extents ();

      if (box.height > 0 && (last->y < box.y || last->y + last->height > box.y + box.height))
        return false;
    }
  return true;
}

bool
Accessible::ClickAt () const
{
  AtspiRect box = Extents ();

  if (box.width <= 0 || box.height <= 0)
    return false;
  effort ().clicks++;
  effort ().made_events++;
  return atspi_generate_mouse_event (box.x + box.width / 2, box.y + box.height / 2, "b1c", nullptr);
}

bool
Accessible::Focus () const
{
  Owned<AtspiComponent> component (object != nullptr ? atspi_accessible_get_component_iface (object)
                                                     : nullptr);

  return component != nullptr && atspi_component_grab_focus (component.get (), nullptr);
}

bool
Accessible::Type (const std::string &text) const
{
  Owned<AtspiEditableText> field (
      object != nullptr ? atspi_accessible_get_editable_text_iface (object) : nullptr);

  if (field == nullptr || !IsSensitive () ||
      !atspi_editable_text_set_text_contents (field.get (), text.c_str (), nullptr))
    return false;
  effort ().typed_characters += int (g_utf8_strlen (text.c_str (), -1));
  return true;
}

AtspiAccessible *
Accessible::Get () const
{
  return object;
}

}
