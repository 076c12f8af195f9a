"""The project's data, loaded once for all the tests of a module; each test takes back what it did."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from organizations.loading import Report, load_everything


@pytest.fixture(scope="module")
def _data(django_db_setup: None, django_db_blocker) -> Iterator[Report]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_everything()
        transaction.set_rollback(True)


@pytest.fixture
def loaded(_data: Report, db: None) -> Report:
    """The report of the loading; the rows are there."""
    return _data
