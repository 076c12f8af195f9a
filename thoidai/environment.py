"""Strict values from the environment: what is missing or misspelt stops the start with a hint."""

import re
from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

_HOST = r"(?:\*\.)?[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]"
_ORIGIN = re.compile(rf"https?://(?:{_HOST})(?::[0-9]{{1,5}})?")
_ALLOWED_HOST = re.compile(rf"\*|\.?(?:{_HOST})")

_DATABASES = {"django.db.backends.sqlite3", "django.db.backends.postgresql"}


class Environment(environ.Env):
    """The environment of this process. Every method raises ImproperlyConfigured, naming the setting."""

    def flag(self, name: str, *, default: bool) -> bool:
        """A switch: 1 or 0."""
        return self.choice(name, default="1" if default else "0", among=("1", "0")) == "1"

    def number(self, name: str, *, default: int, least: int = 0) -> int:
        """A whole number, not below the least that makes sense."""
        value = self.str(name, default=str(default))
        if not (value.isascii() and value.isdigit() and len(value) <= 9 and int(value) >= least):
            raise ImproperlyConfigured(f"{name} is {value!r}; it must be a whole number, {least} or more.")
        return int(value)

    def choice(self, name: str, *, default: str, among: Collection[str]) -> str:
        value = self.str(name, default=default)
        if value not in among:
            *others, last = among
            raise ImproperlyConfigured(f"{name} is {value!r}; it must be {', '.join(others)} or {last}.")
        return value

    def shaped(self, name: str, *, default: str, shape: str, hint: str) -> str:
        """Text of a certain shape, a regular expression; or nothing, where that is the default."""
        value = self.str(name, default=default)
        if value != default and not re.fullmatch(shape, value):
            raise ImproperlyConfigured(f"{name} is {value!r}; it must be {hint}.")
        return value

    def origin(self, name: str, *, default: str) -> str:
        """An address without a path: https://host, perhaps with a port. A final slash is forgiven."""
        value = self.str(name, default=default).rstrip("/")
        return _origin(name, value) if value != default else value

    def origins(self, name: str) -> list[str]:
        """Several of them, separated by commas."""
        return [_origin(name, value.strip().rstrip("/")) for value in self.list(name, default=[])]

    def hosts(self, name: str, *, default: list[str]) -> list[str]:
        """Names of hosts, as a request says them."""
        values = [value.strip() for value in self.list(name, default=default)]
        for value in values:
            if not _ALLOWED_HOST.fullmatch(value):
                raise ImproperlyConfigured(f"{name} names {value!r}; it must be a host's name alone: thoidai.example.")
        return values

    def redis(self, name: str) -> str:
        """An address of Redis, or nothing. The value is not repeated: it may hold a password."""
        value = self.str(name, default="")
        try:
            parts = urlsplit(value)
            is_one = parts.scheme == "unix" or (parts.scheme in {"redis", "rediss"} and bool(parts.hostname))
            _ = parts.port
        except ValueError:
            is_one = False
        if value and not is_one:
            raise ImproperlyConfigured(f"{name} must be redis://host:port/0.")
        return value

    def database(self, name: str, *, default: Any) -> dict[str, Any]:
        """SQLite or PostgreSQL. The value is not repeated: it holds a password."""
        try:
            found = self.db(name, default=default)
        except ValueError:
            found = {}
        if found.get("ENGINE") not in _DATABASES or not found["NAME"]:
            raise ImproperlyConfigured(f"{name} must be sqlite:///path or postgres://user:password@host:port/name.")
        return found

    def mail(self, name: str, *, default: str) -> dict[str, Any]:
        """How mail is sent. The value is not repeated: it holds a password."""
        try:
            return dict(self.email_url_config(self.str(name, default="") or default))
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} must be smtp+tls://user:password@host:587: {error}") from None


def _origin(name: str, value: str) -> str:
    if not _ORIGIN.fullmatch(value):
        hint = "it must begin with https:// or http:// and end with the host, or its port"
        raise ImproperlyConfigured(f"{name} is {value!r}; {hint}.")
    return value
