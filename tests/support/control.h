/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <map>
#include <string>

#include <libsoup/soup.h>

namespace e2e
{

/* The control interface of a program beside the test, over plain HTTP on 127.0.0.1. */
class Control
{
public:
  using Fields = std::map<std::string, std::string>;

  Control ();
  ~Control ();
  Control (const Control &) = delete;
  Control &operator= (const Control &) = delete;

  /* The answer, empty if there is none; @ok says whether it was a good one. */
  std::string Send (const std::string &port,
                    const char *method,
                    const std::string &path,
                    const Fields &fields,
                    bool *ok);

private:
  SoupSession *session;
};

/* A value of the file in which a program says where it listens; empty if it is not there. */
std::string ReadyValue (const std::string &folder, const char *group, const char *key);

}
