#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# Installs the plugin into /usr, into /usr/local and into a user's home, twice each, looks whether
# everything lies where Evolution and the desktop look for it, uninstalls it, and compares what is
# there with what was there before. /usr is covered by a layer that is thrown away; only root can do
# that, so for others there is only the home.
#
# usage: check-install.sh SOURCE_ROOT

set -eu

if [ "${1:-}" != --inside ]; then
  work=$(mktemp -d "${TMPDIR:-/tmp}/enroll-install.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  meson setup "$work/build" "$1" -Dtests=false --prefix=/usr >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
  if [ "$(id -u)" -eq 0 ] && unshare --mount true 2>/dev/null; then
    unshare --mount "$0" --inside "$work" /usr /usr/local home
  else
    "$0" --inside "$work" home
  fi
  exit
fi

work=$2
shift 2
bad=0
complain ()
{
  echo "$place: $1"
  bad=1
}

if [ "$1" != home ]; then
  mkdir "$work/cover"
  mount -t tmpfs tmpfs "$work/cover"
  mkdir "$work/cover/changes" "$work/cover/scratch"
  if ! mount -t overlay overlay /usr \
    -o "lowerdir=/usr,upperdir=$work/cover/changes,workdir=$work/cover/scratch"; then
    echo "/usr cannot be covered: only a home is tried"
    set -- home
  fi
fi

HOME=$work/home
XDG_DATA_HOME=$HOME/.local/share
unset XDG_DATA_DIRS GSETTINGS_SCHEMA_DIR DESTDIR
export HOME XDG_DATA_HOME
mkdir -p "$XDG_DATA_HOME/evolution"
evolution_modules=$(pkg-config --variable=moduledir evolution-shell-3.0)
module=module-smime-enrollment.so
schema=org.gnome.evolution.plugin.smime-enrollment
component=org.gnome.Evolution.Extension.SmimeEnrollment

list_all ()
{
  find /usr "$HOME" | sort
}

# check PREFIX MODULE_DIRECTORY: what has to be there.
check ()
{
  for file in "$2/$module" \
    "$1/share/evolution-smime-enrollment/portals/sectigo.portal" \
    "$1/share/glib-2.0/schemas/$schema.gschema.xml" \
    "$1/share/glib-2.0/schemas/gschemas.compiled" \
    "$1/share/help/C/evolution-smime-enrollment/index.page" \
    "$1/share/icons/hicolor/scalable/apps/$component.svg" \
    "$1/share/icons/hicolor/symbolic/apps/$component-symbolic.svg" \
    "$1/share/metainfo/$component.metainfo.xml"; do
    [ -f "$file" ] || complain "$file is missing"
  done
  for language in $(grep -v '^#' "$work/build/languages"); do
    [ -f "$1/share/locale/$language/LC_MESSAGES/evolution-smime-enrollment.mo" ] ||
      complain "the language $language is missing"
  done
  if ldd "$2/$module" | grep 'not found'; then
    complain "the module cannot be loaded"
  fi
}

# check_program PREFIX: the program finds its schema, its portal file and its languages beside it.
check_program ()
{
  program="env GSETTINGS_BACKEND=memory $1/bin/evolution-smime-enrollment-check"
  LC_ALL=C.UTF-8 LANGUAGE=en $program --offline >"$work/log" 2>&1 && grep -qx 'All is well.' "$work/log" ||
    { cat "$work/log"; complain "the settings are not found"; }
  LC_ALL=C.UTF-8 LANGUAGE=de $program --offline | grep -qx 'Alles ist in Ordnung.' ||
    complain "the program speaks no German"
  LC_ALL=C.UTF-8 LANGUAGE=de $program --offline --json | grep -q '"origin" : "default"' ||
    complain "the keys of JSON are not those of every language"
}

# try PREFIX MODULE_DIRECTORY [SCHEMA_DIRECTORY]: a folder only where GSettings does not look itself.
try ()
{
  place=$1
  list_all >"$work/before"
  meson configure "$work/build" -Dprefix="$1"
  ninja -C "$work/build" >"$work/log" 2>&1 || { cat "$work/log"; complain "does not build"; }
  for _ in first second; do
    meson install -C "$work/build" --no-rebuild --quiet >"$work/log" 2>&1 ||
      { cat "$work/log"; complain "cannot be installed"; }
  done
  check "$1" "$2"
  gsettings ${3:+--schemadir "$3"} list-keys "$schema" >/dev/null || complain "the schema is not found"
  check_program "$1"
  "$work/build/data/uninstall.sh" || complain "cannot be uninstalled"
  list_all >"$work/after"
  if ! diff "$work/before" "$work/after" >"$work/log"; then
    cat "$work/log"
    complain "uninstalling does not leave what was there before"
  fi
  if gsettings list-schemas | grep -x "$schema"; then
    complain "the schema is still known"
  fi
}

cp "$(dirname "$0")/../../po/LINGUAS" "$work/build/languages"
for where in "$@"; do
  if [ "$where" = home ]; then
    # Evolution's own tail of the folder, behind its prefix.
    prefix=$XDG_DATA_HOME/evolution/modules
    try "$prefix" "$prefix/${evolution_modules#/usr/}" "$prefix/share/glib-2.0/schemas"
  else
    try "$where" "$evolution_modules"
  fi
done

[ "$bad" -eq 0 ] && echo "installed and uninstalled: $*"
exit "$bad"
