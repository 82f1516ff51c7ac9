# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# To be read by the scripts beside it, at the root of the tree: builds everything in $build and
# installs the plugin into a prefix there, which Evolution can be told to look at. With
# ENROLL_TARGETS only these are built, and nothing is installed.

build=${ENROLL_BUILD:-build}

if [ ! -f "$build/build.ninja" ]; then
  meson setup "$build" --prefix="$PWD/$build/prefix" ${ENROLL_MESON_ARGUMENTS:-} \
    >"$build.setup.log" 2>&1 || { cat "$build.setup.log"; exit 1; }
  mv "$build.setup.log" "$build/setup.log"
fi
# shellcheck disable=SC2086
meson compile -C "$build" ${ENROLL_TARGETS:-} >"$build/compile.log" 2>&1 ||
  { cat "$build/compile.log"; exit 1; }
[ -n "${ENROLL_TARGETS:-}" ] || meson install -C "$build" --no-rebuild --quiet >/dev/null

ENROLL_PREFIX="$PWD/$build/prefix"
ENROLL_SCHEMA_DIR="$ENROLL_PREFIX/share/glib-2.0/schemas"
ENROLL_TEST_PORTAL="$PWD/$build/tests/portal/enroll-test-portal"
ENROLL_TEST_CAMPUS="$PWD/$build/tests/portal/enroll-test-campus"
export ENROLL_PREFIX ENROLL_SCHEMA_DIR ENROLL_TEST_PORTAL ENROLL_TEST_CAMPUS
