"""What changed, in the order of commits."""

import uuid

from django.db import models

from pagecache.querysets import ChangeQuerySet

ONLY = 1  # the key of the one row


class Clock(models.Model):
    """How many times changes have been numbered. `identity` tells one database from another."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    number = models.BigIntegerField(default=0)
    identity = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return str(self.number)


class FrontCache(models.Model):
    """How far an HTTP cache in front of us has been told of changes."""

    address = models.CharField(max_length=200, primary_key=True)
    told = models.BigIntegerField(default=0)  # the last number

    def __str__(self) -> str:
        return self.address


class Change(models.Model):
    """Something that pages are made of changed, or will change at a moment.

    Written in the transaction of the change itself, numbered once that is committed: numbers follow the order of
    commits, which keys of rows do not.
    """

    number = models.BigIntegerField(null=True)
    key = models.CharField(max_length=200)
    due_at = models.DateTimeField()
    is_withdrawal = models.BooleanField(default=False)  # pages made of it may not be shown even once more

    objects = ChangeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["number"], name="pagecache_change_number"),
            models.Index(fields=["due_at"], name="pagecache_change_due"),
        ]

    def __str__(self) -> str:
        return self.key
