/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <string>

#include "enroll-html-page.h"
#include "enroll-portal.h"
#include "enroll-submission.h"

/* A page read from HTML, and what a test looks at. */
class Page
{
public:
  explicit Page (const std::string &html,
                 const char *charset = "utf-8",
                 const char *uri = "https://portal.example.edu/forms/page?step=1");
  ~Page ();
  Page (const Page &) = delete;
  Page &operator= (const Page &) = delete;

  EnrollForm *Form () const;
  const EnrollHtmlPage *Get () const;

  guint Fields () const;
  EnrollField *Field (guint index) const;
  std::string Label (guint index) const;
  guint Buttons () const;
  EnrollButton *Button (guint index) const;
  EnrollHtmlGroup *Group (guint index) const;

  void Recognize (const EnrollPortal *portal);

private:
  EnrollHtmlPage *page = nullptr;
};

/* A request that answers a page, as a test writes it down. */
class Request
{
public:
  Request (const Page &page, EnrollAnswers *answers, guint button = 0);
  ~Request ();
  Request (const Request &) = delete;
  Request &operator= (const Request &) = delete;

  std::string Method () const;
  std::string Uri () const;
  std::string Body () const;
  std::string ContentType () const;
  std::string Boundary () const;
  const GError *Error () const;

private:
  EnrollSubmission *submission = nullptr;
  GError *error = nullptr;
};
