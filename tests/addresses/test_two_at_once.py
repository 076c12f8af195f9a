"""Two at one address, or at one merge, at the same moment, on PostgreSQL."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from addresses.merging import MergeRefused
from addresses.models import FormerAddress
from articles.merging import merge_authors, merge_tags, merge_topics
from articles.models import Article, Author, Contribution, FeaturedList, Tag, TaggedArticle, Topic
from newsroom import publishing
from newsroom.admin.widgets import save_new
from newsroom.door_audit import strangers
from newsroom.models import Status, Story
from newsroom.publishing.out import first_stories
from newsroom.workflow import move
from organizations.merging import merge_bodies
from tests.addresses.kinds import MERGED, TAG, change_url, send
from tests.addresses.test_slugs import FORMS, add_url
from tests.at_once import waits, while_held
from tests.factories import (
    make_article,
    make_author,
    make_list,
    make_organization,
    make_section,
    make_story,
    make_tag,
    make_topic,
    make_user,
)
from tests.newsroom.desk import change_url as story_url
from tests.newsroom.desk import client_of, story_data

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("postgresql", "roles")]
OF_KINDS = pytest.mark.parametrize("kind", MERGED, ids=lambda kind: kind.name)


def unsettled(*models: Any) -> list[Any]:
    """Rows whose column says something else than the stories listed under them."""
    return [
        (model.__name__, key, since)
        for model in models
        for key, since, *firsts in model.objects.values_list("pk", "out_since", *first_stories(model).values())
        if since != min((first for first in firsts if first), default=None)
    ]


def approved_story(now, **filing: Any) -> Story:
    reporter, editor = make_user(role="reporter"), make_user(role="editor")
    authors = filing.pop("authors", ())
    story = make_story(by=reporter, now=now, authors=authors)
    for field, rows in filing.items():
        getattr(story, field).set(rows)
    move(story, to=Status.SUBMITTED, by=reporter, now=now)
    move(story, to=Status.APPROVED, by=editor, now=now)
    return story


# ── Merging ───────────────────────────────────────────────────────────────────────────────────────────
@OF_KINDS
def test_two_rows_that_are_merged_into_each_other_at_once(kind, now):
    one, other = kind.make(name="Mot"), kind.make(name="Hai")
    for row in (one, other):
        kind.bring_out(row)
    _kept, refusal = while_held(
        lambda: kind.merge(keep=one, duplicate=other, by=None, now=now),
        lambda: kind.merge(keep=other, duplicate=one, by=None, now=now),
    )
    assert isinstance(refusal, MergeRefused)
    assert type(one).objects.filter(pk=one.pk).exists()


@OF_KINDS
def test_one_row_that_is_merged_into_two_at_once(kind, now):
    rows = [kind.make(name=name) for name in ("Mot", "Hai", "Ba")]
    for row in rows:
        kind.bring_out(row)
    _kept, refusal = while_held(
        lambda: kind.merge(keep=rows[0], duplicate=rows[2], by=None, now=now),
        lambda: kind.merge(keep=rows[1], duplicate=rows[2], by=None, now=now),
    )
    assert isinstance(refusal, MergeRefused)
    assert FormerAddress.objects.get(slug="ba").number == rows[0].pk


@OF_KINDS
def test_a_chain_that_is_merged_at_both_ends_at_once(kind, now):
    """Into the second while the second is merged into the third: nothing leads to what is gone."""
    one, two, three = (kind.make(name=name) for name in ("Mot", "Hai", "Ba"))
    for row in (one, two, three):
        kind.bring_out(row)
    _kept, outcome = while_held(
        lambda: kind.merge(keep=three, duplicate=two, by=None, now=now),
        lambda: kind.merge(keep=two, duplicate=one, by=None, now=now),
    )
    assert isinstance(outcome, MergeRefused)
    assert Author.objects.filter(merged_into__merged_into__isnull=False).count() == 0
    assert set(FormerAddress.objects.values_list("slug", "number")) == {("hai", three.pk)}


FILED = {
    "tags": (make_tag, merge_tags),
    "topics": (make_topic, merge_topics),
    "organizations": (make_organization, merge_bodies),
}


@pytest.mark.parametrize("field", FILED)
def test_a_story_that_is_published_meanwhile_is_moved(field, now):
    make, merge = FILED[field]
    keep, duplicate, boss = make(), make(), make_user(role="managing_editor")
    story = approved_story(now, **{field: [duplicate]})
    while_held(
        lambda: publishing.publish(Story.objects.get(pk=story.pk), by=boss, now=now),
        lambda: merge(keep=keep, duplicate=duplicate, by=None, now=now),
    )
    assert list(getattr(Article.objects.get(), field).all()) == [keep]
    assert list(getattr(Story.objects.get(), field).all()) == [keep]
    assert list(strangers(at=now)) == []
    assert unsettled(Tag, Topic) == []


@pytest.mark.parametrize("is_first_merging", [True, False])
def test_a_story_by_a_merged_author_that_is_published_meanwhile_is_listed_under_the_kept_one(is_first_merging, now):
    keep, duplicate, boss = make_author(), make_author(), make_user(role="managing_editor")
    story = approved_story(now, authors=(duplicate,))

    def publish() -> None:
        publishing.publish(Story.objects.get(pk=story.pk), by=boss, now=now)

    def merge() -> None:
        merge_authors(keep=keep, duplicate=duplicate, by=None, now=now)

    first, then = (merge, publish) if is_first_merging else (publish, merge)
    _done, outcome = while_held(first, then)
    assert outcome is None
    assert Contribution.objects.get().listed_under == keep
    assert unsettled(Author) == []
    assert Author.objects.published(at=now).get() == keep


def test_another_story_of_the_author_s_that_is_withdrawn_meanwhile(now):
    keep, duplicate, boss = make_author(), make_author(), make_user(role="editor_in_chief")
    stories = [approved_story(now, authors=(duplicate,)) for _ in range(2)]
    for story in stories:
        publishing.publish(story, by=boss, now=now)
    while_held(
        lambda: merge_authors(keep=keep, duplicate=duplicate, by=None, now=now),
        lambda: publishing.withdraw(Story.objects.get(pk=stories[0].pk), by=boss, reason="Sai", now=now),
    )
    assert [line.listed_under for line in Contribution.objects.all()] == [keep]
    assert unsettled(Author) == []


def test_stories_under_both_that_are_published_while_tags_are_merged_wait_for_nobody_in_a_circle(now):
    """The one holds a story and wants its tags, the other holds the tags and wants no story any more."""
    keep, duplicate, boss = make_tag(), make_tag(), make_user(role="managing_editor")
    section = make_section()
    make_article(tags=(keep, duplicate), section=section)
    story = approved_story(now, tags=[keep])
    while_held(
        lambda: merge_tags(keep=keep, duplicate=duplicate, by=None, now=now),
        lambda: publishing.publish(Story.objects.get(pk=story.pk), by=boss, now=now),
    )
    assert TaggedArticle.objects.filter(tag=keep).count() == 2
    assert unsettled(Tag) == []


def test_a_list_that_is_filled_with_a_topic_while_it_is_merged(now):
    keep, duplicate, boss = make_topic(), make_topic(), make_user(role="managing_editor")
    row = make_list(key="home-lead", fill="topic", fill_topic=duplicate)
    client = client_of(boss)
    while_held(
        lambda: merge_topics(keep=keep, duplicate=duplicate, by=None, now=now),
        lambda: send(client, change_url(row), size="3"),
    )
    assert FeaturedList.objects.get().fill_topic == keep


@pytest.mark.parametrize("field", FILED)
def test_a_story_that_is_filed_under_what_is_merged_away_meanwhile_is_told_so(field, now):
    """Nothing of it is half saved, and nothing that was typed is lost."""
    make, merge = FILED[field]
    keep, duplicate, editor = make(), make(), make_user(role="editor")
    story = make_story(now=now, by=editor)
    client = client_of(editor)
    data = story_data(story, **{field: [str(duplicate.pk)]}, title="Tít vừa gõ")
    _merged, answer = while_held(
        lambda: merge(keep=keep, duplicate=duplicate, by=None, now=now), lambda: client.post(story_url(story), data)
    )
    assert answer.status_code == 422
    assert answer.context["adminform"].form.errors[field]
    assert "Tít vừa gõ" in answer.content.decode()
    assert Story.objects.get().title != "Tít vừa gõ"


def test_a_merge_waits_for_a_story_that_is_being_filed(now):
    keep, duplicate = make_tag(), make_tag()
    story = make_story(now=now)
    story.tags.set([duplicate])
    assert waits(
        lambda: Story.objects.select_for_update().get(pk=story.pk),
        lambda: merge_tags(keep=keep, duplicate=duplicate, by=None, now=now),
    )


# ── Addresses and names ───────────────────────────────────────────────────────────────────────────────
def test_two_that_are_made_of_one_name_at_once_get_two_addresses():
    clients = [client_of(make_user(role="managing_editor")) for _ in range(2)]

    def add(client: Client) -> Any:
        return send(client, add_url(Topic), **FORMS[Topic], name="Năm hữu nghị", slug="")

    first, second = while_held(lambda: add(clients[0]), lambda: add(clients[1]))
    assert (first.status_code, second.status_code) == (302, 302)
    assert set(Topic.objects.values_list("slug", flat=True)) == {"nam-huu-nghi", "nam-huu-nghi-2"}


def test_one_tag_that_is_typed_by_two_at_once_in_two_spellings_is_one():
    _first, saved = while_held(lambda: save_new([Tag(name="Hoà bình")]), lambda: save_new([Tag(name="#hòa Bình")]))
    assert saved == list(Tag.objects.all())


def test_two_tags_of_one_address_that_are_typed_at_once_are_two():
    _first, saved = while_held(lambda: save_new([Tag(name="Hòa bình")]), lambda: save_new([Tag(name="Hoa binh")]))
    assert set(Tag.objects.values_list("slug", flat=True)) == {"hoa-binh", "hoa-binh-2"}
    assert saved[0].slug == "hoa-binh-2"


def test_of_two_who_move_one_row_at_once_no_address_is_forgotten():
    row = TAG.make(name="Cu")

    def move_to(slug: str) -> None:
        with transaction.atomic():
            tag = Tag.objects.get(pk=row.pk)
            tag.slug = slug
            tag.save()

    while_held(lambda: move_to("mot"), lambda: move_to("hai"))
    assert Tag.objects.get().slug == "hai"
    assert set(FormerAddress.objects.values_list("slug", "number")) == {("cu", row.pk), ("mot", row.pk)}


def test_an_address_that_is_taken_by_two_at_once_is_one_s():
    one, two = TAG.make(name="Mot"), TAG.make(name="Hai")

    def move(tag: Tag) -> None:
        tag.slug = "moi"
        tag.save()

    _moved, refusal = while_held(lambda: move(one), lambda: move(two))
    assert isinstance(refusal, IntegrityError)
    assert set(Tag.objects.values_list("slug", flat=True)) == {"moi", "hai"}
