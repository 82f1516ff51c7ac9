#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# No identifier of a portal's markup stands in the plugin: its code knows elements, roles and
# references between them, but no id, name or class; portal files hold what a person reads.

cd "$1" || exit 1
bad=0
refuse ()
{
  if found=$(grep -nE "$1" $2); then
    echo "$3:"
    echo "$found"
    bad=1
  fi
}

scripts=$(git ls-files 'plugin/web/page/*.js')
selectors='(querySelector(All)?|matches|closest) ?\([^)]*["`'"'"'][^)]*'
refuse "\.(className|classList)\b|getElementsBy(Class)?Name" "$scripts" \
  "a script looks at classes or names"
refuse "$selectors[#.][A-Za-z_-]+" "$scripts" "a script selects by id or class"
refuse "$selectors\[(id|name|class)[*^\$~|]?=" "$scripts" "a script selects by id, name or class"
refuse "getElementById ?\(['\"]" "$scripts" "a script asks for one id"
refuse 'attribute_is \([^,]+, "(id|name|class)"' "$(git ls-files 'plugin/portal/*.c')" \
  "a reader compares an id, name or class"
refuse '^[^#]*[=;](#|\.)[A-Za-z_-]+;|\[(id|name|class)=' "$(git ls-files 'data/portals/*.portal')" \
  "a portal file holds a selector"
exit "$bad"
