"""Making the readers' role in PostgreSQL: what `visible` names and nothing else, read back before it is believed."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from newsroom.readers_role.visible import CALL, INSERT, READ, WITHHELD

POLICY = "readers"
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_ONE_AT_A_TIME = 7_265_616  # any number: the advisory lock of this work
_SYSTEM = "('pg_catalog', 'information_schema', 'pg_toast')"


class CannotBeMade(Exception):
    """The role cannot be what it must be; the words say why."""


def make_role(name: str, *, password: str = "", using: str = "default") -> None:
    """Make the role, or bring it to what `visible` says. Safe to repeat while readers read.

    Without a password the role keeps the one it has. Raises CannotBeMade, and then nothing has changed.
    """
    if connections[using].vendor != "postgresql":
        raise CannotBeMade("Database roles need PostgreSQL.")
    if not _NAME.fullmatch(name):
        raise CannotBeMade(f"{name!r} is no name for a role: small letters, digits and _.")
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '10s'")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        _make(cursor, name, password=password)
        _grant(cursor, name)
        _set_policies(cursor, name)
        if wrong := [*_powers(cursor, name), *_surplus(cursor, name), *_too_wide(cursor, name), *_gaps(cursor, name)]:
            raise CannotBeMade(f"The role {name} would not be what it must be: {'; '.join(wrong)}.")


def table_of(label: str) -> str:
    """The table of a model, by `app.Model`."""
    return apps.get_model(label)._meta.db_table


def columns_of(label: str) -> list[str]:
    """The columns of a model that readers may read, by `app.Model`."""
    withheld = WITHHELD.get(label, ())
    return [field.column for field in apps.get_model(label)._meta.local_fields if field.name not in withheld]


def _make(cursor: CursorWrapper, name: str, *, password: str) -> None:
    is_there = _rows(cursor, "SELECT rolname = current_user FROM pg_roles WHERE rolname = %s", name)
    if is_there and is_there[0][0]:
        raise CannotBeMade(f"{name} is the role that owns the tables; readers need one of their own.")
    if not is_there:
        cursor.execute(f"CREATE ROLE {name} LOGIN")
    if password:  # as PostgreSQL keeps it: no statement, and so no log, carries the password itself
        session = cursor.connection
        secret = session.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
        cursor.execute(f"ALTER ROLE {name} LOGIN PASSWORD '{secret}'")


def _grant(cursor: CursorWrapper, name: str) -> None:
    ((schema, database),) = _rows(cursor, "SELECT quote_ident(current_schema()), quote_ident(current_database())")
    for kind in ("TABLES", "SEQUENCES", "FUNCTIONS"):
        cursor.execute(f"REVOKE ALL ON ALL {kind} IN SCHEMA {schema} FROM {name}")
    cursor.execute(f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {name}")
    cursor.execute(f"REVOKE CREATE, TEMPORARY ON DATABASE {database} FROM PUBLIC, {name}")
    cursor.execute(f"GRANT CONNECT ON DATABASE {database} TO {name}")
    cursor.execute(f"GRANT USAGE ON SCHEMA {schema} TO {name}")
    for label in READ:
        few = f"({', '.join(columns_of(label))})" if label in WITHHELD else ""
        cursor.execute(f"GRANT SELECT {few} ON {table_of(label)} TO {name}")
    for label, columns in INSERT.items():
        cursor.execute(f"GRANT INSERT ({', '.join(columns)}) ON {table_of(label)} TO {name}")
    for signature in CALL:
        cursor.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO {name}")


def _set_policies(cursor: CursorWrapper, name: str) -> None:
    """Row-level security where there is a condition. A policy that says the same already is not locked again."""
    wanted = {table_of(label): condition for label, condition in READ.items() if condition}
    standing = dict(
        _rows(
            cursor,
            "SELECT relname, obj_description(policy.oid, 'pg_policy') FROM pg_policy AS policy"
            " JOIN pg_class ON pg_class.oid = polrelid WHERE polname = %s"
            " AND relnamespace = current_schema()::regnamespace",
            POLICY,
        )
    )
    for table in standing.keys() - wanted.keys():
        cursor.execute(f"DROP POLICY {POLICY} ON {table}")
        cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    for table, condition in wanted.items():
        mark = hashlib.sha256(f"{name} {condition}".encode()).hexdigest()[:16]
        if standing.get(table) != mark:
            cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            cursor.execute(f"DROP POLICY IF EXISTS {POLICY} ON {table}")
            cursor.execute(f"CREATE POLICY {POLICY} ON {table} FOR SELECT TO {name} USING ({condition})")
            cursor.execute(f"COMMENT ON POLICY {POLICY} ON {table} IS '{mark}'")


def _powers(cursor: CursorWrapper, name: str) -> Iterator[str]:
    """What no reader may be, whatever its grants say."""
    attributes = ("rolsuper", "rolcreaterole", "rolcreatedb", "rolreplication", "rolbypassrls")
    columns = ", ".join(attributes)
    ((*has, oid),) = _rows(cursor, f"SELECT {columns}, oid FROM pg_roles WHERE rolname = %s", name)  # noqa: S608  # nosec B608  # constants
    yield from (attribute for attribute, is_set in zip(attributes, has, strict=True) if is_set)
    for (other,) in _rows(cursor, "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = %s", oid):
        yield f"it is a member of {other}"
    for (what,) in _rows(cursor, "SELECT DISTINCT defaclobjtype::text FROM pg_default_acl, aclexplode(defaclacl)"
                                 " WHERE grantee IN (0, %s) AND defaclobjtype IN ('r', 'S')", oid):  # fmt: skip
        yield f"default privileges would give it future objects of type {what}"
    for privilege in ("CREATE", "TEMPORARY"):
        if _rows(cursor, f"SELECT has_database_privilege(%s, current_database(), '{privilege}')", name)[0][0]:
            yield f"{privilege} on the database"
    for (schema,) in _rows(cursor, "SELECT nspname FROM pg_namespace WHERE has_schema_privilege(%s, oid, 'CREATE')"
                                   " AND nspname NOT LIKE 'pg_%%'", name):  # fmt: skip
        yield f"CREATE on the schema {schema}"


def _surplus(cursor: CursorWrapper, name: str) -> Iterator[str]:
    """What it may do beyond `visible`: by grants to everybody, in other schemas, by somebody's hand."""
    may_read, may_insert = {table_of(label) for label in READ}, {table_of(label): INSERT[label] for label in INSERT}
    for table, is_ours, inserts, *may in _rows(
        cursor,
        f"""
        SELECT relname, nspname = current_schema(),
            ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = pg_class.oid AND attnum > 0
                AND NOT attisdropped AND has_column_privilege(%s, attrelid, attnum, 'INSERT')),
            has_any_column_privilege(%s, pg_class.oid, 'SELECT'),
            has_table_privilege(%s, pg_class.oid, 'INSERT'),
            has_any_column_privilege(%s, pg_class.oid, 'UPDATE'), has_table_privilege(%s, pg_class.oid, 'DELETE'),
            has_table_privilege(%s, pg_class.oid, 'TRUNCATE'), has_table_privilege(%s, pg_class.oid, 'TRIGGER')
        FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND nspname NOT IN {_SYSTEM}
        """,  # noqa: S608  # nosec B608  # constants
        *[name] * 7,
    ):
        reads, *more = may
        if reads and not (is_ours and table in may_read):
            yield f"SELECT on {table}"
        if any(more) or (inserts and not (is_ours and set(inserts) <= set(may_insert.get(table, ())))):
            yield f"writing to {table}"
    for (sequence,) in _rows(
        cursor,
        f"""
        SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE nspname NOT IN {_SYSTEM}
            AND CASE relkind WHEN 'S' THEN has_sequence_privilege(%s, pg_class.oid, 'USAGE, SELECT, UPDATE') END
        """,  # noqa: S608  # nosec B608  # constants
        name,
    ):
        yield f"the sequence {sequence}"
    for (function,) in _rows(
        cursor,
        f"""
        SELECT pg_proc.oid::regprocedure::text FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace
        WHERE prosecdef AND nspname NOT IN {_SYSTEM} AND has_function_privilege(%s, pg_proc.oid, 'EXECUTE')
            AND pg_proc.oid <> ALL (%s::regprocedure[])
        """,  # noqa: S608  # nosec B608  # constants
        name,
        list(CALL),
    ):
        yield f"the owner's function {function}"


