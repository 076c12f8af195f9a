"""Related stories of what was imported are worked out by the worker, in turns."""

import pytest
from django.utils import timezone

from articles.models import RelatedStory
from newsroom.importing import related
from outbox.models import Message
from outbox.worker import Loop
from tests.newsroom.importing.conftest import line

LINES = [line(120_000 + number, title=f"Làng gốm Phù Lãng {number}", tags=["gốm", "Phù Lãng"]) for number in range(5)]


def work() -> None:
    loop = Loop()
    while loop.deliver_next():
        pass


def test_neighbours_are_known_after_an_import(bring_in):
    bring_in(*LINES)
    [message] = Message.objects.filter(kind=related.KIND)
    assert message.due_at <= timezone.now()
    work()
    assert RelatedStory.objects.filter(article=120_000).count() == 4
    bring_in(*LINES)
    assert not Message.objects.pending().filter(kind=related.KIND).exists(), "nothing came in"


def test_an_import_that_was_killed_is_worked_out_later(bring_in, monkeypatch):
    monkeypatch.setattr(related, "begin", lambda moment: None)
    bring_in(*LINES)
    [message] = Message.objects.filter(kind=related.KIND)
    assert message.due_at > timezone.now()


def test_a_turn_ends_and_the_next_one_goes_on(bring_in, monkeypatch):
    bring_in(*LINES)
    monkeypatch.setattr(related, "TURN", -1.0)
    worked: list[int] = []
    monkeypatch.setattr(related.related, "refresh", lambda number, at: worked.append(number))
    work()
    assert worked == [each["legacy_id"] for each in LINES]


def test_one_that_cannot_be_worked_out_keeps_no_other_back(bring_in, monkeypatch, caplog):
    bring_in(*LINES)
    real = related.related.refresh

    def refresh(number: int, *, at):
        return 1 // 0 if number == 120_001 else real(number, at=at)

    monkeypatch.setattr(related.related, "refresh", refresh)
    work()
    assert set(RelatedStory.objects.values_list("article", flat=True)) == {120_000, 120_002, 120_003, 120_004}
    assert "120001" in caplog.text


@pytest.mark.django_db
def test_a_moment_at_which_nothing_came_in_is_no_work(now):
    related.work_out({"imported_at": now.isoformat(), "after": 0})
