#!/bin/sh
# Temporal's tables: set up once, brought up to the server's version on every start.
set -eu
SQL_PASSWORD="$(cat /run/secrets/temporal-database-password)"
export SQL_PASSWORD
for schema in temporal visibility; do
  case "$schema" in
    temporal) database=temporal ;;
    visibility) database=temporal_visibility ;;
  esac
  tool() { temporal-sql-tool --plugin postgres12_pgx --db "$database" "$@"; }
  tool setup-schema -v 0.0 # changes nothing where the tables are there
  tool update-schema --schema-name "postgresql/v12/$schema"
done
