#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# Installs what building and testing needs and what is missing, on Debian 12 and 13.
#
# usage: tests/install-deps.sh [build|run|tests|more|checks|compose|again…]    without a word, the first five

set -eu

build="build-essential meson ninja-build pkg-config gettext itstool libglib2.0-dev-bin gtk-update-icon-cache
  evolution-dev evolution-data-server-dev libebook1.2-dev libecal2.0-dev
  libgtk-3-dev libsecret-1-dev libnss3-dev libgnutls28-dev libsoup-3.0-dev libxml2-dev
  libwebkit2gtk-4.1-dev libjson-glib-dev"
run="evolution evolution-data-server adwaita-icon-theme fonts-cantarell librsvg2-common"
tests="libgtest-dev libsqlite3-dev libatspi2.0-dev libdbus-1-dev at-spi2-core dbus xvfb xauth openbox
  dovecot-imapd liblasso3-dev gnome-keyring openssl gnutls-bin libnss3-tools curl valgrind
  python3-cryptography-vectors imagemagick x11-utils binutils
  dconf-cli dconf-gsettings-backend"
# The skins of the test portal; from wherever they come.
tests_programs="esbuild:esbuild"
# What the tests of a real Evolution do without: another Debian, npm's packages, keys as Java keeps them.
more="debootstrap util-linux flatpak flatpak-builder ostree bubblewrap appstream-compose"
more_programs="node:nodejs npm:npm keytool:default-jre-headless"
# What composes a catalogue for software centres, in the SDK that tests/flatpak makes.
compose="appstream appstream-compose"
# What spares time when all is built once more; meson takes it if it is there.
again="ccache"
checks="clang clang-format clang-tidy libclang-rt-dev libxml2-utils appstream desktop-file-utils yelp-tools"

[ $# -gt 0 ] || set -- build run tests more checks
packages=
programs=
for group in "$@"; do
  case $group in
  build) packages="$packages $build" ;;
  run) packages="$packages $run" ;;
  tests)
    packages="$packages $tests"
    programs="$programs $tests_programs"
    ;;
  more)
    packages="$packages $more"
    programs="$programs $more_programs"
    ;;
  compose) packages="$packages $compose" ;;
  again) packages="$packages $again" ;;
  checks) packages="$packages $checks" ;;
  *)
    sed -n 's/^# usage: /usage: /p' "$0" >&2
    exit 2
    ;;
  esac
done

missing=
for package in $packages; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing="$missing $package"
done
for program in $programs; do
  command -v "${program%:*}" >/dev/null || missing="$missing ${program#*:}"
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
  as_root=sudo
fi
echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
# Dovecot and others must not start services here.
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends $missing >/dev/null
