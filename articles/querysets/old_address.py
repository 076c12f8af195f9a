from datetime import datetime

from django.db import models


class OldAddressQuerySet(models.QuerySet):
    def leading_from(self, path: str, *, at: datetime):
        """The old address at a path, with its article, once the article has come out; None when there is none."""
        return self.filter(path=path, article__published_at__lte=at).select_related("article").first()
