#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# Measures, and prints one table. What is compared is measured in the same run. It is built as packages
# are, optimised, in build-bench. Let nothing else run meanwhile.
#
# usage: tests/bench.sh [BENCH…]

set -u

cd "$(dirname "$0")/.." || exit 1
build=${ENROLL_BUILD:-build-bench}
if [ ! -f "$build/build.ninja" ]; then
  meson setup "$build" --buildtype=debugoptimized >"$build.setup.log" 2>&1 ||
    { cat "$build.setup.log" >&2; exit 1; }
  mv "$build.setup.log" "$build/setup.log"
fi
ninja -C "$build" meson-benchmark-prereq >"$build/compile.log" 2>&1 ||
  { cat "$build/compile.log" >&2; exit 1; }

meson test -C "$build" --no-rebuild --benchmark --num-processes 1 --logbase bench "$@" \
  >"$build/bench.log" 2>&1
status=$?
echo "| what | measured | beside | ratio | goal | met |"
echo "|---|---|---|---|---|---|"
grep '^| ' "$build/meson-logs/bench.txt"
[ "$status" -eq 0 ] || cat "$build/bench.log" >&2
exit "$status"
