#!/bin/sh
# Programs that the tests drive and pip cannot bring. Installed when missing and possible, else named with the command.
set -eu
wanted=""
command -v chromium >/dev/null 2>&1 || wanted="$wanted chromium"
command -v chromium-headless-shell >/dev/null 2>&1 || wanted="$wanted chromium-headless-shell"
command -v openssl >/dev/null 2>&1 || wanted="$wanted openssl"
command -v pdfsig >/dev/null 2>&1 || wanted="$wanted poppler-utils"
# Without it, screenshots lie: older Debian fonts lack Vietnamese letters.
fc-list 2>/dev/null | grep -qi 'NotoSans-Regular' || wanted="$wanted fonts-noto-core fontconfig"
if [ "${1:-}" = deep ]; then # a compiler and what the archive of veraPDF leaves out
  command -v javac >/dev/null 2>&1 || wanted="$wanted default-jdk-headless"
  [ -e /usr/share/java/jaxb-runtime.jar ] || wanted="$wanted libjaxb-java"
fi
[ -n "$wanted" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends $wanted >/dev/null
else
  echo "The tests need:$wanted. Install them with: sudo apt-get install$wanted" >&2
  exit 1
fi
