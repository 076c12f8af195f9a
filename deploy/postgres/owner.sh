#!/bin/sh
# Run once by PostgreSQL's image, before it answers anybody else: the owner of our tables is no superuser. It may make
# roles, for `create_roles`. The superuser (POSTGRES_USER) is for the server's keeper alone.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$OWNER_PASSWORD" --username "$POSTGRES_USER" --dbname postgres <<'SQL'
CREATE ROLE thoidai LOGIN NOSUPERUSER NOCREATEDB CREATEROLE PASSWORD :'password';
CREATE DATABASE thoidai OWNER thoidai;
REVOKE ALL ON DATABASE thoidai FROM PUBLIC;
REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC;
SQL
