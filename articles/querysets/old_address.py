from django.db import models


class OldAddressQuerySet(models.QuerySet):
    def at_path(self, path: str):
        return self.filter(path=path)
