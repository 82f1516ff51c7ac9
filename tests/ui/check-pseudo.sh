#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# Each page in the language that nobody speaks (pseudo.sh), from left to right and from right to left:
# no text is cut, and what stands there without brackets is of the samples.
#
# usage: check-pseudo.sh GALLERY, with a display

set -eu

tests=$(cd "$(dirname "$0")" && pwd)
gallery=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

complain ()
{
  echo "$1"
  status=1
}

"$tests/pseudo.sh" "$work/pseudo" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
# As the compiler joins them.
cat "$tests"/*.c "$tests"/../fakes/*.c | perl -0pe 's/"\s*\n\s*"//g; s/\\"/"/g' >"$work/samples"

for direction in '' --rtl; do
  LC_ALL=C.UTF-8 LANGUAGE=en_XA "$gallery" --locale-dir "$work/pseudo" --directory "$work" --texts $direction \
    >"$work/out" 2>>"$work/log" || { cat "$work/log"; exit 1; }
  # Without the mark that begins a text from right to left.
  grep '^text ' "$work/out" | sed 's/\xe2\x80\x8f//g' >"$work/texts" || true
  [ "$(wc -l <"$work/texts")" -gt 200 ] || complain "there are too few texts: $(wc -l <"$work/texts")"
  while read -r _ page state text; do
    [ "$state" = whole ] || complain "$page $direction: cut: $text"
    # A pass-phrase is made by chance.
    case $text in
    *\[*) ;;
    *' '*) ;;
    *[0-9]*) continue ;;
    esac
    case $text in
    *\[*) ;;
    *[A-Za-z]*) grep -qF -- "$text" "$work/samples" || complain "$page $direction: not translated: $text" ;;
    esac
  done <"$work/texts"
done
exit $status
