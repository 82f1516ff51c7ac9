/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "glib-test.h"

#include <algorithm>
#include <mutex>

#include <glib/gstdio.h>

#include "patience.h"

namespace
{

struct Expected
{
  GLogLevelFlags level;
  std::string pattern;
};

std::mutex expected_mutex;
std::vector<Expected> expected_messages;

std::string
FindField (const GLogField *fields, gsize n_fields, const char *key)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      if (g_strcmp0 (fields[i].key, key) != 0)
        continue;
      return fields[i].length < 0 ? std::string (static_cast<const char *> (fields[i].value))
                                  : std::string (static_cast<const char *> (fields[i].value),
                                                 static_cast<size_t> (fields[i].length));
    }
  return "";
}

bool
ConsumeExpected (GLogLevelFlags level, const std::string &text)
{
  std::lock_guard<std::mutex> lock (expected_mutex);
  auto found =
      std::find_if (expected_messages.begin (),
                    expected_messages.end (),
                    [&] (const Expected &expected) {
                      return (expected.level & level) != 0 &&
                             g_pattern_match_simple (expected.pattern.c_str (), text.c_str ());
                    });

  if (found == expected_messages.end ())
    return false;
  expected_messages.erase (found);
  return true;
}

GLogWriterOutput
WriteLog (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  constexpr int kFailing = G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING;
  const std::string text = FindField (fields, n_fields, "MESSAGE");

  if (ConsumeExpected (level, text))
    return G_LOG_WRITER_HANDLED;
  if ((level & kFailing) != 0)
    ADD_FAILURE () << FindField (fields, n_fields, "GLIB_DOMAIN") << ": " << text;
  return g_log_writer_default (level, fields, n_fields, user_data);
}

gboolean
TimeoutReached (gpointer user_data)
{
  *static_cast<bool *> (user_data) = true;
  return G_SOURCE_CONTINUE;
}

} // namespace

bool
Eventually (const std::function<bool ()> &predicate, int timeout_ms)
{
  bool is_late = false;
  bool is_true = predicate ();
  guint source = 0;

  if (is_true)
    return true;

  /* A predicate that does something is not asked again once it holds. */
  source = g_timeout_add (static_cast<guint> (timeout_ms * Patience ()), TimeoutReached, &is_late);
  while (!is_late && !is_true)
    {
      g_main_context_iteration (nullptr, TRUE);
      is_true = predicate ();
    }
  g_source_remove (source);
  return is_true;
}

void
RunPending ()
{
  while (g_main_context_iteration (nullptr, FALSE))
    continue;
}

std::vector<std::string>
Strings (const GPtrArray *strings)
{
  std::vector<std::string> result;

  for (guint i = 0; strings != nullptr && i < strings->len; i++)
    result.emplace_back (static_cast<const char *> (g_ptr_array_index (strings, i)));
  return result;
}

std::vector<std::string>
Strings (const char *const *strings)
{
  std::vector<std::string> result;

  for (gsize i = 0; strings != nullptr && strings[i] != nullptr; i++)
    result.emplace_back (strings[i]);
  return result;
}

std::string
Take (char *text)
{
  g_autofree char *owned = text;

  return owned != nullptr ? std::string (owned) : std::string ("(null)");
}

AsyncResult::~AsyncResult ()
{
  g_clear_object (&result_);
}

void
AsyncResult::Callback (GObject *, GAsyncResult *result, gpointer user_data)
{
  g_set_object (&static_cast<AsyncResult *> (user_data)->result_, result);
}

bool
AsyncResult::Wait (int timeout_ms)
{
  return Eventually ([this] { return result_ != nullptr; }, timeout_ms);
}

GAsyncResult *
AsyncResult::Get () const
{
  return result_;
}

ScopedFolder::ScopedFolder ()
{
  g_autofree char *path = g_dir_make_tmp ("enroll-test-XXXXXX", nullptr);

  EXPECT_NE (path, nullptr);
  if (path != nullptr)
    path_ = path;
}

ScopedFolder::~ScopedFolder ()
{
  g_autoptr (GDir) folder = g_dir_open (path_.c_str (), 0, nullptr);

  for (const char *name = folder != nullptr ? g_dir_read_name (folder) : nullptr; name != nullptr;
       name = g_dir_read_name (folder))
    {
      g_unlink ((path_ + "/" + name).c_str ());
    }
  g_rmdir (path_.c_str ());
}

const std::string &
ScopedFolder::Path () const
{
  return path_;
}

void
ScopedFolder::Write (const std::string &name, const std::string &content) const
{
  EXPECT_TRUE (g_file_set_contents ((path_ + "/" + name).c_str (),
                                    content.c_str (),
                                    static_cast<gssize> (content.size ()),
                                    nullptr));
}

GlibTest::GlibTest ()
{
  static std::once_flag once;

  /* May be set once only in a process. */
  std::call_once (once, [] { g_log_set_writer_func (WriteLog, nullptr, nullptr); });
}

GlibTest::~GlibTest ()
{
  std::lock_guard<std::mutex> lock (expected_mutex);

  for (const Expected &expected : expected_messages)
    ADD_FAILURE () << "the message “" << expected.pattern << "” did not come";
  expected_messages.clear ();
}

/* Runs when the test body has dropped what it held. */
void
GlibTest::TearDown ()
{
  RunPending ();
  for (auto &watched : watched_)
    {
      if (watched->object == nullptr)
        continue;
      ADD_FAILURE () << watched->type << " is still alive";
      g_object_remove_weak_pointer (G_OBJECT (watched->object), &watched->object);
    }
  watched_.clear ();
}

void
GlibTest::ExpectMessage (GLogLevelFlags level, const char *pattern)
{
  std::lock_guard<std::mutex> lock (expected_mutex);

  expected_messages.push_back ({ level, pattern });
}

void
GlibTest::Watch (gpointer object)
{
  watched_.push_back (std::make_unique<Watched> (Watched{ object, G_OBJECT_TYPE_NAME (object) }));
  g_object_add_weak_pointer (G_OBJECT (object), &watched_.back ()->object);
}
