"""What a line says that narrows publication: understood, or the line is refused. Unknown is not harmless."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

import vietnamese

from . import times

PUBLISHED = "published"
STATUSES = (PUBLISHED, "draft", "private")  # what is not published stays at the desk

# Parts of the names of unknown fields. Of these a value that says yes, or when, narrows …
_NARROWS = frozenset(
    {
        *(
            "archived",
            "confidential",
            "deactivated",
            "deleted",
            "depublish",
            "disabled",
            "draft",
            "embargo",
            "excluded",
        ),
        *("expired", "hidden", "hide", "inactive", "internal", "invisible", "locked", "login", "member", "moderat"),
        *("offline", "paid", "paywall", "pending", "premium", "privacy", "private", "protect", "rejected", "removed"),
        *("restrict", "retract", "revoked", "spam", "staging", "subscri", "suspended", "takedown", "trash"),
        *("unapproved", "unlisted", "unpublish", "withdraw", "withheld"),
        *("an bai", "ban nhap", "bao mat", "cho duyet", "da an", "da go", "da xoa", "go bai", "het han", "noi bo"),
        "rieng tu",
    }
)
# … of these any value …
_LOCKS = frozenset({"password", "passwd", "pwd", "secret", "mat khau"})
# … and of these one that does not say yes, or open.
_OPENS = frozenset(
    {
        *("access", "active", "approv", "audience", "enabled", "listed", "live", "online", "permission", "public"),
        *("publish", "review", "state", "status", "trang thai", "visib", "workflow"),
    }
)
_OF_SOMETHING_ELSE = ("comment", "ping", "trackback", "binh luan")
_ABOUT = re.compile(r" (?:by|count|id|url)$")  # who approved, how many read: no yes and no no
_YES = frozenset({"1", "true", "yes", "on", "co"})
_NO = frozenset({"0", "false", "no", "off", "khong", "null", "none", "never"})
_OPEN_WORDS = frozenset(
    {"active", "all", "approved", "everyone", "live", "online", "open"} | {"public", "publish", "published"}
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def is_narrowing(name: str, value: Any) -> bool:
    """Whether an unknown field may say that not everybody may read the story now.

    `password: "x"`, `deleted_at: "2020-01-01"` and `published: false` do; `private: false`, `visibility: "public"`,
    `password: ""` and `comment_status: "closed"` do not.
    """
    words = vietnamese.fold(_CAMEL.sub(" ", name))
    said = vietnamese.fold(str(value)) if value not in (None, "", [], {}) else ""
    if not said or _names(words, _OF_SOMETHING_ELSE):
        return False
    if _names(words, _LOCKS):
        return value is not False
    if _names(words, _NARROWS):
        return said not in _NO
    if not _names(words, _OPENS) or _ABOUT.search(words):
        return False
    since = times.read(value)
    return since > timezone.now() if since else said not in _YES | _OPEN_WORDS


def _names(words: str, parts: Iterable[str]) -> bool:
    return any(part in words for part in parts)
