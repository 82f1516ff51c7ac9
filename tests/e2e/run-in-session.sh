#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# Runs COMMAND with a display, a window manager, a session bus and a home of
# its own, so that nothing of the user who runs it is read or changed and so
# that several of these sessions can run beside each other.
#
# usage: run-in-session.sh [--on-display] COMMAND [ARGUMENT…]
#
# With --on-display the display is the user's own, to look on; else ENROLL_SCREEN
# is its size, 1280x900 if nothing else is wanted.

set -eu

on_display=no
if [ "${1:-}" = --on-display ]; then
  on_display=yes
  shift
fi

if [ $# -eq 0 ]; then
  echo "usage: $0 COMMAND [ARGUMENT…]" >&2
  exit 2
fi

if [ "${1}" = --inside ]; then
  shift
  openbox --sm-disable --config-file "$HOME/openbox.xml" 2>/dev/null &
  window_manager=$!
  status=0
  "$@" || status=$?
  kill "$window_manager" 2>/dev/null || true
  wait "$window_manager" 2>/dev/null || true
  exit "$status"
fi

script=$(readlink -f "$0")
home=$(mktemp -d "${TMPDIR:-/tmp}/enroll-session.XXXXXX")
child=

# A signal ends the whole process group of the session, not only its head; the
# home is removed afterwards.
leave ()
{
  status=$?
  trap - EXIT INT TERM
  if [ -n "$child" ]; then
    kill -- "-$child" 2>/dev/null || true
    wait "$child" 2>/dev/null || true
  fi
  rm -rf "$home" 2>/dev/null || { sync && rm -rf "$home"; } || true
  exit "$status"
}
trap leave EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

mkdir -m 0700 "$home/run"
mkdir -p "$home/.config" "$home/.local/share" "$home/.cache"

# New windows take the keyboard focus, in the middle of the screen.
cat >"$home/openbox.xml" <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus>
    <focusNew>yes</focusNew>
    <followMouse>no</followMouse>
    <focusLast>yes</focusLast>
  </focus>
  <placement>
    <policy>Smart</policy>
    <center>yes</center>
  </placement>
  <desktops>
    <number>1</number>
    <popupTime>0</popupTime>
  </desktops>
</openbox_config>
XML

# The cookie file lies in the home that is left behind here.
if [ $on_display = yes ]; then
  export XAUTHORITY="${XAUTHORITY:-$HOME/.Xauthority}"
else
  unset XAUTHORITY
fi
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS GTK_MODULES
unset NO_AT_BRIDGE GTK_THEME LANGUAGE DESKTOP_SESSION XDG_CURRENT_DESKTOP

export ENROLL_SESSION="$home"
export ENROLL_SCREEN="${ENROLL_SCREEN:-1280x900}"
export HOME="$home"
export XDG_CONFIG_HOME="$home/.config"
export XDG_DATA_HOME="$home/.local/share"
export XDG_CACHE_HOME="$home/.cache"
export XDG_RUNTIME_DIR="$home/run"
export GSETTINGS_BACKEND=keyfile
export GIO_USE_VFS=local
export GTK_USE_PORTAL=0
export GTK_THEME=Adwaita
export GDK_BACKEND=x11
export LC_ALL=C.UTF-8
export WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS=1
export WEBKIT_DISABLE_COMPOSITING_MODE=1
export LIBGL_ALWAYS_SOFTWARE=1

# The environment of D-Bus activated services is the one that
# dbus-run-session has, so everything above reaches them.
if [ $on_display = yes ]; then
  setsid dbus-run-session -- "$@" &
else
  setsid xvfb-run -a -e /dev/null -s "-screen 0 ${ENROLL_SCREEN}x24" \
    dbus-run-session -- "$script" --inside "$@" &
fi
child=$!
status=0
wait "$child" || status=$?
child=
exit "$status"
