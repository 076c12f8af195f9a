"""A tag is one, however it is spelled; one that differs in accents alone is offered before another is made."""

import importlib
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from articles import tag_names
from articles.merging import merge_tags
from articles.models import Tag
from newsroom.importing.names import Names
from newsroom.importing.report import Report
from newsroom.importing.sections import SectionMap
from newsroom.models import Story
from tests.addresses.kinds import change_url as tag_url
from tests.addresses.kinds import send
from tests.factories import make_section, make_story, make_tag, make_user
from tests.newsroom.desk import ADD_URL, change_url, client_of, story_data

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
SPELLINGS = [
    (
        "Hòa bình",
        ["hòa bình", "HÒA BÌNH", "Hoà bình", "#hoà  bình", "＃Hòa bình", "Ho\u0300a bi\u0300nh", "hòa\u200b bình"],
    ),
    ("VUFO", ["vufo", "Vufo", "#VUFO", "##vufo"]),
    ("Thuỷ sản", ["Thủy sản", "THUỶ SẢN"]),
    ("Đối ngoại", ["đối ngoại", "ĐỐI NGOẠI", "Ðối ngoại"]),
]
OTHERS = [("Thu Hà", "Thu Hạ"), ("Hòa bình", "hoa binh"), ("Cá", "Ca"), ("Việt - Mỹ", "Việt Mỹ")]
ADD_TAG = "/quan-tri/articles/tag/add/"


@pytest.fixture
def desk() -> Client:
    return client_of(make_user(role="editor"))


def typed(client: Client, story: Story, *tags: str, **more: Any) -> Any:
    return client.post(change_url(story), story_data(story, tags=list(tags)) | more)


def imported(*names: str) -> tuple[int, ...]:
    """The tags that an archive's words mean, in a run of its own."""
    return Names(report=Report(say=print), sections=SectionMap({})).tags(names)


@pytest.mark.parametrize(("name", "others"), SPELLINGS)
def test_every_spelling_is_the_same_tag(desk, name, others):
    tag = make_tag(name=name)
    for other in others:
        assert tag_names.key(other) == tag.name_key, other
        story = make_story()
        assert typed(desk, story, f"+{other}").status_code == 302
        assert list(story.tags.all()) == [tag], other
        answer = send(desk, ADD_TAG, name=other)
        assert answer.context["adminform"].form.errors["name"], other
        assert imported(other) == (tag.pk,), other
    assert list(Tag.objects.all()) == [tag]


@pytest.mark.parametrize(("name", "other"), OTHERS)
def test_other_accents_are_another_tag(name, other):
    assert tag_names.key(name) != tag_names.key(other)
    tag = make_tag(name=name)
    assert list(Tag.objects.close_to(other)) == [tag]
    assert not Tag.objects.same_as(other).exists()


def test_one_tag_that_is_typed_twice_on_one_page_is_one(desk):
    story = make_story()
    typed(desk, story, "+Hoà bình", "+#hòa Bình")
    assert [tag.name for tag in story.tags.all()] == ["Hoà bình"]


def test_the_database_holds_it_too():
    make_tag(name="Hòa bình")
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.create(name="HOÀ BÌNH", slug="khac")


# ── Did you mean …? ───────────────────────────────────────────────────────────────────────────────────
@pytest.mark.asks
def test_what_differs_in_accents_is_offered_first_and_may_be_made_all_the_same(desk):
    tag, story = make_tag(name="Thu Hà"), make_story()
    asked = typed(desk, story, "+Thu Hạ", title="Tít vừa gõ")
    assert asked.status_code == 409
    question = asked.context["question"]
    assert "Thu Hà" in question.lines[0]
    assert "Thu Hà" in question.instead.label
    page = asked.content.decode()
    assert page.index('form="instead"') < page.index('name="_sure"')  # offered first
    assert not Tag.objects.filter(name="Thu Hạ").exists()
    taken = desk.post(asked.context["action"], as_sent(asked.context["instead"]))
    assert taken.status_code == 302
    story.refresh_from_db()
    assert ([each.name for each in story.tags.all()], story.title) == (["Thu Hà"], "Tít vừa gõ")
    other = make_story()
    asked = typed(desk, other, "+Thu Hạ", str(tag.pk))
    made = desk.post(asked.context["action"], as_sent([*asked.context["again"], ("_sure", asked.context["sure"])]))
    assert made.status_code == 302
    assert {each.name for each in other.tags.all()} == {"Thu Hà", "Thu Hạ"}
    assert Tag.objects.get(name="Thu Hạ").slug == "thu-ha-2"


@pytest.mark.asks
def test_who_goes_back_finds_what_was_typed(desk):
    make_tag(name="Thu Hà")
    story = make_story()
    asked = typed(desk, story, "+Thu Hạ")
    back = desk.post(asked.context["action"], as_sent([*asked.context["again"], ("_back", "1")]))
    assert "+Thu Hạ" in back.content.decode()
    assert not story.tags.exists()


@pytest.mark.asks
def test_a_new_story_is_asked_about_its_tags_too(desk):
    make_tag(name="Thu Hà")
    data = story_data(section=make_section(), tags=["+Thu Hạ"])
    asked = desk.post(ADD_URL, data)
    assert asked.status_code == 409
    assert not Story.objects.exists()
    assert desk.post(ADD_URL, as_sent(asked.context["instead"])).status_code == 302
    assert [tag.name for tag in Story.objects.get().tags.all()] == ["Thu Hà"]


