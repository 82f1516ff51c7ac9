#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# Installs what building and testing needs and what is missing, on Debian 12 and 13.
#
# usage: tests/install-deps.sh

set -eu

build="build-essential meson ninja-build pkg-config gettext libglib2.0-dev-bin
  evolution-dev evolution-data-server-dev libebook1.2-dev libecal2.0-dev
  libgtk-3-dev libsecret-1-dev libnss3-dev libgnutls28-dev libsoup-3.0-dev libxml2-dev
  libwebkit2gtk-4.1-dev"
run="evolution evolution-data-server adwaita-icon-theme fonts-cantarell librsvg2-common"
tests="libgtest-dev libatspi2.0-dev libdbus-1-dev at-spi2-core dbus xvfb xauth openbox
  dovecot-imapd liblasso3-dev gnome-keyring openssl gnutls-bin libnss3-tools imagemagick x11-utils binutils"
# The skins of the test portal; from wherever they come.
programs="node:nodejs npm:npm esbuild:esbuild"
checks="clang-format clang-tidy libxml2-utils appstream desktop-file-utils"

missing=
for package in $build $run $tests $checks; do
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
