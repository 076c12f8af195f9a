"""Versions listed, compared by words, restored; the story's history; corrections and notes."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from articles.models import Correction
from newsroom import writing
from newsroom.models import Status, Story
from tests.factories import make_author, make_section, make_story, make_user
from tests.newsroom.conftest import edit
from tests.newsroom.desk import change_url, client_of, messages_of

pytestmark = pytest.mark.usefixtures("clock")


def url(name: str, story: Story, *more: int) -> str:
    return reverse(f"admin:newsroom_story_{name}", args=[story.pk, *more])


@pytest.fixture
def two_versions(reporter: User, now: datetime) -> Story:
    story = make_story(by=reporter, now=now, title="Gặp gỡ hữu nghị", authors=(make_author(name="Thu Hà"),))
    return edit(story, by=reporter, now=now + timedelta(minutes=5), title="Gặp gỡ nồng ấm", lead="Sa-pô khác.")


def test_versions_are_listed_newest_first(two_versions: Story, reporter: User) -> None:
    page = client_of(reporter).get(url("versions", two_versions))
    assert [version.revision for version in page.context["versions"]] == [2, 1]


def test_two_versions_are_compared_by_words(two_versions: Story, reporter: User) -> None:
    old, new = two_versions.versions.order_by("revision")
    page = client_of(reporter).get(url("compare", two_versions), {"old": old.pk, "new": new.pk}).content.decode()
    assert "<del>hữu</del>" in page
    assert "<ins>nồng</ins>" in page
    assert "Gặp gỡ" in page


@pytest.mark.parametrize("wrong", ["", "x", "\x00", "99999999999999999999", "-1"])
def test_comparing_with_a_version_that_is_not_there_shows_the_newest(
    two_versions: Story, reporter: User, wrong: str
) -> None:
    response = client_of(reporter).get(url("compare", two_versions), {"old": wrong, "new": wrong})
    assert response.status_code == 200
    assert (response.context["old"].revision, response.context["new"].revision) == (1, 2)


def test_restoring_asks_first_and_makes_a_new_version(two_versions: Story, reporter: User) -> None:
    old = two_versions.versions.get(revision=1)
    client = client_of(reporter)
    assert client.get(url("restore", two_versions, old.pk)).status_code == 200
    assert Story.objects.get(pk=two_versions.pk).title == "Gặp gỡ nồng ấm"
    client.post(url("restore", two_versions, old.pk), {"seen": two_versions.change_number})
    two_versions.refresh_from_db()
    assert (two_versions.title, two_versions.revision) == ("Gặp gỡ hữu nghị", 3)
    assert [line.author.name for line in two_versions.contributions.all()] == ["Thu Hà"]


def test_restoring_over_a_text_that_moved_on_is_refused(two_versions: Story, reporter: User) -> None:
    old = two_versions.versions.get(revision=1)
    client_of(reporter).post(url("restore", two_versions, old.pk), {"seen": two_versions.change_number - 1})
    two_versions.refresh_from_db()
    assert two_versions.title == "Gặp gỡ nồng ấm"


def test_restoring_is_for_those_who_may_change_the_text(two_versions: Story, roles) -> None:
    old = two_versions.versions.get(revision=1)
    client = client_of(make_user(role="reporter"))
    assert client.post(url("restore", two_versions, old.pk), {"seen": two_versions.change_number}).status_code == 403


def test_another_storys_version_is_not_there(two_versions: Story, reporter: User) -> None:
    other = make_story(by=reporter)
    foreign = other.versions.get()
    assert client_of(reporter).get(url("restore", two_versions, foreign.pk)).status_code == 404


def test_a_refused_text_can_be_restored(two_versions: Story, reporter: User, now: datetime) -> None:
    content = writing.content_of(two_versions)
    aside = writing.keep_aside(two_versions, content=content, by=reporter, now=now)
    type(aside).objects.filter(pk=aside.pk).update(content=aside.content | {"title": "Tít để riêng"})
    client_of(reporter).post(url("restore", two_versions, aside.pk), {"seen": two_versions.change_number})
    two_versions.refresh_from_db()
    assert two_versions.title == "Tít để riêng"


def test_history_tells_the_storys_life_in_words(published: Story, editor: User) -> None:
    page = client_of(editor).get(reverse("admin:newsroom_story_history", args=[published.pk]))
    told = [(happening.who, happening.what) for happening in page.context["happenings"]]
    assert ("Phạm Hồng Vân", "đưa bài lên trang") in told
    assert ("Lê Minh Quân", "duyệt bài") in told
    assert ("Trần Thu Hà", "bắt đầu bài") in told


def test_a_correction_is_published_under_the_article(published: Story, managing_editor: User, editor: User) -> None:
    client = client_of(managing_editor)
    assert client.post(url("correct", published), {"text": " "}).status_code == 422
    data = {"text": "Bản trước ghi sai tên ông Sisoulath.", "seen": published.change_number}
    assert client.post(url("correct", published), data | {"seen": published.change_number - 1}).status_code == 422
    for _twice in range(2):
        assert client.post(url("correct", published), data).status_code == 302
    assert Correction.objects.get().article_id == published.pk
    assert client_of(editor).get(url("correct", published)).status_code == 403


def test_there_is_nothing_to_correct_before_publication(approved: Story, managing_editor: User) -> None:
    response = client_of(managing_editor).post(url("correct", approved), {"text": "Sai."})
    assert response.status_code == 422
    assert not Correction.objects.exists()


def test_a_reader_leaves_a_note(published: Story, roles) -> None:
    colleague = make_user(role="reporter")
    client = client_of(colleague)
    client.post(url("note", published), {"note": "Ảnh thứ hai\x00 bị tối."})
    assert published.notes.get().text == "Ảnh thứ hai bị tối."
    for wrong in ("", "  ", "x" * 2001):
        response = client.post(url("note", published), {"note": wrong}, follow=True)
        assert "2.000" in messages_of(response)
    assert published.notes.count() == 1
    assert published.status == Status.PUBLISHED


def test_a_text_kept_aside_is_not_what_the_newest_is_first_compared_with(
    two_versions: Story, reporter: User, now: datetime
) -> None:
    writing.keep_aside(two_versions, content=writing.content_of(two_versions), by=reporter, now=now)
    edit(two_versions, by=reporter, now=now, title="Gặp gỡ thân tình")
    response = client_of(reporter).get(url("compare", two_versions))
    assert (response.context["old"].origin, response.context["old"].revision) == ("desk", 2)
    assert "để riêng" in response.content.decode()


def test_a_story_without_a_saved_text_has_pages_too(reporter: User, now: datetime) -> None:
    story = writing.new_story(by=reporter, now=now, title="Chưa lưu", section=make_section())
    client = client_of(reporter)
    pages = [url("versions", story), url("look", story), url("preview", story), change_url(story)]
    assert [client.get(page).status_code for page in pages] == [200] * 4
    assert client.get(url("compare", story)).status_code == 302
