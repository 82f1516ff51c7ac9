#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# Builds the extension by its manifest, installs it, and looks whether Evolution's Flatpak would find
# it: whether each file lies where it has to, and whether an Evolution in the sandbox loads the module
# from there. What the manifest builds against is a stand-in made of the Debian that
# tests/compat.sh keeps: its /usr is the SDK, and Evolution is an application without files of its own,
# but with the permissions and the extension point that Flathub's org.gnome.Evolution has.
#
# usage: check-flatpak.sh SOURCE_ROOT
#
# 77 says that it cannot be tried here.

set -eu

source=$1
suite=trixie
component=org.gnome.Evolution.Extension.SmimeEnrollment
cache=${ENROLL_COMPAT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/evolution-smime-enrollment}
# Below there is another home.
ENROLL_COMPAT_CACHE=$cache
export ENROLL_COMPAT_CACHE
root=$cache/$suite
here=$cache/flatpak
tests=$source/build-$suite/tests

for program in flatpak flatpak-builder ostree bwrap; do
  command -v "$program" >/dev/null || { echo "$program is missing"; exit 77; }
done
if ! bwrap --ro-bind / / --unshare-all true; then
  echo "there can be no sandbox here"
  exit 77
fi
"$source/tests/compat.sh" "$suite" --run tests/install-deps.sh build run tests compose

work=$(mktemp -d "${TMPDIR:-/tmp}/enroll-flatpak.XXXXXX")
trap 'rm -rf "$work"' EXIT
bad=0
complain ()
{
  echo "$1"
  bad=1
}

# quietly COMMAND…: its output only if it fails, and then that is the end.
quietly ()
{
  "$@" >"$work/log" 2>&1 || { cat "$work/log"; echo "failed: $*"; exit 1; }
}

# Nothing of the user's own Flatpak is seen or changed.
HOME=$work/home
XDG_DATA_HOME=$HOME/.local/share
XDG_CACHE_HOME=$HOME/.cache
XDG_CONFIG_HOME=$HOME/.config
XDG_RUNTIME_DIR=$work/run
FLATPAK_USER_DIR=$here/user
unset DBUS_SESSION_BUS_ADDRESS DISPLAY WAYLAND_DISPLAY XAUTHORITY
export HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_CONFIG_HOME XDG_RUNTIME_DIR FLATPAK_USER_DIR
mkdir -p "$HOME" "$work/run"
chmod 0700 "$work/run"

arch=$(flatpak --default-arch)
manifest=flatpak/$component.yaml
sdk_branch=$(sed -n 's,^sdk: org.gnome.Sdk//,,p' "$source/$manifest")
sdk=org.gnome.Sdk/$arch/$sdk_branch

# Where Debian's Evolution looks for extensions is where that of the Flatpak has them.
make_sdk ()
{
  mkdir -p "$here/sdk/files"
  cp -al "$root/usr" "$here/sdk/usr"
  cp -a "$root/etc" "$here/sdk/usr/etc"
  rm -rf "$here/sdk/usr/local" "$here/sdk/usr/share/locale"
  mkdir -p "$here/sdk/usr/libexec/evolution"
  ln -s /app/evolution/extensions "$here/sdk/usr/libexec/evolution/extensions"
  cat >"$here/sdk/metadata" <<METADATA
[Runtime]
name=org.gnome.Sdk
runtime=$sdk
sdk=$sdk
METADATA
  quietly flatpak build-export --disable-fsync --disable-sandbox --runtime "$here/repo" "$here/sdk" "$sdk_branch"
}

# As in the manifest of flathub/org.gnome.Evolution, under add-extensions and finish-args.
make_evolution ()
{
  mkdir -p "$here/app/files/bin" "$here/app/files/evolution/extensions" "$here/app/export"
  ln -s /usr/bin/evolution "$here/app/files/bin/evolution"
  cat >"$here/app/metadata" <<METADATA
[Application]
name=org.gnome.Evolution
runtime=$sdk
sdk=$sdk
command=evolution

[Context]
shared=network;ipc;
sockets=fallback-x11;wayland;pulseaudio;pcsc;
devices=dri;
filesystems=~/.pki:rw;~/.gnupg:rw;

[Session Bus Policy]
org.freedesktop.secrets=talk

[Extension org.gnome.Evolution.Extension]
directory=evolution/extensions
add-ld-path=lib
merge-dirs=lib;share
subdirectories=true
no-autodownload=true
autodelete=true
METADATA
  quietly flatpak build-export --disable-fsync --disable-sandbox "$here/repo" "$here/app" stable
}

