#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# Builds the fuzz targets with clang and its sanitizers, and runs each for some seconds, from the
# seeds in tests/fuzz/NAME.in and from what was found before. What it finds is left in
# build-fuzz/findings; a mended finding becomes a seed with a telling name.
#
# usage: tests/fuzz.sh [SECONDS [NAME…]]
#        tests/fuzz.sh --build             only builds them

set -u

cd "$(dirname "$0")/.." || exit 1
seconds=${1:-8}
[ $# -eq 0 ] || shift
build=${ENROLL_FUZZ_BUILD:-build-fuzz}

if [ ! -f "$build/build.ninja" ]; then
  CC="${ENROLL_CLANG:-clang}" CXX="${ENROLL_CLANG:-clang}++" meson setup "$build" -Dfuzzing=enabled \
    -Dskins=disabled -Db_lundef=false >"$build.setup.log" 2>&1 || { cat "$build.setup.log"; exit 1; }
  mv "$build.setup.log" "$build/setup.log"
fi
ninja -C "$build" fuzz-targets >"$build/compile.log" 2>&1 || { cat "$build/compile.log"; exit 1; }
[ "$seconds" != --build ] || exit 0
[ $# -gt 0 ] || set -- $(ls -d tests/fuzz/*.in | xargs -n 1 basename -s .in)

# Memory that is not given back is looked for in the plugin, not in what libraries keep.
G_SLICE=always-malloc
ASAN_OPTIONS="detect_stack_use_after_return=0:allocator_may_return_null=1"
LSAN_OPTIONS="suppressions=$PWD/tests/lsan.supp:print_suppressions=0"
UBSAN_OPTIONS="print_stacktrace=1"
LC_ALL=C.UTF-8
export G_SLICE ASAN_OPTIONS LSAN_OPTIONS UBSAN_OPTIONS LC_ALL
mkdir -p "$build/findings"

run ()
{
  dictionary=
  [ ! -f "tests/fuzz/$1.dict" ] || dictionary="-dict=tests/fuzz/$1.dict"
  # Camel 3.46 keeps what it could not read of an address.
  case $1 in
  message) leaks=0 ;;
  *) leaks=1 ;;
  esac
  mkdir -p "$build/corpus/$1"
  # An input takes at most ten seconds and two gigabytes, of which one piece at most a quarter.
  ASAN_OPTIONS="$ASAN_OPTIONS:detect_leaks=$leaks" "$build/tests/fuzz/fuzz-$1" -seed="${ENROLL_FUZZ_SEED:-0}" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
    -malloc_limit_mb=512 -max_len="${ENROLL_FUZZ_LENGTH:-16384}" -print_final_stats=1 \
    -detect_leaks=$leaks $dictionary -artifact_prefix="$build/findings/$1-" "$build/corpus/$1" \
    "tests/fuzz/$1.in" >"$build/$1.log" 2>&1
  echo $? >"$build/$1.status"
}

running=0
for name in "$@"; do
  run "$name" &
  running=$((running + 1))
  [ $((running % $(nproc))) -ne 0 ] || wait
done
wait

failed=0
for name in "$@"; do
  if [ "$(cat "$build/$name.status")" -eq 0 ]; then
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$name.log")
    edges=$(grep -o 'cov: [0-9]*' "$build/$name.log" | tail -1 | sed 's/cov: //')
    echo "$name: $executions inputs, $edges edges"
  else
    tail -60 "$build/$name.log"
    echo "$name: a finding, see $build/$name.log"
    failed=$((failed + 1))
  fi
done
echo "fuzzing: $# targets, $failed with findings"
[ "$failed" -eq 0 ]
