#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# clang-tidy over the plugin and its window; findings are errors.
#
# usage: check-tidy.sh SOURCE_ROOT BUILD_ROOT

cd "$1" || exit 1
if ! clang-tidy --version | grep -q 'version 14'; then
  echo "clang-tidy is not version 14: it is not asked here"
  exit 77
fi
git ls-files 'plugin/*.c' 'ui/*.c' |
  xargs -P "$(nproc)" -n 4 clang-tidy -p "$2" --quiet 2>/dev/null
