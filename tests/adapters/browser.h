/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <map>
#include <string>

#include <libsoup/soup.h>
#include <libxml/HTMLparser.h>

/* A browser without scripts: it keeps cookies, follows redirects and links, and sends forms. What it
 * cannot do is empty or false, and what a page says is for the test to judge. */
class Browser
{
public:
  using Fields = std::map<std::string, std::string>;

  /* @ca_file: the authority that all servers are verified with */
  explicit Browser (const std::string &ca_file);
  ~Browser ();
  Browser (const Browser &) = delete;
  Browser &operator= (const Browser &) = delete;

  bool Open (const std::string &address);
  bool Post (const std::string &address, const Fields &fields);

  /* The link or the button with this text; a form is sent with what stands in its fields. */
  bool Press (const std::string &label);

  /* What a field of the page holds, and what it shall hold when its form is sent. */
  std::string Field (const std::string &name) const;
  void Fill (const std::string &name, const std::string &value);

  /* What the page is. The text has single spaces. */
  guint Status () const;
  std::string Address () const;
  std::string Host () const; /* with the port */
  std::string Title () const;
  std::string Text () const;
  bool Says (const std::string &words) const;

  /* Whether it says this, or has it for a button or in a field. */
  bool Shows (const std::string &words) const;

private:
  bool Send (SoupMessage *message);
  bool Submit (xmlNode *form, xmlNode *button);
  xmlNode *Find (const std::string &path) const;
  std::string Evaluate (const std::string &expression) const;
  std::string Resolve (const std::string &reference) const;

  SoupSession *session;
  htmlDocPtr page = nullptr;
  GUri *address = nullptr;
  guint status = 0;
  Fields filled;
};
