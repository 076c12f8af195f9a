"""Which stories readers had once: all that their database role may know of a withdrawn one."""

from datetime import datetime

from django.db import connections, router

from articles.models import Article


def is_gone(number: int, *, at: datetime) -> bool:
    """Whether a story was out before it was withdrawn.

    On PostgreSQL a function of the database's owner says it, since row-level security keeps such rows from readers.
    """
    using = router.db_for_read(Article)
    if connections[using].vendor != "postgresql":
        return Article.objects.withdrawn(at=at).numbered([number]).exists()
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT articles_is_gone(%s)", [number])
        (answer,) = cursor.fetchone()
    return bool(answer)
