/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <gio/gio.h>
#include <gtest/gtest.h>

/* How long a thing may take that only needs the main loop; a machine under load is slow. */
constexpr int kEventuallyMs = 10000;

/* Runs the default main context until the predicate holds; false if it never did. */
bool Eventually (const std::function<bool ()> &predicate, int timeout_ms = kEventuallyMs);

/* Runs what is ready in the default main context and whatever that makes ready. */
void RunPending ();

/* The strings of an array, to be compared as one value. */
std::vector<std::string> Strings (const GPtrArray *strings);
std::vector<std::string> Strings (const char *const *strings);

/* The text, wiped from the heap by nobody: for comparisons only. NULL is "(null)". */
std::string Take (char *text);

/* The end of one asynchronous call:
 *
 *   AsyncResult result;
 *   something_async (self, cancellable, AsyncResult::Callback, &result);
 *   ASSERT_TRUE (result.Wait ());
 *   something_finish (self, result.Get (), &error);
 */
class AsyncResult
{
public:
  AsyncResult () = default;
  AsyncResult (const AsyncResult &) = delete;
  AsyncResult &operator= (const AsyncResult &) = delete;
  ~AsyncResult ();

  static void Callback (GObject *source, GAsyncResult *result, gpointer user_data);

  bool Wait (int timeout_ms = kEventuallyMs);
  GAsyncResult *Get () const;

private:
  GAsyncResult *result_ = nullptr;
};

/* A new private folder, removed with its files at the end of the scope. */
class ScopedFolder
{
public:
  ScopedFolder ();
  ScopedFolder (const ScopedFolder &) = delete;
  ScopedFolder &operator= (const ScopedFolder &) = delete;
  ~ScopedFolder ();

  const std::string &Path () const;
  void Write (const std::string &name, const std::string &content) const;

private:
  std::string path_;
};

/* A test in which a warning or a critical is a failure unless it was announced, an announced one
 * that did not come is a failure too, and watched objects must be gone at the end. */
class GlibTest : public ::testing::Test
{
protected:
  GlibTest ();
  ~GlibTest () override;

  void TearDown () override;

  /* Announces one message: its level, and a pattern with `*` and `?` for its text. */
  void ExpectMessage (GLogLevelFlags level, const char *pattern);

  /* Fails the test if @object is still alive when the test is over. */
  void Watch (gpointer object);

private:
  struct Watched
  {
    gpointer object;
    std::string type;
  };

  std::vector<std::unique_ptr<Watched>> watched_;
};
