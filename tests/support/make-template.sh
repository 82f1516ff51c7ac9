#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# make-template.sh FILE: every text for the user, as the target evolution-smime-enrollment-pot of
# meson finds them, but not into po/.

[ -n "$1" ] || { echo "usage: make-template.sh FILE" >&2; exit 2; }
output=$(realpath "$1")
cd "$(dirname "$0")/../.." || exit 1
grep -v '^#' po/POTFILES.in | grep . | xgettext --files-from=- --output="$output" --force-po \
  --package-name=evolution-smime-enrollment --from-code=UTF-8 --add-comments \
  --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 \
  --keyword=g_dcgettext:2 --keyword=g_dngettext:2,3 --keyword=g_dpgettext2:2c,3
