#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# clang-tidy over the plugin and its window; findings are errors. A file that had none is asked about
# again when it was compiled again, that is when it or something that it includes has changed, or
# when the rules have.
#
# usage: check-tidy.sh SOURCE_ROOT BUILD_ROOT

cd "$1" || exit 1
if ! clang-tidy --version | grep -q 'version 14'; then
  echo "clang-tidy is not version 14: it is not asked here"
  exit 77
fi

build=$2
good="$build/tidy"
mkdir -p "$good"
export build good

is_good ()
{
  stamp="$good/$(basename "$1")"
  [ "$stamp" -nt .clang-tidy ] && [ "$stamp" -nt "$1" ] || return 1
  for object in "$build/$(dirname "$1")"/*.p/"$(basename "$1").o"; do
    [ "$stamp" -nt "$object" ] || return 1
  done
}

# The stamp has the time at which the file was read.
git ls-files 'plugin/*.c' 'ui/*.c' | while read -r file; do
  is_good "$file" || echo "$file"
done | xargs -r -P "$(nproc)" -n 1 sh -c '
  stamp="$good/$(basename "$1")"
  touch "$stamp.new"
  clang-tidy -p "$build" --quiet "$1" 2>/dev/null || exit 1
  mv "$stamp.new" "$stamp"' check
