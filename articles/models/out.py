from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pagecache.rows import OnPages


class KnownOnceOut(OnPages):
    """What stories stand under. Readers know it once its first story is out; the door keeps the moment."""

    kept_elsewhere: ClassVar[frozenset[str]] = frozenset({"out_since"})

    out_since = models.DateTimeField(_("known to readers since"), null=True, editable=False)

    class Meta:
        abstract = True

    def has_stories(self, *, at: datetime) -> bool:
        """Whether one of its stories is out."""
        return self.out_since is not None and self.out_since <= at
