#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# Says in words what the include paths enforce: no folder includes its sibling, core knows nobody;
# and that only one header asks for Evolution's version, and one file for what that means for menus.

cd "$1" || exit 1
bad=0
refuse ()
{
  if found=$(grep -nE "$2" -r "$1" --include='*.c' --include='*.h' ${3:+--exclude="$3"}); then
    echo "$1 must not use this:"
    echo "$found"
    bad=1
  fi
}

refuse plugin/core '#include <(libsecret|gtk|libsoup|gnutls|nss|camel|libedata|libxml|webkit2|pk11|mail/|shell/)'
refuse plugin/pki '#include <(libsecret|gtk|libsoup|pk11|nss\.h|camel|libedata|libxml|mail/|shell/)'
refuse plugin/portal '#include <(libsecret|gtk|gnutls|pk11|nss\.h|camel|libedata|mail/|shell/)'
refuse plugin/store '#include <(gtk|libsoup|gnutls|camel|libedata|libxml|mail/|shell/)'
refuse plugin/mail '#include <(libsecret|gtk|libsoup|gnutls|pk11|nss\.h|libxml|mail/|shell/)'
refuse plugin/web '#include <(libsecret|libsoup|gnutls|pk11|nss\.h|camel|libedata|libxml|mail/|shell/)'
refuse plugin/check '#include <(libsecret|gtk|libsoup|gnutls|pk11|nss\.h|camel|libedata|libxml|mail/|shell/)'
refuse ui '#include <(libsecret|libsoup|gnutls|pk11|nss\.h|camel|libedata|libxml|mail/|shell/)'

# No program is started and no variable set: so no secret is in arguments or environment.
for folder in plugin ui; do
  refuse "$folder" '\b(g_spawn_[a-z_]+|g_subprocess_[a-z_]+|posix_spawnp?|exec[lv][pe]*|system|popen|g_setenv|setenv|putenv) \('
done

own_headers ()
{
  for header in "$1"/*.h; do
    basename "$header"
  done | paste -sd '|' | sed 's/\./\\./g'
}
for other in plugin/pki plugin/store plugin/mail plugin/web plugin/evolution ui; do
  refuse plugin/check "#include \"($(own_headers "$other"))\""
  refuse "$other" "#include \"($(own_headers plugin/check))\""
done
for folder in plugin/pki plugin/portal plugin/store plugin/mail plugin/web ui; do
  for other in plugin/pki plugin/portal plugin/store plugin/mail plugin/web ui; do
    [ "$folder" = "$other" ] || refuse "$folder" "#include \"($(own_headers "$other"))\""
  done
done
for other in plugin/pki plugin/portal plugin/store plugin/mail plugin/web ui plugin/evolution; do
  refuse plugin/core "#include \"($(own_headers "$other"))\""
done
compat=enroll-evolution-compat.h
version='EDS_CHECK_VERSION|# *(el)?if.*EDS_|camel_folder_search_(by_expression|free|sync)'
for folder in plugin ui; do
  refuse "$folder" "$version" "$compat"
done
[ "$(find plugin ui -name "$compat")" = "plugin/mail/$compat" ] || {
  echo "there is one $compat, in plugin/mail"
  bad=1
}
if found=$(grep -rn 'ENROLL_HAS_' plugin ui --include='*.[ch]' |
  grep -vE "^plugin/(mail/$compat|evolution/enroll-edit-menu\.c):"); then
  echo "only enroll-edit-menu.c may tell versions apart:"
  echo "$found"
  bad=1
fi
exit "$bad"
