#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# pseudo.sh DIR: a language that nobody speaks, to look at. Every text of po/POTFILES.in, accented,
# 40 % longer, in brackets, as DIR/en_XA/LC_MESSAGES/*.mo. What stands in a picture without brackets
# is not translated; where a bracket is missing, something was cut.
#
#   tests/ui/pseudo.sh /tmp/pseudo
#   LC_ALL=C.UTF-8 LANGUAGE=en_XA GSETTINGS_SCHEMA_DIR=build/data xvfb-run -a \
#     build/tests/ui/enroll-gallery --locale-dir /tmp/pseudo --rtl --directory /tmp/pictures

set -e
[ -n "$1" ] || { echo "usage: pseudo.sh DIR" >&2; exit 2; }
mkdir -p "$1/en_XA/LC_MESSAGES"
directory=$(realpath "$1")
cd "$(dirname "$0")/../.."

tests/support/make-template.sh "$directory/template.pot"
# Formats, mnemonics and what follows a backslash stay as they are.
msgen --no-wrap "$directory/template.pot" | perl -CSD -Mutf8 -ne '
  unless (/^msgstr "(.+)"$/) { print; next }
  my $text = $1;
  my @parts = split /(%(?:\d+\$)?[-0-9.]*[a-zA-Z%]|\\.)/, $text;
  for (my $i = 0; $i < @parts; $i += 2) { $parts[$i] =~ tr/aceinosuyzACEINOSUYZ/àçéîñöšûÿžÀÇÉÎÑÖŠÛŸŽ/ }
  my $more = substr ("one two three four five six seven eight nine ten " x 10, 0, int (length ($text) * 0.4));
  print "msgstr \"[", join ("", @parts), " $more]\"\n";
' >"$directory/en_XA.po"
msgfmt --check-format -o "$directory/en_XA/LC_MESSAGES/evolution-smime-enrollment.mo" "$directory/en_XA.po"
