"""Related stories: what is alike comes first, chance is not enough."""

from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import related
from articles.models import RelatedStory
from articles.outbox_handlers import work_out_related
from outbox import queue
from outbox.models import Message
from outbox.worker import Loop
from tests.factories import make_article, make_event, make_organization, make_section, make_tag, make_topic

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_shared_event_counts_more_than_a_body_and_that_more_than_nothing(now: datetime):
    section, body, event = make_section(), make_organization(), make_event()
    story = make_article(section=section, organizations=(body,), events=(event,), published_at=now - DAY)
    of_body = make_article(organizations=(body,), published_at=now - DAY, title="Hội nghị tổng kết công tác")
    of_event = make_article(events=(event,), published_at=now - DAY, title="Bế mạc sau ba ngày làm việc")
    make_article(section=section, published_at=now - DAY, title="Mưa lớn ở miền Trung", lead="Nước lên nhanh.")
    assert related.compute(story, at=now) == [of_event.pk, of_body.pk]


def test_names_in_the_title_find_stories_of_other_sections(now: datetime):
    story = make_article(title="Trao học bổng cho học sinh Quảng Ninh", lead="", published_at=now - DAY)
    other = make_article(title="Quảng Ninh đón đoàn đại biểu thanh niên", lead="", published_at=now - DAY)
    make_article(title="Một ngày ở Cần Thơ", lead="", published_at=now - DAY)
    assert related.compute(story, at=now) == [other.pk]


def test_what_is_not_live_is_never_related(now: datetime):
    topic = make_topic()
    story = make_article(topics=(topic,), published_at=now - DAY)
    make_article(topics=(topic,), published_at=now + DAY)
    make_article(topics=(topic,), published_at=now - DAY, withdrawn_at=now)
    make_article(topics=(topic,), published_at=now - DAY, expires_at=now)
    assert related.compute(story, at=now) == []


def test_a_story_of_these_days_comes_before_one_of_ten_years_ago(now: datetime):
    tag = make_tag()
    story = make_article(tags=(tag,), published_at=now - DAY)
    old = make_article(tags=(tag,), published_at=now - 3650 * DAY, title="Chuyện cũ", lead="")
    new = make_article(tags=(tag,), published_at=now - 2 * DAY, title="Tin mới", lead="")
    assert related.compute(story, at=now) == [new.pk, old.pk]


def test_what_few_stories_share_says_more():
    at = datetime(2026, 11, 22, tzinfo=None)  # noqa: DTZ001  # only differences matter here
    rare, common = ("tag", 1), ("tag", 2)
    story = related.Profile(1, at, frozenset({rare, common}), frozenset())
    of_rare = related.Profile(2, at, frozenset({rare}), frozenset())
    of_common = related.Profile(3, at, frozenset({common}), frozenset())
    of_both = related.Profile(4, at, frozenset({rare, common}), frozenset())
    found = related.rank(story, [of_common, of_rare, of_both, story], popularity={rare: 1, common: 10_000})
    assert found == [4, 2]  # a tag of ten thousand stories alone is chance


def test_names_are_runs_of_capitals():
    assert related.names("Bà Nguyễn Phương Nga thăm Quảng Ninh") == ["Bà Nguyễn Phương Nga", "Quảng Ninh"]
    assert related.names("thăm Huế") == []


def test_the_number_of_queries_does_not_grow(now: datetime):
    topic = make_topic()
    story = make_article(topics=(topic,), published_at=now - DAY)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            related.compute(story, at=now)
        return len(queries)

    make_article(topics=(topic,), published_at=now - DAY)
    few = asked()
    for _ in range(20):
        make_article(topics=(topic,), published_at=now - DAY)
    assert asked() <= few


def test_the_worker_keeps_what_it_computed_and_tells_the_neighbours(now: datetime, monkeypatch):
    monkeypatch.setattr("articles.outbox_handlers.timezone.now", lambda: now)
    topic = make_topic()
    old = make_article(topics=(topic,), published_at=now - 2 * DAY)
    new = make_article(topics=(topic,), published_at=now - DAY)
    for _twice in range(2):  # changes nothing
        work_out_related({"number": new.pk})
        Loop().run_once()
    assert list(RelatedStory.objects.values_list("article", "related").order_by("article")) == [
        (old.pk, new.pk),
        (new.pk, old.pk),
    ]


def test_stories_that_came_together_are_worked_out_together():
    topic = make_topic()
    numbers = [make_article(topics=(topic,)).pk for _ in range(3)]
    queue.enqueue("articles.related.many", {"numbers": numbers})
    Loop().run_once()
    assert set(RelatedStory.objects.values_list("article", flat=True)) == set(numbers)


def test_a_story_that_cannot_be_worked_out_keeps_no_other_back(monkeypatch, capsys):
    topic = make_topic()
    bad, *others = [make_article(topics=(topic,)).pk for _ in range(3)]
    work_out = related.compute

    def compute(article, **how):
        return 1 // 0 if article.pk == bad else work_out(article, **how)

    monkeypatch.setattr(related, "compute", compute)
    queue.enqueue("articles.related.many", {"numbers": [bad, *others]})
    Loop().run_once()
    assert set(RelatedStory.objects.values_list("article", flat=True)) == set(others)
    assert Message.objects.failing().get().key == str(bad)
    with pytest.raises(CommandError, match="1 stories"):
        call_command("compute_related")
    assert f"{bad}: ZeroDivisionError" in capsys.readouterr().err


def test_a_story_that_went_leads_nowhere(now: datetime):
    topic = make_topic()
    make_article(topics=(topic,), published_at=now - DAY)
    gone = make_article(topics=(topic,), published_at=now - DAY)
    related.refresh(gone.pk, at=now)
    assert RelatedStory.objects.filter(article=gone).exists()
    related.refresh(gone.pk, at=now - 2 * DAY)  # not live then
    assert not RelatedStory.objects.filter(article=gone).exists()
    assert related.refresh(999_999, at=now) == []


def test_the_archive_is_worked_out_at_once(capsys):
    topic = make_topic()
    make_article(topics=(topic,))
    make_article(topics=(topic,))
    call_command("compute_related")
    assert RelatedStory.objects.count() == 2
    assert "2 stories, 2 with related ones" in capsys.readouterr().out
