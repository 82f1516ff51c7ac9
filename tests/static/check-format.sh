#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# Layout is what clang-format says, of the version that all others are measured by.

cd "$1" || exit 1
if ! clang-format --version | grep -q 'version 14'; then
  echo "clang-format is not version 14: layout is not judged here"
  exit 77
fi
git ls-files '*.c' '*.h' '*.cc' | xargs clang-format --dry-run -Werror
