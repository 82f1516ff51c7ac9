#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# Builds this tree, with warnings as errors, in the Debian that has another version of Evolution, and
# runs the tests of the module and of a real Evolution there. That Debian is a folder, kept beside
# the user's other caches and made when it is missing; what is built is in build-SUITE.
#
# usage: tests/compat.sh bookworm|trixie|experimental [TEST…]
#        tests/compat.sh bookworm|trixie|experimental --prepare    only makes the folder
#        tests/compat.sh bookworm|trixie|experimental --run COMMAND…
#
#   bookworm      Evolution 3.46
#   trixie        Evolution 3.56
#   experimental  Evolution 3.62: unstable, with Evolution from experimental
#
# A TEST is a name as meson knows it; without any, the suites module and e2e are run. Needs root, or
# sudo, and a Debian whose apt can reach the other suite. 77 says that it cannot be tried here.

set -eu

cd "$(dirname "$0")/.."
tree=$PWD
suite=${1:-}
case $suite in
bookworm | trixie) base=$suite ;;
experimental) base=sid ;;
*)
  sed -n 's/^# usage: /usage: /p' "$0" >&2
  exit 2
  ;;
esac
shift

cache=${ENROLL_COMPAT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/evolution-smime-enrollment}
root=$cache/$suite

# A mount space and a process space of its own: whatever happens, nothing is left behind.
if [ -z "${ENROLL_COMPAT_INSIDE:-}" ]; then
  as_root=
  [ "$(id -u)" -eq 0 ] || as_root=sudo
  for program in debootstrap unshare ${as_root:+sudo}; do
    command -v "$program" >/dev/null || [ -x "/usr/sbin/$program" ] || {
      echo "$program is missing"
      exit 77
    }
  done
  if ! $as_root unshare --mount --pid --fork true; then
    echo "a file system cannot be mounted here"
    exit 77
  fi
  mkdir -p "$cache"
  # Whatever npm has to be told to reach its registry, it is told outside.
  if [ "${1:-}" != --prepare ] && command -v npm >/dev/null; then
    tests/portal/web/build.sh --modules tests/portal/web "build-$suite/tests/portal/web/modules"
  fi
  exec $as_root env ENROLL_COMPAT_INSIDE=yes ENROLL_COMPAT_CACHE="$cache" \
    unshare --mount --pid --fork --kill-child "$tree/tests/compat.sh" "$suite" "$@"
fi

# Where this Debian comes from, and how: from what apt is told here.
mirror ()
{
  apt-get indextargets --format '$(LABEL)|$(COMPONENT)|$(REPO_URI)' 'Created-By: Packages' |
    sed -n 's/^Debian|main|//p' | head -1
}

write_sources ()
{
  echo "deb $1 $base main" >"$root.new/etc/apt/sources.list"
  if [ "$suite" = experimental ]; then
    echo "deb $1 experimental main" >>"$root.new/etc/apt/sources.list"
    cat >"$root.new/etc/apt/preferences.d/evolution" <<'PREFERENCES'
Package: src:evolution src:evolution-data-server
Pin: release a=experimental
Pin-Priority: 990
PREFERENCES
  fi
  for key in Acquire::http Acquire::https Acquire::Check-Valid-Until Acquire::Check-Date; do
    apt-config dump "$key" | grep -v '""' || true
  done >"$root.new/etc/apt/apt.conf.d/90as-outside"
  printf '%s\n' 'Acquire::Languages "none";' 'APT::Keep-Downloaded-Packages "false";' \
    >"$root.new/etc/apt/apt.conf.d/91lean"
}

# Nothing here is worth a wait for the disk, and no service is to be started.
make_folder ()
{
  uri=$(mirror)
  [ -n "$uri" ] || {
    echo "apt knows no Debian to take it from"
    exit 77
  }
  rm -rf "$root.new"
  debootstrap --variant=minbase "$base" "$root.new" "$uri" >"$root.log" 2>&1 || {
    tail -20 "$root.log"
    exit 1
  }
  write_sources "$uri"
  printf '%s\n' force-unsafe-io 'path-exclude=/usr/share/doc/*' 'path-exclude=/usr/share/help/*' \
    'path-exclude=/usr/share/man/*' >"$root.new/etc/dpkg/dpkg.cfg.d/lean"
  printf '#!/bin/sh\nexit 101\n' >"$root.new/usr/sbin/policy-rc.d"
  chmod 0755 "$root.new/usr/sbin/policy-rc.d"
  rm -f "$root.new"/var/cache/apt/archives/*.deb
  mv "$root.new" "$root"
}

enter ()
{
  chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
    CCACHE_DIR=/var/cache/ccache ENROLL_BUILD="build-$suite" \
    GTEST_FILTER="${GTEST_FILTER:-*}" "$@"
}

# One at a time makes it and installs into it.
exec 9>"$root.lock"
flock 9
[ -d "$root" ] || make_folder
for file in /etc/resolv.conf /etc/hosts; do
  cp "$file" "$root$file"
done
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/dev/shm"
# The numbers of X displays are given out by files there.
mount --bind /tmp "$root/tmp"
mkdir -p "$root$tree"
mount --bind "$tree" "$root$tree"

enter "$tree/tests/install-deps.sh" build run tests again
exec 9>&-
[ "${1:-}" != --prepare ] || exit 0
if [ "${1:-}" = --run ]; then
  shift
  enter sh -c "cd '$tree' && exec \"\$@\"" run "$@"
  exit
fi
# With tests named, only what they need is built of the tests; the plugin always is, as a whole.
rebuild=--no-rebuild
tests=true
if [ $# -eq 0 ]; then
  set -- --suite module --suite e2e
else
  rebuild=
  tests=false
fi
enter sh -euc "cd '$tree'
  ENROLL_MESON_ARGUMENTS='-Dwerror=true --fatal-meson-warnings -Dtests=$tests'
  [ ! -f \$ENROLL_BUILD/build.ninja ] || meson configure \$ENROLL_BUILD -Dtests=$tests
  . tests/build.sh
  meson configure \$build -Dtests=true
  ENROLL_SCREENSHOTS=\$PWD/\$build/screenshots
  export ENROLL_SCREENSHOTS
  mkdir -p \$ENROLL_SCREENSHOTS
  exec meson test -C \$build $rebuild --print-errorlogs \"\$@\"" run "$@"
