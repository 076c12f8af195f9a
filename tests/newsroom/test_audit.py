"""What happened stays written down."""

import pytest
from django.db import DatabaseError, transaction

from newsroom import audit
from newsroom.models import AuditEntry


@pytest.fixture
def entry(db, now) -> AuditEntry:
    return audit.record("create", by=None, now=now, story=1)


def test_the_database_refuses_to_change_an_entry(entry):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(act="forged")


def test_the_database_refuses_to_remove_an_entry(entry):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).delete()
    assert AuditEntry.objects.filter(pk=entry.pk).exists()
