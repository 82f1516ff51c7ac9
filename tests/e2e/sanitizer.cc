/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "sanitizer.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <sstream>
#include <vector>

#include "wait.h"

namespace e2e
{

namespace
{

constexpr const char *kReport = "sanitizer";
constexpr const char *kModule = "module-smime-enrollment.so";

/* Each line of a stack says in which file its function is. */
constexpr const char *kFormat = ":stack_trace_format=\"#%n %f %S (%m)\"";

/* The leak that forget-preload.c has on purpose: where it is found, others would be, too. */
constexpr const char *kCanary = "forget_preload";

/* What libraries are known to leak, from the list that LeakSanitizer gets elsewhere. */
std::vector<std::string>
KnownLeaks ()
{
  const std::string option = "suppressions=";
  std::string options = Environment ("LSAN_OPTIONS");
  size_t start = options.find (option);
  std::vector<std::string> names;

  if (start == std::string::npos)
    return names;
  start += option.size ();
  std::istringstream lines (ReadFile (options.substr (start, options.find (':', start) - start)));

  for (std::string line; std::getline (lines, line);)
    {
      if (line.rfind ("leak:", 0) == 0)
        names.push_back (line.substr (5));
    }
  return names;
}

/* Whether something of ours is in the stack, and no library that is known to leak between that and
 * the memory. What stands further out than ours hides nothing: a library only called us. */
bool
IsOurs (const std::string &leak, const std::vector<std::string> &known)
{
  size_t module = leak.find (kModule);
  std::string inner = leak.substr (0, leak.rfind ('\n', module) + 1);

  return module != std::string::npos &&
         std::none_of (known.begin (), known.end (), [&inner] (const std::string &name) {
           return inner.find (name) != std::string::npos;
         });
}

/* The paragraphs of a report: one for each leak. */
std::string
FindOurs (const std::string &report, int *n_others)
{
  const std::vector<std::string> known = KnownLeaks ();
  std::istringstream lines (report);
  std::string findings;
  std::string paragraph;
  std::string line;
  bool is_leak = false;

  auto end_paragraph = [&] {
    bool is_ours = IsOurs (paragraph, known);

    if (is_leak && !is_ours)
      ++*n_others;
    else if (is_leak)
      findings += paragraph + "\n";
    paragraph.clear ();
    is_leak = false;
  };

  while (std::getline (lines, line))
    {
      if (line.empty ())
        end_paragraph ();
      else
        paragraph += line + "\n";
      if (line.find ("irect leak of ") != std::string::npos)
        is_leak = true;
    }
  end_paragraph ();
  return findings;
}

/* What is no leak counts wherever it is. */
bool
IsError (const std::string &report)
{
  return report.find ("ERROR: AddressSanitizer") != std::string::npos ||
         report.find ("runtime error:") != std::string::npos;
}

bool
HasSanitizer ()
{
  return !Environment ("ENROLL_PRELOAD").empty ();
}

}

std::map<std::string, std::string>
ErrorsOnly (const std::map<std::string, std::string> &environment)
{
  std::map<std::string, std::string> watched = environment;
  std::string &preload = watched["LD_PRELOAD"];

  if (!HasSanitizer ())
    return environment;
  preload = Environment ("ENROLL_PRELOAD") + (preload.empty () ? "" : ":" + preload);
  watched["ASAN_OPTIONS"] = Environment ("ASAN_OPTIONS") + ":detect_leaks=0";
  return watched;
}

std::map<std::string, std::string>
SanitizerEnvironment (const std::map<std::string, std::string> &environment,
                      const std::string &folder)
{
  std::map<std::string, std::string> watched = ErrorsOnly (environment);
  std::string report = ":log_path=" + folder + "/" + kReport;

  if (!HasSanitizer ())
    return environment;
  watched["ASAN_OPTIONS"] = Environment ("ASAN_OPTIONS") + kFormat + report + "-address";
  watched["UBSAN_OPTIONS"] = Environment ("UBSAN_OPTIONS") + report + "-undefined";
  /* A suppression might hide what is ours: IsOurs() looks closer. */
  watched["LSAN_OPTIONS"] = "";
  return watched;
}

std::string
SanitizerFindings (const std::string &folder)
{
  std::string findings;
  int n_others = 0;
  bool has_looked = false;

  if (!HasSanitizer ())
    return "";
  for (const auto &entry : std::filesystem::directory_iterator (folder))
    {
      std::string name = entry.path ().filename ();

      if (name.rfind (kReport, 0) != 0)
        continue;
      std::string report = ReadFile (entry.path ());

      has_looked = has_looked || report.find (kCanary) != std::string::npos;
      findings += IsError (report) ? report : FindOurs (report, &n_others);
      std::filesystem::remove (entry.path ());
    }
  printf ("sanitizers: %d leaks are not ours\n", n_others);
  return has_looked ? findings : findings + "nobody has looked for leaks\n";
}

}
