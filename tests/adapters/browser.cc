/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "browser.h"

#include <libxml/xpath.h>

#include <gtest/gtest.h>

namespace
{

/* No label in these tests has a quotation mark. */
std::string
Quote (const std::string &text)
{
  return "\"" + text + "\"";
}

std::string
Attribute (xmlNode *node, const char *name)
{
  xmlChar *value = xmlGetProp (node, reinterpret_cast<const xmlChar *> (name));
  std::string text = value != nullptr ? reinterpret_cast<const char *> (value) : "";

  xmlFree (value);
  return text;
}

xmlNode *
FindForm (xmlNode *node)
{
  while (node != nullptr && g_strcmp0 (reinterpret_cast<const char *> (node->name), "form") != 0)
    node = node->parent;
  return node;
}

/* The fields of a form that are sent without a button being pressed. */
const char fields_path[] = ".//input[@name][not(@type='submit')][not(@type='checkbox') or @checked]"
                           "[not(@type='radio') or @checked] | .//textarea[@name]"
                           " | .//select[@name]";

}

Browser::Browser (const std::string &ca_file)
{
  g_autoptr (GError) error = nullptr;
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (ca_file.c_str (), &error);
  g_autoptr (SoupCookieJar) jar = soup_cookie_jar_new ();

  EXPECT_NE (database, nullptr) << (error != nullptr ? error->message : "");
  session = soup_session_new_with_options ("proxy-resolver",
                                           nullptr,
                                           "timeout",
                                           20u,
                                           "tls-database",
                                           database,
                                           nullptr);
  soup_session_add_feature (session, SOUP_SESSION_FEATURE (jar));
}

Browser::~Browser ()
{
  g_clear_pointer (&page, xmlFreeDoc);
  g_clear_pointer (&address, g_uri_unref);
  g_clear_object (&session);
}

bool
Browser::Open (const std::string &target)
{
  g_autoptr (SoupMessage) message = soup_message_new ("GET", target.c_str ());

  return message != nullptr && Send (message);
}

bool
Browser::Post (const std::string &target, const Fields &fields)
{
  g_autoptr (SoupMessage) message = soup_message_new ("POST", target.c_str ());
  g_autoptr (GHashTable) table = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GBytes) body = nullptr;
  char *form = nullptr;

  for (const auto &[name, value] : fields)
    g_hash_table_insert (table,
                         const_cast<char *> (name.c_str ()),
                         const_cast<char *> (value.c_str ()));
  form = soup_form_encode_hash (table);
  body = g_bytes_new_take (form, strlen (form));
  soup_message_set_request_body_from_bytes (message, SOUP_FORM_MIME_TYPE_URLENCODED, body);
  return Send (message);
}

