/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "profile.h"

#include <fstream>
#include <sstream>

namespace bench
{

namespace
{

/* A line after “calls=” is the cost of the calls; any other line of numbers is a cost of the function
 * itself. Names are written once, as “(1) name”, and then as “(1)”. */
class ProfileReader
{
public:
  ProfileReader (const std::string &object, const std::string &function)
      : wanted_object (object), wanted_function (function)
  {
  }

  void
  Read (const std::string &line)
  {
    size_t equals = line.find ('=');
    std::string key = line.substr (0, equals == std::string::npos ? 0 : equals);

    if (key == "ob")
      object = Name (objects, line.substr (equals + 1));
    else if (key == "cob")
      called_object = Name (objects, line.substr (equals + 1));
    else if (key == "fn")
      Name (functions, line.substr (equals + 1));
    else if (key == "cfn")
      called_function = Name (functions, line.substr (equals + 1));
    else if (key == "calls")
      is_call = true;
    else if (!line.empty () && key.empty () &&
             std::string ("0123456789+-*").find (line[0]) != std::string::npos)
      Count (std::stod (line.substr (line.rfind (' ') + 1)));
  }

  Profile profile;

private:
  using Names = std::map<std::string, std::string>;

  static std::string
  Name (Names &names, const std::string &text)
  {
    size_t end = text.find (')');

    if (end == std::string::npos)
      return text;
    std::string number = text.substr (0, end);
    if (end + 2 < text.size ())
      names[number] = text.substr (end + 2);
    return names[number];
  }

  bool
  IsWanted (const std::string &name) const
  {
    return name.find (wanted_object) != std::string::npos;
  }

  void
  Count (double cost)
  {
    if (!is_call)
      {
        profile.all += cost;
        return;
      }
    if (IsWanted (called_object) && !IsWanted (object))
      profile.called += cost;
    if (called_function == wanted_function)
      profile.opened += cost;
    is_call = false;
    called_object.clear ();
  }

  std::string wanted_object;
  std::string wanted_function;
  Names objects;
  Names functions;
  std::string object;
  std::string called_object;
  std::string called_function;
  bool is_call = false;
};

}

Profile
ReadProfile (const std::string &path, const std::string &object, const std::string &function)
{
  std::ifstream file (path);
  ProfileReader reader (object, function);

  for (std::string line; std::getline (file, line);)
    reader.Read (line);
  return reader.profile;
}

Memory
ReadMemory (const std::string &path)
{
  std::ifstream file (path);
  Memory memory;
  std::string name;

  for (std::string line; std::getline (file, line);)
    {
      std::istringstream words (line);
      std::string first;
      double kib = 0;

      words >> first;
      if (first == "Private_Clean:" && words >> kib)
        memory.clean[name] += kib;
      else if (first == "Private_Dirty:" && words >> kib)
        memory.dirty[name] += kib;
      else if (first.find ('-') != std::string::npos)
        name = line.find ('/') != std::string::npos ? line.substr (line.find ('/')) : "";
    }
  return memory;
}

}
