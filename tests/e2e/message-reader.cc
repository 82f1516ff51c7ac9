/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "message-reader.h"

#include "accessible.h"

namespace e2e
{

namespace
{

constexpr int kShowTimeoutMs = 2000;

Accessible
FindRow (const std::string &subject)
{
  return Application ().Find ("tree table", "Messages").Find ("table cell", subject);
}

/* Every account has an Inbox: the one that is meant comes next after the account’s row. The name
 * may be followed by how many messages are unread. */
Accessible
FindFolder (const std::string &account, const std::string &folder)
{
  Accessible tree = Application ().Find ("tree table", "Mail Folder Tree");
  bool is_after_account = false;

  for (const auto &cell : tree.FindAll ("table cell", "", Match::Contains))
    {
      std::string name = cell.Name ();

      if (name == account)
        is_after_account = true;
      else if (is_after_account &&
               (name == folder || name.compare (0, folder.size () + 2, folder + " (") == 0))
        return cell;
    }
  return Accessible ();
}

bool
PreviewHas (const std::string &text)
{
  return PreviewText ().find (text) != std::string::npos;
}

/* A whole line: the subject may also be a word of the message that was shown before. */
bool
PreviewShows (const std::string &subject)
{
  return ("\n" + PreviewText ()).find ("\n" + subject + "\n") != std::string::npos;
}

}

bool
SelectMessage (const std::string &subject, int timeout_ms)
{
  /* The list says for some of its rows that they are where its head is: a row is selected by
   * the focus, not with the pointer, but counts as a click all the same. */
  bool is_shown = Eventually (
      [&] {
        return FindRow (subject).Focus () &&
               Eventually ([&] { return PreviewShows (subject); }, kShowTimeoutMs);
      },
      timeout_ms);

  effort ().clicks++;
  return is_shown;
}

std::vector<std::string>
MessageList ()
{
  Accessible list = Application ().Find ("tree table", "Messages");
  std::vector<std::string> texts;

  for (const auto &cell : list.FindAll ("table cell", "", Match::Contains))
    {
      if (!cell.TextOf ().empty ())
        texts.push_back (cell.TextOf ());
    }
  return texts;
}

std::string
PreviewText ()
{
  return Application ().Find ("document web", "Evolution Mail Display").AllText ();
}

bool
WaitForPreview (const std::string &text, int timeout_ms)
{
  return Eventually ([&] { return PreviewHas (text); }, timeout_ms);
}

bool
OpenFolder (const std::string &account, const std::string &folder, int timeout_ms)
{
  Effort before = effort ();
  /* While the accounts come up, rows move and Evolution may choose another folder itself. */
  bool is_open = Eventually (
      [&] {
        Accessible row = FindFolder (account, folder);

        if (row.Has (ATSPI_STATE_SELECTED))
          return bool (WindowNamed (folder, Match::Prefix, 1));
        row.ClickAt ();
        return false;
      },
      timeout_ms);

  effort () = before;
  return is_open;
}

bool
OpenInbox (const std::string &account, int timeout_ms)
{
  return OpenFolder (account, "Inbox", timeout_ms);
}

bool
SendReceive ()
{
  Effort before = effort ();
  bool asked = ClickOn ("push button", "Send / Receive") && PressKey ("F5");

  effort () = before;
  return asked;
}

}
