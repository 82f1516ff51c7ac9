/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <string>
#include <vector>

#include <gio/gio.h>

#include "wait.h"

/* Runs a program to its end; its output, errors included. Fails the test if the program fails,
 * unless somebody wants to know. */
std::string RunTool (const std::vector<std::string> &arguments, bool *ok = nullptr);

/* The longest run of letters, digits, “-” and “_”: in a link, what nobody can guess. */
std::string LongestWord (const std::string &text);

/* A private folder with all below it, removed at the end of the scope. */
class ToolFolder
{
public:
  ToolFolder ();
  ~ToolFolder ();
  ToolFolder (const ToolFolder &) = delete;
  ToolFolder &operator= (const ToolFolder &) = delete;

  std::string File (const std::string &name) const;
  std::string Write (const std::string &name, const std::string &content) const;
  std::string Read (const std::string &name) const;

private:
  std::string path;
};

/* An authority with a root and an issuer below it, made with certtool. */
class Authority
{
public:
  explicit Authority (const std::string &name);

  /* A key in a file, PEM. */
  std::string MakeKey (const std::string &name, const std::string &options = "--rsa") const;

  /* A certificate, PEM, for a key file or for a request. */
  std::string IssueForKey (const std::string &key_file, const std::string &plan) const;
  std::string IssueForRequest (const std::string &request, const std::string &plan) const;

  /* Certificate and key of a TLS server, issued by the root. */
  GTlsCertificate *MakeServer (const std::string &host, const std::string &dates = "") const;

  std::string RootFile () const;
  std::string Root () const;
  std::string Issuing () const;
  const ToolFolder &Folder () const;

private:
  std::string Issue (const std::string &option,
                     const std::string &file,
                     const std::string &plan) const;

  ToolFolder folder;
};

/* What certtool is told for a good certificate of a person. */
std::string PersonPlan (const std::string &address);
