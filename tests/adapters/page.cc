/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "page.h"

#include "enroll-recognition.h"

#include <gtest/gtest.h>

Page::Page (const std::string &html, const char *charset, const char *uri)
{
  g_autoptr (GBytes) bytes = g_bytes_new (html.data (), html.size ());
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED, nullptr);

  page = enroll_html_page_new (bytes, charset, parsed);
}

Page::~Page ()
{
  enroll_html_page_free (page);
}

EnrollForm *
Page::Form () const
{
  return page->form;
}

const EnrollHtmlPage *
Page::Get () const
{
  return page;
}

guint
Page::Fields () const
{
  return page->form->fields->len;
}

EnrollField *
Page::Field (guint index) const
{
  static EnrollField nothing = {};

  if (index < page->form->fields->len)
    return static_cast<EnrollField *> (g_ptr_array_index (page->form->fields, index));
  ADD_FAILURE () << "there is no field " << index;
  nothing.options = nothing.options != nullptr ? nothing.options : g_ptr_array_new ();
  return &nothing;
}

std::string
Page::Label (guint index) const
{
  const char *label = Field (index)->label;

  return label != nullptr ? label : "(null)";
}

guint
Page::Buttons () const
{
  return page->form->buttons->len;
}

EnrollButton *
Page::Button (guint index) const
{
  static EnrollButton nothing = {};

  if (index < page->form->buttons->len)
    return static_cast<EnrollButton *> (g_ptr_array_index (page->form->buttons, index));
  ADD_FAILURE () << "there is no button " << index;
  return &nothing;
}

EnrollHtmlGroup *
Page::Group (guint index) const
{
  static EnrollHtmlGroup nothing = {};

  if (index < page->groups->len)
    return static_cast<EnrollHtmlGroup *> (g_ptr_array_index (page->groups, index));
  ADD_FAILURE () << "there is no form " << index;
  return &nothing;
}

void
Page::Recognize (const EnrollPortal *portal)
{
  enroll_form_recognize (page->form, portal);
}

Request::Request (const Page &page, EnrollAnswers *answers, guint button)
{
  g_autoptr (EnrollAnswers) none = enroll_answers_new ();
  EnrollAnswers *used = answers != nullptr ? answers : none;

  used->button = page.Button (button);
  submission = enroll_submission_new (page.Get (), used, &error);
}

Request::~Request ()
{
  g_clear_pointer (&submission, enroll_submission_free);
  g_clear_error (&error);
}

std::string
Request::Method () const
{
  return submission != nullptr ? submission->method : "";
}

std::string
Request::Uri () const
{
  return submission != nullptr ? submission->uri : "";
}

std::string
Request::Body () const
{
  gsize size = 0;
  const void *data = nullptr;

  if (submission == nullptr || submission->body == nullptr)
    return "";
  data = g_bytes_get_data (submission->body, &size);
  return size > 0 ? std::string (static_cast<const char *> (data), size) : "";
}

std::string
Request::ContentType () const
{
  return submission != nullptr && submission->content_type != nullptr ? submission->content_type
                                                                      : "";
}

std::string
Request::Boundary () const
{
  std::string type = ContentType ();
  size_t at = type.find ("boundary=");

  return at != std::string::npos ? type.substr (at + 9) : "";
}

const GError *
Request::Error () const
{
  return error;
}
