from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q

from pagecache.rows import OnPagesQuerySet
from vietnamese import fold

EXPIRING_WITHIN = timedelta(days=30)


class PhotoQuerySet(OnPagesQuerySet):
    """The library's pictures, asked for in the desk's words."""

    def usable(self, *, on: date) -> Self:
        """Pictures that may be shown on that day: neither withdrawn nor past their rights."""
        return self.filter(Q(rights_expire_on=None) | Q(rights_expire_on__gte=on), withdrawn_at=None)

    def withdrawn(self) -> Self:
        return self.exclude(withdrawn_at=None)

    def expired(self, *, on: date) -> Self:
        """Not withdrawn by anybody, but the agreed time of use has passed."""
        return self.filter(withdrawn_at=None, rights_expire_on__lt=on)

    def expiring(self, *, on: date) -> Self:
        """Usable that day, but not for a month more."""
        return self.usable(on=on).filter(rights_expire_on__lte=on + EXPIRING_WITHIN)

    def numbered(self, number: int) -> Self:
        return self.filter(pk=number)

    def with_content(self, content_hash: str) -> Self:
        """The one photo of a normalised content."""
        return self.filter(content_hash=content_hash)

    def of_kind(self, kind: str) -> Self:
        """Pictures of one kind; of any kind when none is given."""
        return self.filter(kind=kind) if kind else self

    def uploaded_by(self, user: Any) -> Self:
        return self.filter(uploaded_by=user)

    def incomplete(self) -> Self:
        """Without what the desk asks of every picture: an alternative text and a credit."""
        return self.filter(Q(alt="") | Q(credit="", agency=""))

    def matching(self, query: str) -> Self:
        """Pictures whose words contain every word of the query, accents and case aside."""
        found = self
        for word in fold(query).split()[:12]:
            found = found.filter(search_text__contains=word)
        return found

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class OldPhotoAddressQuerySet(models.QuerySet):
    def at_path(self, path: str) -> Self:
        return self.filter(path=path)
