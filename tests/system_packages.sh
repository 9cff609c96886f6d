#!/usr/bin/env bash
# Installs the programs that some tests start: on Debian as root through apt; elsewhere it
# says what is missing. Tests without their program are skipped, but fail when CI=true.
set -euo pipefail
declare -A package=(
  [chromium]=chromium
  [dot]=graphviz
  [msgmerge]=gettext
  [pdftoppm]=poppler-utils
  [rapper]=raptor2-utils
  [rsvg-convert]=librsvg2-bin
  [virtuoso-t]=virtuoso-opensource-7-bin
)
missing=()
for program in "${!package[@]}"; do
  command -v "$program" >/dev/null 2>&1 || missing+=("${package[$program]}")
done
# the parts of LibreOffice that open tables, texts and pictures
if [ "$(uname)" = Linux ]; then
  for part in calc:sc writer:sw draw:sd; do
    compgen -G "/usr/lib*/libreoffice/program/lib${part#*:}lo.so" >/dev/null ||
      compgen -G "/opt/libreoffice*/program/lib${part#*:}lo.so" >/dev/null ||
      missing+=("libreoffice-${part%:*}-nogui")
  done
fi
# a library that the browser's driver needs and a minimal Debian lacks
if [ "$(uname)" = Linux ] && ! compgen -G '/usr/lib*/libatomic.so.1' >/dev/null &&
  ! compgen -G '/usr/lib/*/libatomic.so.1' >/dev/null; then
  missing+=(libatomic1)
fi
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
else
  echo "Not installed: ${missing[*]}. The tests that need them are skipped;"
  echo "on Debian or Ubuntu: sudo apt-get install ${missing[*]}"
fi
