#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# Makes the scripts of the skins. What they need from the registry of packages is installed into the
# build folder; nothing is written into the tree.
#
# usage: build.sh SOURCE_DIR MODULE_DIR OUTPUT_DIR
#        build.sh --modules SOURCE_DIR MODULE_DIR    only installs

set -eu

only_installs=no
if [ "$1" = --modules ]; then
  only_installs=yes
  shift
fi
source=$1
modules=$2
output=${3:-}

mkdir -p "$modules"
if ! cmp -s "$source/package-lock.json" "$modules/installed.json"; then
  cp "$source/package.json" "$source/package-lock.json" "$modules/"
  (cd "$modules" && npm ci --no-audit --no-fund --loglevel=error >/dev/null)
  cp "$source/package-lock.json" "$modules/installed.json"
fi
[ $only_installs = no ] || exit 0
NODE_PATH=$modules/node_modules
NODE_ENV=production
export NODE_PATH NODE_ENV
esbuild "$source/native.js" "$source/aria.js" "$source/kit.jsx" "$source/keys.js" \
  --bundle --minify --format=esm --target=es2022 --jsx=automatic --legal-comments=none \
  --define:process.env.NODE_ENV='"production"' --define:global=window \
  --log-level=warning --outdir="$output"
