"""Nothing is announced before it is out: what stories stand under is known to readers with its first story."""

import importlib
from datetime import datetime, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Author, Section, Tag, Topic
from newsroom import publishing
from newsroom.models import Story
from newsroom.publishing import magazine as door
from newsroom.publishing.out import first_stories
from pagecache.changes import number_changes
from tests.at_once import while_held
from tests.factories import (
    make_article,
    make_author,
    make_section,
    make_story,
    make_tag,
    make_topic,
    make_user,
)
from tests.newsroom.desk import client_of
from tests.pagecache.newsroom import Newsroom
from tests.pagecache.reading import Reader, forget_everything

HOUR = timedelta(hours=1)
NAME = "Chưa ai biết"
KINDS = ("tag", "topic", "author", "section", "subsection")
ROWS = (Tag, Topic, Author, Section)


def make(kind: str) -> Any:
    makers = {
        "tag": lambda: make_tag(name=NAME),
        "topic": lambda: make_topic(name=NAME, shown_from=None),
        "author": lambda: make_author(name=NAME),
        "section": lambda: make_section(name=NAME, in_menu=False),
        "subsection": lambda: make_section(name=NAME, parent=make_section(name="Mục mẹ", in_menu=False)),
    }
    return makers[kind]()


def under(kind: str, row: Any) -> dict[str, Any]:
    """What files a story under the row."""
    several = {"tag": "tags", "topic": "topics", "author": "authors"}
    return {several[kind]: (row,)} if kind in several else {"section": row}


def addresses_of(kind: str, row: Any) -> list[str]:
    page = row.get_absolute_url()
    feeds = {"tag": "tag", "topic": "chuyen-de", "author": "tac-gia"}
    feed = f"/rss/{feeds[kind]}/{row.slug}/" if kind in feeds else f"/rss/chuyen-muc/{row.path}/"
    return [page, feed]


def sitemap(client, kind: str, row: Any) -> str:
    name = {"tag": "the", "topic": "chuyen-de", "author": "tac-gia"}.get(kind, "chuyen-muc")
    return client.get(f"/sitemap-{name}-{row.pk // 10_000}.xml").content.decode()


def is_known(client, kind: str, row: Any) -> bool:
    """Whether readers are told of it, which they are everywhere or nowhere."""
    found = {client.get(address).status_code == 200 for address in addresses_of(kind, row)}
    found.add(f"{row.get_absolute_url()}</loc>" in sitemap(client, kind, row))
    [known] = found
    return known


@pytest.fixture
def at(monkeypatch, now: datetime):
    """Turns the clock."""

    def turn(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    turn(now)
    return turn


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_known_from_the_first_story_to_the_last(client, at, now, kind):
    row = make(kind)
    assert not is_known(client, kind, row)
    scheduled = make_article(published_at=now + HOUR, **under(kind, row))
    assert not is_known(client, kind, row)
    at(now + HOUR)
    assert is_known(client, kind, row)
    live = make_article(published_at=now - HOUR, **under(kind, row))
    at(now)
    assert is_known(client, kind, row)
    door.blank(live, now=now)
    assert not is_known(client, kind, row)
    at(now + 2 * HOUR)
    assert is_known(client, kind, row)
    door.blank(scheduled, now=now + 2 * HOUR)
    assert not is_known(client, kind, row)
    assert [client.get(address).status_code for address in addresses_of(kind, row)] == [404, 404]


@pytest.mark.django_db
def test_a_draft_s_tag_is_no_page(client, roles, now):
    tag, author = make_tag(name=NAME), make_author(name=NAME)
    story = make_story(by=make_user(role="reporter"), now=now, authors=(author,))
    story.tags.set([tag])
    assert not is_known(client, "tag", tag)
    assert not is_known(client, "author", author)


@pytest.mark.django_db
def test_a_section_of_the_menu_is_known_without_a_story(client):
    assert is_known(client, "section", make_section(name="Mục mới"))


@pytest.mark.django_db
def test_a_topic_is_not_named_before_its_time(client, at, now):
    """Not even where its stories are out already."""
    topic = make_topic(name=NAME, shown_from=now + HOUR)
    article = make_article(published_at=now - HOUR, topics=(topic,))
    pages = [article.get_absolute_url(), "/", "/sitemap-chuyen-de-0.xml"]
    for address in pages:
        text = client.get(address).content.decode()
        assert NAME not in text, address
        assert topic.get_absolute_url() not in text, address
    assert not is_known(client, "topic", topic)
    at(now + HOUR)
    assert is_known(client, "topic", topic)
    assert NAME in client.get(article.get_absolute_url()).content.decode()
    assert NAME in client.get("/").content.decode()


@pytest.mark.django_db
def test_a_topic_whose_time_has_come_is_known_without_a_story(client, now):
    topic = make_topic(name=NAME, shown_from=now - HOUR)
    assert client.get(topic.get_absolute_url()).status_code == 200


@pytest.mark.django_db
def test_kept_pages_name_it_on_the_minute(at, now, monkeypatch):
    monkeypatch.setattr("pagecache.fragments.sees_uncommitted", lambda: False)
    monkeypatch.setattr("pagecache.ledger.LOOK_SECONDS", 3600)
    forget_everything()
    reader = Reader()
    topic, tag = make_topic(name=NAME, shown_from=now + HOUR), make_tag(name=NAME)
    article = make_article(published_at=now - HOUR, topics=(topic,), title="Bài đã ra")
    make_article(published_at=now + HOUR, tags=(tag,))
    number_changes()
    pages = [article.get_absolute_url(), f"/sitemap-the-{tag.pk // 10_000}.xml"]
    pages += [tag.get_absolute_url(), topic.get_absolute_url()]
    words = [NAME, tag.get_absolute_url(), NAME, NAME]
    assert not any(word in reader.get(page).text for page, word in zip(pages, words, strict=True))
    at(now + HOUR)
    number_changes()
    assert all(word in reader.get(page).text for page, word in zip(pages, words, strict=True))


@pytest.mark.django_db
def test_the_column_says_what_is_published_whatever_happens(roles, now, monkeypatch):
    clock = [now]
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock[0])
    chance = Random(9)
    newsroom = Newsroom(now=now, draw=lambda choices: chance.choice(list(choices)))
    for _turn in range(25):
        clock[0] = newsroom.now = newsroom.now + timedelta(minutes=chance.choice((0, 0, 3)))
        happened = newsroom.something_happens()
        newsroom.stories = [story for story in newsroom.stories if Story.objects.filter(pk=story.pk).exists()]
        assert wrong() == [], happened


