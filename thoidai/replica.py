from typing import Any


class ReplicaRouter:
    """Readers' processes read from the replica; a reading, the one thing that they write, goes to the primary.

    What is read of changes (pagecache) comes from the replica too: a page is drawn anew when the replica has what it
    is made of, not before.
    """

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return "replica"

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return "default"

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "default"