@pytest.mark.asks
def test_nothing_is_asked_about_a_tag_that_is_like_no_other(desk):
    make_tag(name="Thu Hà")
    story = make_story()
    assert typed(desk, story, "+Xe đạp").status_code == 302
    assert typed(desk, story, "+Xe đạp").status_code == 302  # it is there now


@pytest.mark.asks
def test_the_name_of_a_merged_tag_offers_the_kept_one(desk, now):
    keep, story = make_tag(name="Liên hiệp hữu nghị"), make_story()
    merge_tags(keep=keep, duplicate=make_tag(name="VUFO"), by=None, now=now)
    asked = typed(desk, story, "+#vufo")
    assert "Liên hiệp hữu nghị" in asked.context["question"].lines[0]
    desk.post(asked.context["action"], as_sent(asked.context["instead"]))
    assert list(story.tags.all()) == [keep]


def test_who_may_make_no_tags_is_told_which_may_be_meant():
    make_tag(name="Thu Hà")
    contributor = make_user(role="contributor")
    story = make_story(by=contributor)
    answer = typed(client_of(contributor), story, "+thu ha")
    assert answer.status_code == 422
    (said,) = answer.context["adminform"].form.errors["tags"]
    assert "Thu Hà" in said
    assert typed(client_of(contributor), story, "+#THU HÀ").status_code == 302  # the same tag is none that is made


@pytest.mark.asks
def test_the_tag_s_own_form_asks_as_well():
    desk = client_of(make_user(role="managing_editor"))
    tag = make_tag(name="Thu Hà")
    asked = send(desk, ADD_TAG, name="Thu Hạ")
    assert asked.status_code == 409
    assert asked.context["question"].instead.url == tag_url(tag)
    assert tag_url(tag) in asked.content.decode()
    assert Tag.objects.count() == 1
    made = desk.post(asked.context["action"], as_sent([*asked.context["again"], ("_sure", asked.context["sure"])]))
    assert made.status_code == 302
    other = Tag.objects.get(name="Thu Hạ")
    assert send(desk, tag_url(other), name="THU HẠ").status_code == 409  # readers see another word at once
    renamed = send(desk, tag_url(other), name="Thu Há")
    assert renamed.context["question"].instead.url == tag_url(tag)


@pytest.mark.parametrize("name", ["#", "  ", "#  ", "\u200b", "x" * 101])
def test_what_is_no_name_is_refused(desk, name):
    story = make_story()
    assert typed(desk, story, f"+{name}").status_code == 422
    assert send(desk, ADD_TAG, name=name).status_code == 200
    assert not Tag.objects.exists()


def as_sent(fields: list[tuple[str, str]]) -> dict[str, list[str]]:
    sent: dict[str, list[str]] = {}
    for name, value in fields:
        sent.setdefault(name, []).append(value)
    return sent


# ── While typing ──────────────────────────────────────────────────────────────────────────────────────
def test_the_tag_that_is_meant_comes_first_while_typing(desk):
    asked = {"app_label": "newsroom", "model_name": "taggedstory", "field_name": "tag"}
    for name in ("Bán hòa bình", "Hoa binh", "Hòa bình", "A hòa bình"):
        Tag.objects.create(name=name)
    found = desk.get(reverse("admin:autocomplete"), {**asked, "term": "#HOÀ bình"}).json()["results"]
    assert [row["text"] for row in found] == ["Hòa bình", "Hoa binh", "A hòa bình", "Bán hòa bình"]
    assert [row["isSame"] for row in found] == [True, False, False, False]


# ── Archives ──────────────────────────────────────────────────────────────────────────────────────────
def test_an_archive_s_word_is_the_tag_that_it_means(now):
    peace = make_tag(name="Hòa bình")
    assert imported("hoà bình", "#HÒA BÌNH", "hoa binh") == (peace.pk,)  # without accents it means the one there is
    [other] = imported("Hoa bính")
    assert other != peace.pk
    assert Tag.objects.get(pk=other).slug == "hoa-binh-2"
    [bare] = imported("hoa binh")  # there are two by now: it is neither
    assert bare not in {peace.pk, other}
    merge_tags(keep=peace, duplicate=Tag.objects.get(pk=other), by=None, now=now)
    assert imported("HOA BÍNH") == (peace.pk,)  # a rerun does not make anew what was merged


def test_twins_from_before_wait_to_be_merged(now):
    keep = make_tag(name="Hòa bình")
    Tag.objects.bulk_create([
        Tag(name="HOÀ BÌNH", slug="hoa-binh-2", name_folded="hoa binh", name_key=""),
        Tag(name="#hữu nghị", slug="hữu-nghị", name_folded="huu nghi", name_key=""),
    ])  # fmt: skip
    migration = importlib.import_module("articles.migrations.0012_tags_spelled_once")
    migration.fill(apps, SimpleNamespace(connection=connection))
    keys = dict(Tag.objects.values_list("name", "name_key"))
    assert keys == {"Hòa bình": "hòa bình", "HOÀ BÌNH": "", "#hữu nghị": "hữu nghị"}
    assert Tag.objects.get(name="#hữu nghị").slug == "huu-nghi"
    twin = Tag.objects.get(name="HOÀ BÌNH")
    desk = client_of(make_user(role="managing_editor"))
    refused = send(desk, tag_url(twin), slug="khac")
    assert refused.context["adminform"].form.errors["name"]
    merge_tags(keep=twin, duplicate=keep, by=None, now=now)
    assert Tag.objects.same_as("hòa bình").get() == twin