def wrong() -> list[Any]:
    """Rows whose column says something else than the stories under them."""
    found = []
    for model in ROWS:
        for key, since, *firsts in model.objects.values_list("pk", "out_since", *first_stories(model).values()):
            if since != min((first for first in firsts if first), default=None):
                found.append((model.__name__, key, since))
    return found


@pytest.mark.django_db
def test_the_desk_s_form_does_not_write_the_column_back(roles, now):
    tag, topic = make_tag(), make_topic(shown_from=None)
    opened = [Tag.objects.get(pk=tag.pk), Topic.objects.get(pk=topic.pk)]
    make_article(published_at=now - HOUR, tags=(tag,), topics=(topic,))
    for row in opened:
        row.name = "Tên khác"
        row.save()
    assert wrong() == []
    assert {Tag.objects.get(pk=tag.pk).name, Topic.objects.get(pk=topic.pk).name} == {"Tên khác"}


@pytest.mark.django_db
def test_what_was_published_before_fills_the_column(now):
    tag, topic, author = make_tag(), make_topic(), make_author()
    child = make_section(parent=make_section())
    make_article(published_at=now, section=child, tags=(tag,), topics=(topic,), authors=(author,))
    make_article(published_at=now - HOUR, section=child.parent, tags=(tag,))
    for model in ROWS:
        model.objects.update(out_since=None)
    migration = importlib.import_module("articles.migrations.0008_out_since")
    migration.fill(apps, SimpleNamespace(connection=connection))
    assert wrong() == []
    assert Tag.objects.get().out_since == now - HOUR


@pytest.mark.django_db
def test_a_topic_that_readers_have_does_not_vanish(roles):
    now = timezone.now()
    topic = make_topic(name=NAME)
    client, page = client_of(make_user(role="managing_editor")), reverse("admin:articles_topic_change", args=[topic.pk])
    later = timezone.localtime(now + timedelta(days=9))
    data = {"name": NAME, "slug": topic.slug, "position": "0"}
    data |= {"shown_from_0": f"{later:%d/%m/%Y}", "shown_from_1": "08:00"}
    make_article(published_at=now - HOUR, topics=(topic,))
    refused = client.post(page, data)
    assert refused.status_code == 200
    assert refused.context["errors"]
    assert Topic.objects.get().shown_from == topic.shown_from
    Article.objects.all().delete()
    Topic.objects.update(out_since=None)
    assert client.post(page, data).status_code == 302


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("postgresql", "roles")
def test_of_two_publications_at_once_both_count(now):
    """A withdrawal of a tag's only story commits while another one is being published under it."""
    tag, chief = make_tag(), make_user(role="editor_in_chief")
    only = make_article(published_at=now - HOUR, tags=(tag,))
    Story.objects.bulk_create([Story(id=only.pk, title="Bài duy nhất", section=only.section, status="in_edit",
                                     created_at=now, changed_at=now)])  # fmt: skip
    while_held(
        lambda: publishing.withdraw(Story.objects.get(), by=chief, reason="Sai", now=now),
        lambda: make_article(published_at=now - 2 * HOUR, tags=(tag,)),
    )
    assert wrong() == []
    assert Tag.objects.get().out_since == now - 2 * HOUR
