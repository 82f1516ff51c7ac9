#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# Makes the pictures of the user guide anew, and those for software centres, after the assistant or the
# bar has changed: the guide's pages from enroll-gallery, the others from the screenshots of a real
# Evolution that the test evolution has left in BUILD_DIRECTORY/screenshots:
#
#   ENROLL_SCREENSHOTS=$PWD/build/screenshots GTEST_FILTER='*/MaildirCsr' meson test -C build evolution
#
# usage: tests/ui/make-figures.sh BUILD_DIRECTORY

set -eu

build=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
screenshots=data/screenshots
figures=data/help/C/figures
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for name in banner done; do
  for found in "$build"/screenshots/MaildirCsr-[0-9]-$name.png; do
    convert "$found" -strip +dither -colors 250 "$screenshots/$name.png"
  done
done

NO_AT_BRIDGE=1 GSETTINGS_BACKEND=memory LC_ALL=C.UTF-8 \
  xvfb-run -a -s '-screen 0 1280x900x24' "$build/tests/ui/enroll-gallery" -d "$work" >"$work/log"
while read -r page figure; do
  convert "$work/$page.png" -strip +dither -colors 250 "$figures/$figure.png"
done <<EOF
03-asking-short start
08-trust trust
09-done done
12-retry trouble
EOF
# The message pane of the window.
convert "$screenshots/banner.png" -crop 1080x290+200+383 +repage -resize 75% -strip +dither -colors 250 \
  "$figures/banner.png"
# The catalogues of the guide know the pictures by their sums.
for figure in "$figures"/*.png; do
  sum=$(md5sum "$figure" | cut -d ' ' -f 1)
  sed -i "s,\(external ref='figures/${figure##*/}' md5=\)'[0-9a-f]*',\1'$sum'," data/help/*/*.po
done
ls -l "$screenshots" "$figures"
