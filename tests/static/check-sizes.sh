#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# Budgets of our own files: 600 lines for a file, 60 for a function. A function begins with a brace at the margin
# and ends with one.

cd "$1" || exit 1
git ls-files '*.c' '*.h' '*.cc' '*.js' '*.jsx' '*.ui' ':!*third-party*' | {
  bad=0
  while read -r file; do
    lines=$(wc -l <"$file")
    if [ "$lines" -gt 600 ]; then
      echo "$file has $lines lines"
      bad=1
    fi
    case $file in
    *.c | *.cc)
      long=$(awk -v file="$file" '
        /^\{/ && before ~ /\)( const)?( override)?$/ { start = NR }
        { before = $0 }
        /^\}/ { if (start && NR - start - 1 > 60) print file ":" start ": " NR - start - 1 " lines"; start = 0 }
      ' "$file")
      if [ -n "$long" ]; then
        echo "$long"
        bad=1
      fi
      ;;
    esac
  done
  exit "$bad"
}