def _too_wide(cursor: CursorWrapper, name: str) -> Iterator[str]:
    """Columns that it may read though they are withheld, or that no model has any more."""
    for label in WITHHELD:
        for (column,) in _rows(
            cursor,
            "SELECT attname::text FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
            " AND attname <> ALL (%s) AND has_column_privilege(%s, attrelid, attnum, 'SELECT')",
            table_of(label),
            columns_of(label),
            name,
        ):
            yield f"SELECT on {table_of(label)}.{column}"


def _gaps(cursor: CursorWrapper, name: str) -> Iterator[str]:
    """Tables whose rows it would see without a condition, or under another one beside ours."""
    for label, condition in READ.items():
        (state,) = _rows(
            cursor,
            "SELECT relrowsecurity, ARRAY(SELECT polname::text FROM pg_policy WHERE polrelid = pg_class.oid"
            " AND (0 = ANY (polroles) OR %s::regrole = ANY (polroles)) AND polpermissive)"
            " FROM pg_class WHERE oid = %s::regclass",
            name,
            table_of(label),
        )
        if state != (bool(condition), [POLICY] if condition else []):
            yield f"row-level security of {table_of(label)}"


def _rows(cursor: CursorWrapper, statement: str, *params: Any) -> list[tuple[Any, ...]]:
    cursor.execute(statement, params)
    return list(cursor.fetchall())
