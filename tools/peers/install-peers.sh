#!/usr/bin/env bash
# Programs of other people that the delivery of messages is tested against: Postfix with smtp-sink and smtp-source,
# Kannel with fakesmsc and drive_smpp, and Perl's Net::SMPP. As root on Debian; nothing is started or enabled.
set -eu
export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
wanted="postfix kannel kannel-extras libnet-smpp-perl"
missing=
for package in $wanted; do
  dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
  echo "these packages are missing and only root on Debian can install them:$missing" >&2
  exit 1
fi
# Postfix without a main.cf is never started by the system; our instances bring their own.
echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections 2>/dev/null || true
# shellcheck disable=SC2086 # a list of words
apt-get install -y --no-install-recommends $missing >/dev/null 2>&1 \
  || { apt-get update >/dev/null 2>&1 && apt-get install -y --no-install-recommends $missing >/dev/null 2>&1; }
