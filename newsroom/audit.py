"""Writing into the audit; nothing reads it to decide anything."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from newsroom.models import AuditEntry

if TYPE_CHECKING:
    from accounts.models import User


def record(act: str, *, by: "User | None", now: datetime, **what: Any) -> AuditEntry:
    """One entry; `what` are the other columns of AuditEntry."""
    return AuditEntry.objects.create(act=act, actor=by, at=now, **what)
