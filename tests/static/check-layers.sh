#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Project Authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# Says in words what the include paths enforce: no folder includes its sibling, core knows nobody,
# and only the compat file asks for Evolution's version.

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
refuse ui '#include <(libsecret|libsoup|gnutls|pk11|nss\.h|camel|libedata|libxml|mail/|shell/)'

own_headers ()
{
  for header in "$1"/*.h; do
    basename "$header"
  done | paste -sd '|' | sed 's/\./\\./g'
}
for folder in plugin/pki plugin/portal plugin/store plugin/mail plugin/web ui; do
  for other in plugin/pki plugin/portal plugin/store plugin/mail plugin/web ui; do
    [ "$folder" = "$other" ] || refuse "$folder" "#include \"($(own_headers "$other"))\""
  done
done
for other in plugin/pki plugin/portal plugin/store plugin/mail plugin/web ui plugin/evolution; do
  refuse plugin/core "#include \"($(own_headers "$other"))\""
done
if found=$(grep -rnE 'EDS_CHECK_VERSION|ENROLL_HAS_EUI' plugin ui --include='*.[ch]' |
  grep -v '^plugin/evolution/enroll-evolution-compat\.'); then
  echo "only enroll-evolution-compat may ask for a version:"
  echo "$found"
  bad=1
fi
exit "$bad"
