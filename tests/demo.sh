#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# Builds the plugin and shows the main job in a real Evolution, in a throw-away home, against the
# embedded test portal.
#
# usage: tests/demo.sh           opens Evolution with an invitation in the Inbox
#        tests/demo.sh --auto    runs the whole enrollment by itself, without a display

set -eu

cd "$(dirname "$0")/.."
auto=no
if [ "${1:-}" = --auto ] || [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  auto=yes
fi

tests/install-deps.sh
. tests/build.sh

if [ $auto = no ]; then
  exec tests/e2e/run-in-session.sh --on-display "$build/tests/demo/enroll-demo"
fi

ENROLL_SCREENSHOTS="$PWD/$build/screenshots"
export ENROLL_SCREENSHOTS
rm -rf "$ENROLL_SCREENSHOTS"
mkdir -p "$ENROLL_SCREENSHOTS"
log="$build/demo.log"
if ! tests/e2e/run-in-session.sh "$build/tests/e2e/test-evolution" >"$log" 2>&1; then
  cat "$log"
  echo "The demo failed. Its output is above, its screenshots are in $ENROLL_SCREENSHOTS"
  exit 1
fi
echo "In a real Evolution, from an invitation in the Inbox:"
grep -E '^(Maildir|Imap)[A-Za-z]*: ' "$log"
echo "Screenshots: $ENROLL_SCREENSHOTS"
