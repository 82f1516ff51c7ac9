#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# Installs what is missing, builds, and runs all tests: static checks, unit, adapters, ui, web,
# matrix, module, the seeds of the fuzz targets, and a real Evolution, this one and, in part, that of
# the next Debian; then unit, adapters, ui, web, matrix and module again with the address and
# undefined-behaviour sanitizers, with fewer markups and without the programs of the suite “many”, which
# are slow then; and each fuzz target for some seconds. The last line is the total.
#
# usage: tests/check.sh [--all]
#
# With --all, Evolution is run with the sanitizers, too, the store under valgrind, and what has several
# threads with the thread sanitizer; the next Debian leaves nothing out, the newest Evolution is tried,
# and the Flatpak is built.

set -u

cd "$(dirname "$0")/.." || exit 1
tests/install-deps.sh || exit 1

everything=no
if [ "${1:-}" = --all ]; then
  everything=yes
  export ENROLL_LARGE=all
fi

# Many tests wait for a clock. What must not be disturbed is marked in meson, and runs alone.
many=$(($(nproc) * 2))

passed=0
failed=0
left_out=0
untried=

# Adds what meson counted, case by case, to the totals.
count ()
{
  results="$1/meson-logs/testlog.junit.xml"
  all=$(xmllint --xpath 'count(//testcase)' "$results" 2>/dev/null || echo 0)
  skipped=$(xmllint --xpath 'count(//testcase[skipped])' "$results" 2>/dev/null || echo 0)
  bad=$(xmllint --xpath 'count(//testcase[failure or error])' "$results" 2>/dev/null || echo 0)
  passed=$((passed + all - skipped - bad))
  left_out=$((left_out + skipped))
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

# Another Debian, if there can be one here: what is built there, loaded and used counts as well.
run_in ()
{
  suite=$1
  shift
  rm -f "build-$suite/meson-logs/testlog.junit.xml"
  before=$failed
  tests/compat.sh "$suite" "$@" || status=$?
  if [ "$status" -eq 77 ]; then
    untried="$untried $suite"
  else
    count "build-$suite"
    [ "$status" -eq 0 ] || [ "$failed" -gt "$before" ] || failed=$((failed + 1))
  fi
  status=0
}

# What is needed later is made where the processor would wait otherwise, and gives way to all else.
# Whether it went well is seen when it is needed.
meanwhile ()
{
  log=$1
  shift
  nice -n 15 "$@" >"$log" 2>&1 &
  behind=$!
}

has_next_debian ()
{
  ! grep -q '^VERSION_CODENAME=trixie' /etc/os-release
}

status=0
ENROLL_BUILD=${ENROLL_BUILD:-build}
export ENROLL_BUILD
plain=$ENROLL_BUILD
# It is the plugin that is watched, not the tests, which are C++: that spares a third of the time to
# compile them.
sanitizers="-Db_sanitize=address,undefined -Db_lundef=false -Dcpp_args=-fno-sanitize=all"
! has_next_debian || meanwhile "$plain-trixie.log" tests/compat.sh trixie --prepare
ENROLL_MESON_ARGUMENTS="-Dwerror=true --fatal-meson-warnings"
. tests/build.sh
ENROLL_SCREENSHOTS="$PWD/$build/screenshots"
export ENROLL_SCREENSHOTS
mkdir -p "$ENROLL_SCREENSHOTS"
run_suites "$build" --num-processes $many --suite static --suite unit --suite adapters --suite ui \
  --suite web --suite matrix --suite module --suite fuzz-seeds
meanwhile "$plain-sanitize.log" env ENROLL_BUILD="$plain-sanitize" \
  ENROLL_MESON_ARGUMENTS="$sanitizers" sh -c '. tests/build.sh; exec tests/fuzz.sh --build'
run_suites "$build" --suite e2e --suite install

if has_next_debian; then
  run_in trixie module start
  [ $everything = yes ] || GTEST_FILTER='*/MaildirCsr'
  export GTEST_FILTER="${GTEST_FILTER:-*}"
  run_in trixie evolution
  unset GTEST_FILTER
fi
if [ $everything = yes ]; then
  run_in experimental module start evolution
  run_suites "$build" --suite flatpak
fi

# From here on it is not the program that is looked at but what it does with memory and threads.
wait "$behind"
ENROLL_SEEDS=2
ENROLL_MATRIX=few
export ENROLL_SEEDS ENROLL_MATRIX

ENROLL_BUILD="$plain-sanitize"
ENROLL_MESON_ARGUMENTS=$sanitizers
. tests/build.sh
# Up to GCC 13 the interceptor of __tls_get_addr takes thread-local storage that happens to lie 16
# bytes into a page for one that glibc 2.19 made, and scans wherever the bytes before it point:
# “Tracer caught signal 11”. The storage is found without it.
LSAN_OPTIONS="suppressions=$PWD/tests/lsan.supp:print_suppressions=0"
UBSAN_OPTIONS="halt_on_error=1:print_stacktrace=1"
watched="fast_unwind_on_malloc=0:intercept_tls_get_addr=0"
ENROLL_PATIENCE=3
export LSAN_OPTIONS UBSAN_OPTIONS ASAN_OPTIONS ENROLL_PATIENCE
# Suppressions are by function, which must be in the stack; a stack costs as much as it is long, with
# each allocation. So fewer markups are tried, and only what starts a browser engine has whole stacks.
ASAN_OPTIONS="$watched:malloc_context_size=16"
run_suites "$build" --num-processes $many --timeout-multiplier 3 --suite unit --suite adapters \
  --suite ui --no-suite many
ASAN_OPTIONS=$watched
run_suites "$build" --num-processes $many --timeout-multiplier 3 --suite web --suite matrix \
  --suite module --no-suite many

# It has options of its own for the sanitizers.
# The same way each time: what it finds is due to the change.
ENROLL_FUZZ_SEED=1 tests/fuzz.sh 4 >"$build/fuzz.log" 2>&1
cat "$build/fuzz.log"
targets=$(sed -n 's/^fuzzing: \([0-9]*\) targets, .*/\1/p' "$build/fuzz.log")
findings=$(sed -n 's/^fuzzing: .* \([0-9]*\) with findings$/\1/p' "$build/fuzz.log")
# Without that line the targets were not built.
passed=$((passed + ${targets:-0} - ${findings:-0}))
failed=$((failed + ${findings:-1}))

watch_closely ()
{
  # The store with each access to memory watched. A database with a password is no slower to open than
  # one without.
  NSS_MAX_MP_PBE_ITERATION_COUNT=10
  export NSS_MAX_MP_PBE_ITERATION_COUNT
  run_suites "$plain" --timeout-multiplier 10 --wrapper "valgrind --quiet --error-exitcode=9 \
    --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite \
    --num-callers=30 --suppressions=$PWD/tests/valgrind.supp" store
  unset NSS_MAX_MP_PBE_ITERATION_COUNT

  # Evolution with the watched module; whoever looks at it from outside is not watched.
  ENROLL_PRELOAD="$(cc -print-file-name=libasan.so):$PWD/$plain/tests/e2e/forget-preload.so"
  ENROLL_PATIENCE=6
  export ENROLL_PRELOAD ENROLL_PATIENCE
  run_suites "$plain" --timeout-multiplier 6 --suite e2e
  unset ENROLL_PRELOAD ENROLL_PATIENCE

  # Whatever runs in several threads.
  threads="store load inbox credential enrollment enrollment-list enrollment-old keyring vault account
    issuers"
  journals="journal session-continue"
  ENROLL_BUILD="$plain-tsan"
  ENROLL_MESON_ARGUMENTS="-Db_sanitize=thread -Db_lundef=false -Doptimization=1"
  # shellcheck disable=SC2086
  ENROLL_TARGETS="tests/portal/enroll-test-portal $(printf 'tests/adapters/test-%s ' $threads)
    $(printf 'tests/unit/test-%s ' $journals)"
  . tests/build.sh
  TSAN_OPTIONS="suppressions=$PWD/tests/tsan.supp:ignore_noninstrumented_modules=1:halt_on_error=1"
  export TSAN_OPTIONS
  # shellcheck disable=SC2086
  run_suites "$build" --num-processes $many --timeout-multiplier 6 $threads $journals
}

[ $everything = no ] || watch_closely

[ -z "$untried" ] || echo "not tried here: $untried"
[ "$left_out" -eq 0 ] || echo "left out by themselves: $left_out"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
