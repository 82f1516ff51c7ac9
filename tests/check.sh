#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# Installs what is missing, builds, and runs all tests: static checks, unit, adapters, ui, web,
# matrix, module and a real Evolution; then all but the last two once more, with fewer markups, with
# the address and undefined-behaviour sanitizers. The last line is the total.
#
# usage: tests/check.sh

set -u

cd "$(dirname "$0")/.." || exit 1
tests/install-deps.sh || exit 1

passed=0
failed=0

# Adds what meson counted, case by case, to the totals.
count ()
{
  results="$1/meson-logs/testlog.junit.xml"
  all=$(xmllint --xpath 'count(//testcase)' "$results" 2>/dev/null || echo 0)
  skipped=$(xmllint --xpath 'count(//testcase[skipped])' "$results" 2>/dev/null || echo 0)
  bad=$(xmllint --xpath 'count(//testcase[failure or error])' "$results" 2>/dev/null || echo 0)
  passed=$((passed + all - skipped - bad))
  failed=$((failed + bad))
}

run_suites ()
{
  directory=$1
  shift
  rm -f "$directory/meson-logs/testlog.junit.xml"
  if ! meson test -C "$directory" --no-rebuild --print-errorlogs "$@"; then
    status=1
  fi
  before=$failed
  count "$directory"
  # A program that died without a result is a failure too.
  if [ "$status" -ne 0 ] && [ "$failed" -eq "$before" ]; then
    failed=$((failed + 1))
  fi
  status=0
}

status=0
ENROLL_BUILD=${ENROLL_BUILD:-build}
export ENROLL_BUILD
ENROLL_MESON_ARGUMENTS="-Dwerror=true --fatal-meson-warnings"
. tests/build.sh
ENROLL_SCREENSHOTS="$PWD/$build/screenshots"
export ENROLL_SCREENSHOTS
mkdir -p "$ENROLL_SCREENSHOTS"
run_suites "$build" --suite static --suite unit --suite adapters --suite ui --suite web \
  --suite matrix --suite module --suite e2e

ENROLL_BUILD="$build-sanitize"
ENROLL_MESON_ARGUMENTS="-Db_sanitize=address,undefined -Db_lundef=false"
. tests/build.sh
# Suppressions are by function, so stacks must be whole; that is slow, so fewer markups are tried.
# Up to GCC 13 the interceptor of __tls_get_addr takes thread-local storage that happens to lie 16
# bytes into a page for one that glibc 2.19 made, and scans wherever the bytes before it point:
# “Tracer caught signal 11”. The storage is found without it.
LSAN_OPTIONS="suppressions=$PWD/tests/lsan.supp:print_suppressions=0"
UBSAN_OPTIONS="halt_on_error=1:print_stacktrace=1"
ASAN_OPTIONS="fast_unwind_on_malloc=0:intercept_tls_get_addr=0"
ENROLL_SEEDS=2
ENROLL_MATRIX=few
export LSAN_OPTIONS UBSAN_OPTIONS ASAN_OPTIONS ENROLL_SEEDS ENROLL_MATRIX
run_suites "$build" --timeout-multiplier 3 --suite unit --suite adapters --suite ui --suite web \
  --suite matrix --no-suite many

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