# Anew only when other packages are installed there: it takes long.
make_stand_in ()
{
  stamp=$({ cat "$root/var/lib/dpkg/status"; sed '/^make_stand_in/q' "$0"; } | sha256sum)
  [ "$stamp" != "$(cat "$here/stamp" 2>/dev/null)" ] || return 0
  rm -rf "$here"
  mkdir -p "$here"
  quietly ostree init --repo="$here/repo" --mode=bare-user-only
  make_sdk
  make_evolution
  quietly flatpak --user remote-add --no-gpg-verify stand-in "$here/repo"
  quietly flatpak --user install --noninteractive stand-in "org.gnome.Sdk//$sdk_branch" \
    org.gnome.Evolution//stable
  rm -rf "$here/sdk" "$here/app"
  echo "$stamp" >"$here/stamp"
}

# The sources as a clone has them: the manifest takes all that is in the folder.
copy_source ()
{
  mkdir "$work/source"
  (cd "$source" && git ls-files -z --cached --others --exclude-standard |
    xargs -0 tar -cf - --ignore-failed-read) | tar -xf - -C "$work/source"
}

# inside COMMAND…: in the sandbox of Evolution.
inside ()
{
  command=$1
  shift
  flatpak --user run --command="$command" org.gnome.Evolution "$@"
}

# What is there once the extension is installed; the extension's own folder first, then where
# Evolution's Flatpak shows the files of all extensions together.
check_files ()
{
  installed=$FLATPAK_USER_DIR/runtime/$component/$arch/stable/active/files
  for file in lib/evolution/modules/module-smime-enrollment.so \
    bin/evolution-smime-enrollment-check \
    share/glib-2.0/schemas/org.gnome.evolution.plugin.smime-enrollment.gschema.xml \
    share/glib-2.0/schemas/gschemas.compiled \
    share/evolution-smime-enrollment/portals/sectigo.portal \
    share/help/C/evolution-smime-enrollment/index.page \
    share/app-info/xmls/$component.xml.gz \
    share/app-info/icons/flatpak/64x64/$component.png \
    "share/licenses/$component/COPYING"; do
    [ -f "$installed/$file" ] || complain "$file is missing"
  done
  # Where older versions of flatpak-builder put it, and newer ones leave it.
  [ -f "$installed/share/appdata/$component.appdata.xml" ] ||
    [ -f "$installed/share/metainfo/$component.metainfo.xml" ] || complain "the metainfo is missing"
  for language in $(grep -v '^#' "$source/po/LINGUAS"); do
    [ -f "$installed/share/locale/$language/LC_MESSAGES/evolution-smime-enrollment.mo" ] ||
      complain "the language $language is missing"
  done
  zcat "$installed/share/app-info/xmls/$component.xml.gz" | grep -q "<extends>org.gnome.Evolution" ||
    complain "the catalogue does not say what it extends"
  inside test -f /app/evolution/extensions/SmimeEnrollment/lib/evolution/modules/module-smime-enrollment.so ||
    complain "Evolution's sandbox does not have the module"
}

# The check program reads its schema beside itself; nothing but that is needed of the sandbox.
check_settings ()
{
  program=/app/evolution/extensions/SmimeEnrollment/bin/evolution-smime-enrollment-check
  inside $program --offline >"$work/log" 2>&1 || { cat "$work/log"; complain "the settings are not good"; }
  grep -q 'All is well' "$work/log" || complain "the settings were not read"
}

# A whole enrollment in the sandbox. The tests that tests/compat.sh has built look at it from inside;
# they are told of no prefix, so the module and its settings are those of the extension.
check_evolution ()
{
  quietly "$source/tests/compat.sh" "$suite" --run env \
    ENROLL_MESON_ARGUMENTS='-Dwerror=true --fatal-meson-warnings' \
    ENROLL_TARGETS='tests/e2e/test-evolution tests/portal/enroll-test-portal' sh -c '. tests/build.sh'
  flatpak --user run --filesystem="$source" --env=ENROLL_TEST_PORTAL="$tests/portal/enroll-test-portal" \
    --env=GTEST_FILTER='*/MaildirCsr' --command="$source/tests/e2e/run-in-session.sh" \
    org.gnome.Evolution "$tests/e2e/test-evolution" >"$work/log" 2>&1 ||
    { cat "$work/log"; complain "an enrollment in the sandbox fails"; }
}

make_stand_in
copy_source
cd "$work/source/flatpak"
quietly flatpak-builder --user --install --force-clean --state-dir="$work/state" "$work/build" "$(basename "$manifest")"
cd "$work"
check_files
check_settings
check_evolution
exit "$bad"