bool
Browser::Send (SoupMessage *message)
{
  g_autoptr (GError) error = nullptr;
  g_autoptr (GBytes) reply = soup_session_send_and_read (session, message, nullptr, &error);
  gsize size = 0;
  const char *data = nullptr;

  filled.clear ();
  g_clear_pointer (&page, xmlFreeDoc);
  EXPECT_NE (reply, nullptr) << (error != nullptr ? error->message : "");
  if (reply == nullptr)
    return false;
  status = soup_message_get_status (message);
  g_clear_pointer (&address, g_uri_unref);
  address = g_uri_ref (soup_message_get_uri (message));
  data = static_cast<const char *> (g_bytes_get_data (reply, &size));
  page = htmlReadMemory (data != nullptr ? data : "",
                         static_cast<int> (size),
                         nullptr,
                         nullptr,
                         HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
  return true;
}

bool
Browser::Press (const std::string &label)
{
  std::string is_labelled = "[normalize-space(.)=" + Quote (label) + "]";
  xmlNode *link = Find ("//a" + is_labelled);
  xmlNode *button = Find ("//button" + is_labelled);

  if (link != nullptr)
    return Open (Resolve (Attribute (link, "href")));
  if (button == nullptr)
    button = Find ("//input[@type='submit'][@value=" + Quote (label) + "]");
  if (button == nullptr || FindForm (button) == nullptr)
    return false;
  return Submit (FindForm (button), button);
}

bool
Browser::Submit (xmlNode *form, xmlNode *button)
{
  xmlXPathContext *context = xmlXPathNewContext (page);
  xmlXPathObject *found = nullptr;
  std::string target = Resolve (Attribute (form, "action"));
  Fields fields;

  xmlXPathSetContextNode (form, context);
  found = xmlXPathEvalExpression (reinterpret_cast<const xmlChar *> (fields_path), context);
  for (int i = 0; found != nullptr && i < xmlXPathNodeSetGetLength (found->nodesetval); i++)
    {
      std::string name = Attribute (xmlXPathNodeSetItem (found->nodesetval, i), "name");

      fields[name] = Field (name);
    }
  xmlXPathFreeObject (found);
  xmlXPathFreeContext (context);
  if (!Attribute (button, "name").empty ())
    fields[Attribute (button, "name")] = Attribute (button, "value");
  if (Attribute (form, "method") == "post")
    return Post (target, fields);
  for (const auto &[name, value] : fields)
    {
      g_autofree char *escaped = g_uri_escape_string (value.c_str (), nullptr, FALSE);

      target += (target.find ('?') == std::string::npos ? "?" : "&") + name + "=" + escaped;
    }
  return Open (target);
}

std::string
Browser::Field (const std::string &name) const
{
  std::string is_named = "[@name=" + Quote (name) + "]";
  auto found = filled.find (name);

  if (found != filled.end ())
    return found->second;
  return Evaluate ("string(//input" + is_named + "/@value | //textarea" + is_named + " | //select" +
                   is_named + "/option[@selected]/@value)");
}

void
Browser::Fill (const std::string &name, const std::string &value)
{
  EXPECT_NE (Find ("//*[@name=" + Quote (name) + "]"), nullptr) << name;
  filled[name] = value;
}

guint
Browser::Status () const
{
  return status;
}

std::string
Browser::Address () const
{
  g_autofree char *text = address != nullptr ? g_uri_to_string (address) : nullptr;

  return text != nullptr ? text : "";
}

std::string
Browser::Host () const
{
  if (address == nullptr)
    return "";
  return std::string (g_uri_get_host (address)) + ":" + std::to_string (g_uri_get_port (address));
}

std::string
Browser::Title () const
{
  return Evaluate ("normalize-space(//title)");
}

std::string
Browser::Text () const
{
  return Evaluate ("normalize-space(//body)");
}

bool
Browser::Says (const std::string &words) const
{
  return Text ().find (words) != std::string::npos;
}

bool
Browser::Shows (const std::string &words) const
{
  return Says (words) || Find ("//input[@value=" + Quote (words) + "]") != nullptr;
}

xmlNode *
Browser::Find (const std::string &path) const
{
  xmlXPathContext *context = page != nullptr ? xmlXPathNewContext (page) : nullptr;
  xmlXPathObject *found = nullptr;
  xmlNode *node = nullptr;

  if (context == nullptr)
    return nullptr;
  found = xmlXPathEvalExpression (reinterpret_cast<const xmlChar *> (path.c_str ()), context);
  if (found != nullptr && xmlXPathNodeSetGetLength (found->nodesetval) > 0)
    node = xmlXPathNodeSetItem (found->nodesetval, 0);
  xmlXPathFreeObject (found);
  xmlXPathFreeContext (context);
  return node;
}

std::string
Browser::Evaluate (const std::string &expression) const
{
  xmlXPathContext *context = page != nullptr ? xmlXPathNewContext (page) : nullptr;
  xmlXPathObject *found = nullptr;
  std::string text;

  if (context == nullptr)
    return "";
  found = xmlXPathEvalExpression (reinterpret_cast<const xmlChar *> (expression.c_str ()), context);
  if (found != nullptr && found->stringval != nullptr)
    text = reinterpret_cast<const char *> (found->stringval);
  xmlXPathFreeObject (found);
  xmlXPathFreeContext (context);
  return text;
}

std::string
Browser::Resolve (const std::string &reference) const
{
  g_autofree char *here = g_uri_to_string (address);
  xmlNode *element = Find ("//base[@href]");
  std::string base = element != nullptr ? Attribute (element, "href") : here;
  g_autofree char *absolute =
      g_uri_resolve_relative (base.c_str (), reference.c_str (), G_URI_FLAGS_ENCODED, nullptr);

  return absolute != nullptr ? absolute : "";
}
