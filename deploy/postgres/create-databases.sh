#!/bin/sh
# Run by the PostgreSQL image on an empty data directory: one account and its databases for us, one for Temporal.
set -eu
psql --set ON_ERROR_STOP=1 --username postgres \
  --set inspection_password="$(cat /run/secrets/inspection-database-password)" \
  --set temporal_password="$(cat /run/secrets/temporal-database-password)" <<'SQL'
create role inspection login password :'inspection_password';
create role temporal login password :'temporal_password';
create database inspection owner inspection;
create database temporal owner temporal;
create database temporal_visibility owner temporal;
revoke all on database inspection, temporal, temporal_visibility from public;
SQL
