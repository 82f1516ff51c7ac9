#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# Every language of po/LINGUAS has every text there is now, those of the user guide too, none of them
# doubtful, with the formats and mnemonics of the original.

cd "$1" || exit 1
bad=0
complain ()
{
  echo "$1"
  bad=1
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tests/support/make-template.sh "$work/template.pot" || exit 1
[ "$(grep -c '^msgid' "$work/template.pot")" -gt 200 ] || complain "the template is nearly empty"

itstool -o "$work/guide.pot" data/help/C/*.page || exit 1

# check FILE LANGUAGE TEMPLATE
check ()
{
  [ -f "$1" ] || { complain "$1 is missing"; return; }
  grep -q "^\"Language: $2\\\\n\"" "$1" || complain "$1 says another language"
  head -4 "$1" | grep -q 'SPDX-License-Identifier' || complain "$1 has no licence line"
  msgfmt --check --check-accelerators=_ -o /dev/null "$1" || complain "$1 is not good"
  ! grep -q '^#,.* fuzzy' "$1" || complain "$1 has doubtful translations"
  msgmerge --quiet --no-fuzzy-matching -o "$work/merged.po" "$1" "$3" || complain "$1 cannot be merged"
  missing=$(msgattrib --untranslated --no-obsolete --no-wrap "$work/merged.po" | grep '^msgid "..*"')
  [ -z "$missing" ] || complain "$1 lacks:
$missing"
}

grep -v '^#' po/LINGUAS | grep . >"$work/languages"
LC_ALL=C sort -c "$work/languages" || complain "po/LINGUAS is not sorted"
grep -v '^#' data/help/LINGUAS | grep . | cmp - "$work/languages" || complain "the guide has other languages"
for file in po/*.po; do
  grep -qx "$(basename "$file" .po)" "$work/languages" || complain "po/LINGUAS lacks $file"
done
while read -r language; do
  check "po/$language.po" "$language" "$work/template.pot"
  check "data/help/$language/$language.po" "$language" "$work/guide.pot"
done <"$work/languages"
exit "$bad"
