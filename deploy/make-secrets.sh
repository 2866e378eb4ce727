#!/bin/sh
# Makes every secret that docker-compose.yml names and that is not there yet, below secrets/.
# The directory is closed to others; the files are readable inside it, for each container runs as an account of
# its own. Put the addresses of your own mail server and SMS gateway into
# secrets/smtp-url.txt and secrets/sms-gateway-url.txt.
set -eu
cd "$(dirname "$0")/.."
mkdir -p secrets
chmod 700 secrets
random() { head -c 36 /dev/urandom | base64 | tr -d '\n=' | tr '+/' '-_'; }
keep() { # NAME TEXT
  if [ ! -s "secrets/$1.txt" ]; then
    printf '%s\n' "$2" >"secrets/$1.txt"
    echo "made secrets/$1.txt"
  fi
  chmod 644 "secrets/$1.txt"
}
keep postgres-password "$(random)"
keep inspection-database-password "$(random)"
keep temporal-database-password "$(random)"
keep redis-password "$(random)"
keep session-secret "$(random)"
keep database-url "postgres://inspection:$(cat secrets/inspection-database-password.txt)@postgres:5432/inspection"
keep redis-url "redis://:$(cat secrets/redis-password.txt)@redis:6379"
keep smtp-url "smtp://mail-catcher:1025"
keep sms-gateway-url "http://sms-catcher:8026/sms"
