"""Signing in to PostgreSQL as the readers' role, for tests of what it may do."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache
from django.db import connection

from newsroom.readers_role.grants import make_role
from newsroom.readers_role.withholding import withheld_fields, withhold

PASSWORD = "mật khẩu 'thử'"


@contextmanager
def reader_made() -> Iterator[str]:
    """A role that exists for one test: roles belong to the whole server, which other tests use at the same time."""
    with made_away_with(f"reader_{uuid.uuid4().hex[:12]}") as name:
        make_role(name, password=PASSWORD)
        yield name


@contextmanager
def made_away_with(name: str) -> Iterator[str]:
    """Whatever becomes of a role of this name, it is not there afterwards."""
    try:
        yield name
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [name])
            if cursor.fetchone() is not None:
                cursor.execute(f"DROP OWNED BY {name}")
                cursor.execute(f"DROP ROLE {name}")


@contextmanager
def signed_in(name: str) -> Iterator[None]:
    """This process as the magazine's: its connection that role's, with nothing remembered from before."""
    owner = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    connection.close()
    cache.clear()
    connection.settings_dict |= {"USER": name, "PASSWORD": PASSWORD}
    withhold()
    try:
        yield
    finally:
        for field in withheld_fields():
            del field.select_format, field.get_col
        connection.close()
        connection.settings_dict |= owner
