#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# Licence lines, marks of unfinished work, the list of translatable files, schema, metainfo, interface
# files, pictures and the user guide.
#
# usage: check-texts.sh SOURCE_ROOT BUILD_ROOT

cd "$1" || exit 1
bad=0
complain ()
{
  echo "$1"
  bad=1
}

for file in $(git ls-files '*.c' '*.h' '*.cc' '*.js' '*.jsx' '*.sh' '*.build' '*.portal'); do
  head -4 "$file" | grep -q 'SPDX-License-Identifier' || complain "$file has no licence line"
done
unfinished=$(git ls-files '*.c' '*.h' '*.cc' '*.js' '*.jsx' '*.sh' '*.ui' ':!*third-party*' | grep -v check-texts |
  xargs grep -nE '\b(TODO|XXX|FIXME)\b' || true)
[ -z "$unfinished" ] || complain "$unfinished"

for file in $(grep -rlE '\bN?_ \("|translatable="yes"' plugin ui --include='*.c' --include='*.ui'); do
  grep -qx "$file" po/POTFILES.in || complain "po/POTFILES.in lacks $file"
done
for file in $(grep -v '^#' po/POTFILES.in); do
  [ -f "$file" ] || complain "po/POTFILES.in names $file, which is gone"
done

if found=$(git ls-files '*package-lock.json' | xargs grep -n '"resolved"'); then
  complain "a lock file says where packages come from: $found"
fi
glib-compile-schemas --strict --dry-run data || complain "the schema is not good"
xmllint --noout ui/*.ui ui/*.xml || complain "an interface file is not good"
xmllint --noout data/icons/*.svg data/help/C/*.page || complain "a picture or a page of the guide is not good"
for what in ids links media orphans; do
  wrong=$(yelp-check "$what" data/help/C 2>&1) && [ -z "$wrong" ] || complain "the guide, $what: $wrong"
done
guide=$(sed -n "s/^    '\\(.*\\)',/\\1/p" data/help/meson.build | sort)
[ "$guide" = "$(cd data/help/C && git ls-files | sort)" ] || complain "data/help/meson.build does not list the guide"

# As it is installed, without and with pictures.
metainfo=org.gnome.Evolution.Extension.SmimeEnrollment.metainfo.xml
work=$(mktemp -d)
sed -e 's/@SCREENSHOTS_\(BEGIN\|END\)@//' -e 's,@SCREENSHOTS_URL@,https://example.org/pictures,' \
  "data/$metainfo.in" >"$work/$metainfo"
for file in "$2/data/$metainfo" "$work/$metainfo"; do
  appstreamcli validate --no-net "$file" >"$work/log" || { cat "$work/log"; complain "the metainfo is not good"; }
done
rm -r "$work"
exit "$bad"
