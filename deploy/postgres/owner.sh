#!/bin/sh
# Run once by PostgreSQL's image, before it answers anybody else: the owner of our tables is no superuser, and makes no
# roles: in PostgreSQL 15 who makes roles may run programs on the server. So the readers' role is made here as well, and
# `create_roles` says what it may see. The superuser (POSTGRES_USER) is for the server's keeper alone.
set -eu
psql -v ON_ERROR_STOP=1 -v owner="$OWNER_PASSWORD" -v reader="$READER_PASSWORD" --username "$POSTGRES_USER" --dbname postgres <<'SQL'
CREATE ROLE thoidai LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'owner';
CREATE ROLE thoidai_reader LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'reader';
CREATE DATABASE thoidai OWNER thoidai;
REVOKE ALL ON DATABASE thoidai FROM PUBLIC;
REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC;
SQL
