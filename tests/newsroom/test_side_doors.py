"""The guard that every other test runs under (tests/conftest.py) does bite."""

import pytest
from django.conf import settings
from django.db import transaction

from articles.models import Article


def test_a_write_from_outside_the_door_fails(published):
    elsewhere = compile(
        "articles.filter(pk=number).update(title='Không qua cửa')",
        f"{settings.BASE_DIR}/pages/views/anywhere.py",
        "exec",
    )
    with pytest.raises(AssertionError, match=r"anywhere\.py writes to article"), transaction.atomic():
        exec(elsewhere, {"articles": Article.objects, "number": published.pk})  # noqa: S102  # the point of the test
    assert Article.objects.get().title == published.title
