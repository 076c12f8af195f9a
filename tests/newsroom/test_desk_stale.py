"""Two colleagues, one story: nothing that either of them typed is lost."""

from datetime import datetime

import pytest

from accounts.models import User
from articles.models import Topic
from newsroom import steps
from newsroom.models import Status, Story, StoryVersion
from tests.factories import make_section, make_story, make_user
from tests.newsroom.conftest import edit
from tests.newsroom.desk import change_url, client_of, messages_of, story_data

REFUSED = StoryVersion.Origin.REFUSED

pytestmark = pytest.mark.usefixtures("clock")


def test_a_save_over_a_newer_text_shows_both_and_keeps_both(reporter: User, editor: User, now: datetime) -> None:
    story = make_story(by=reporter)
    opened = story_data(story, title="Tít của tôi")
    edit(story, by=editor, now=now, title="Tít của biên tập")
    response = client_of(reporter).post(change_url(story), opened)
    page = response.content.decode()
    assert response.status_code == 409
    assert "<ins>tôi</ins>" in page
    assert "<del>biên" in page
    story.refresh_from_db()
    assert story.title == "Tít của biên tập"
    assert StoryVersion.objects.get(story=story, origin=REFUSED).text.title == "Tít của tôi"


def test_mine_can_then_be_saved_as_a_new_version(reporter: User, editor: User, now: datetime) -> None:
    story = make_story(by=reporter)
    opened = story_data(story, title="Tít của tôi", tags=["+Kiều bào"])
    edit(story, by=editor, now=now, title="Tít của biên tập")
    client = client_of(reporter)
    again = client.post(change_url(story), opened | {"_step": "submitted"}).context["again"]
    data: dict[str, list[str]] = {}
    for name, value in again:
        data.setdefault(name, []).append(value)
    assert "_step" not in data
    client.post(change_url(story), data)
    story.refresh_from_db()
    assert (story.title, story.revision, story.status) == ("Tít của tôi", 3, Status.DRAFT)
    assert [tag.name for tag in story.tags.all()] == ["Kiều bào"]
    assert [version.text.title for version in story.versions.exclude(origin=REFUSED)][:2] == [
        "Tít của tôi",
        "Tít của biên tập",
    ]


def test_pressing_save_twice_is_no_conflict(reporter: User) -> None:
    story = make_story(by=reporter)
    data, client = story_data(story, lead="Sa-pô mới."), client_of(reporter)
    client.post(change_url(story), data)
    assert client.post(change_url(story), data).status_code == 302
    assert story.versions.count() == 2


def test_pressing_a_step_twice_is_harmless(reporter: User) -> None:
    story = make_story(by=reporter)
    data, client = story_data(story, lead="Sa-pô mới.", _step="submitted"), client_of(reporter)
    client.post(change_url(story), data)
    again = client.post(change_url(story), data, follow=True)
    story.refresh_from_db()
    assert story.status == Status.SUBMITTED
    assert "Chờ duyệt" in messages_of(again)
    assert story.versions.count() == 2


def test_what_is_typed_into_a_story_that_moved_on_is_kept_aside(reporter: User, editor: User, now: datetime) -> None:
    story = make_story(by=reporter)
    opened = story_data(story, lead="Chữ gõ thêm.")
    steps.take(story, to="submitted", by=reporter, now=now)
    steps.take(story, to="in_edit", by=editor, now=now)
    response = client_of(reporter).post(change_url(story), opened, follow=True)
    story.refresh_from_db()
    assert story.lead != "Chữ gõ thêm."
    assert StoryVersion.objects.get(story=story, origin=REFUSED).text.lead == "Chữ gõ thêm."
    assert "Đang biên tập" in messages_of(response)


def test_even_a_broken_form_comes_back_when_the_story_moved_on(reporter: User, now: datetime) -> None:
    story = make_story(by=reporter)
    opened = story_data(story, title="", lead="Chữ gõ thêm.")
    steps.take(story, to="submitted", by=reporter, now=now)
    response = client_of(reporter).post(change_url(story), opened)
    assert response.status_code == 409
    assert "Chữ gõ thêm." in response.content.decode()


def test_a_strangers_story_is_not_there(roles) -> None:
    story = make_story(by=make_user(role="reporter"))
    client = client_of(make_user(role="contributor"))
    assert client.get(change_url(story)).status_code == 404
    client.post(change_url(story), story_data(story, title="Chiếm lấy"))
    assert Story.objects.get(pk=story.pk).title == story.title
    assert not story.versions.filter(origin=REFUSED).exists()


def test_filing_by_two_colleagues_merges_by_itself(reporter: User, editor: User, clock: datetime) -> None:
    old, new = make_section(name="Hữu nghị"), make_section(name="Kiều bào")
    topic = Topic.objects.create(name="Chuyên đề", slug="chuyen-de", name_folded="chuyen de")
    story = make_story(by=reporter, section=old)
    steps.take(story, to="submitted", by=reporter, now=clock)
    hers, his = client_of(make_user(role="editor")), client_of(editor)
    note = hers.get(change_url(story)).context["adminform"].form["base_filing"].value()
    opened = story_data(story) | {"base_filing": note}
    times = {"embargo_until_0": "01/12/2026", "embargo_until_1": "06:00"}
    his.post(change_url(story), opened | {"section": new.pk, "tags": ["+Kiều bào"]} | times)
    hers.post(change_url(story), opened | {"topics": [topic.pk], "lead": "Sa-pô mới."})
    story.refresh_from_db()
    assert (story.section, story.lead) == (new, "Sa-pô mới.")
    assert [tag.name for tag in story.tags.all()] == ["Kiều bào"]
    assert list(story.topics.all()) == [topic]
    assert story.embargo_until is not None


@pytest.mark.parametrize("note", ["", "x", "[]", "null", '{"section": {}}', '{"tags": [[1]]}', "[" * 20_000])
def test_a_broken_note_of_the_filing_counts_as_none(reporter: User, note: str) -> None:
    story, section = make_story(by=reporter), make_section()
    data = story_data(story, section=section) | {"base_filing": note}
    assert client_of(reporter).post(change_url(story), data).status_code == 302
    story.refresh_from_db()
    assert story.section == section
