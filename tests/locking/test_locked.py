"""A lock is on one table, within a transaction, in the order of the keys; others may point to what is held."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.models import Section
from locking import locked, locked_row
from newsroom.models import Story
from tests.at_once import waits
from tests.factories import make_section, make_story


@pytest.mark.parametrize(
    "joined",
    [
        lambda: Story.objects.select_related("current_version"),
        lambda: Story.objects.filter(section__name="Hữu nghị"),
        lambda: Story.objects.filter(contributions__role="author"),
        lambda: Section.objects.with_parent(),
    ],
)
def test_a_lock_with_a_join_is_refused(joined, db) -> None:
    with pytest.raises(ValueError, match="one table"), transaction.atomic():
        list(locked(joined()))


@pytest.mark.django_db(transaction=True)
def test_a_lock_without_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        locked(Story.objects.all())


def test_rows_are_taken_by_their_keys(db) -> None:
    sections = [make_section().pk for _each in range(3)]
    with (
        transaction.atomic(),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        assert [row.pk for row in locked(Section.objects.filter(pk__in=sections).order_by("-name"))] == sections
    if connection.vendor == "postgresql":
        assert queries[0]["sql"].endswith("FOR NO KEY UPDATE")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("postgresql")
def test_who_holds_a_row_is_waited_for_by_who_would_hold_it_and_not_by_who_points_to_it() -> None:
    section = make_section()

    def also() -> None:
        with transaction.atomic():
            locked_row(section)

    assert waits(lambda: locked_row(section), also)
    assert not waits(lambda: locked_row(section), lambda: make_story(section=section))
