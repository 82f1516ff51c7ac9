/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <cstring>
#include <dlfcn.h>
#include <string>

/* A text in a form in which nobody who looks for the text finds it, and back. */

constexpr unsigned char kMask = 0xa5;

inline std::string
Masked (const char *text, size_t size)
{
  static const char digits[] = "0123456789abcdef";
  std::string masked;

  for (size_t i = 0; i < size; i++)
    {
      unsigned char byte = static_cast<unsigned char> (text[i]) ^ kMask;

      masked += digits[byte >> 4];
      masked += digits[byte & 15];
    }
  return masked;
}

inline std::string
Masked (const char *text)
{
  return Masked (text, strlen (text));
}

inline std::string
Unmasked (const std::string &masked)
{
  std::string text;

  text.reserve (masked.size () / 2 + 1);
  for (size_t i = 0; i + 1 < masked.size (); i += 2)
    text += static_cast<char> (std::stoi (masked.substr (i, 2), nullptr, 16) ^ kMask);
  return text;
}

inline void
Wipe (std::string &text)
{
  explicit_bzero (text.data (), text.size ());
}

/* Whether memory that is freed stays as it was, as the address sanitizer has it: what is in memory then
 * says nothing. */
inline bool
KeepsFreedMemory ()
{
  return dlsym (RTLD_DEFAULT, "__asan_init") != nullptr;
}
