"""A rule of cleaning that changes costs nobody an approval, a schedule or a text that readers have."""

from datetime import datetime, timedelta
from typing import Any

import pytest

import vietnamese
from accounts.models import User
from articles import body
from articles.models import Article
from newsroom import freezing, publishing, steps, writing
from newsroom.door_audit import strangers
from newsroom.models import Status, Story
from tests.articles.body.test_clean import CANONICAL
from tests.factories import make_author, make_photo, make_story, make_tag
from tests.newsroom.conftest import edit
from tests.newsroom.desk import change_url, client_of, story_data

DASHES = "<p>Việt Nam - Lào, 20 - 25 đại biểu.</p>"


@pytest.fixture
def new_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on a spaced hyphen becomes a dash, in bodies and in lines."""
    clean, clean_line = body.clean, vietnamese.clean_line
    monkeypatch.setattr(body, "clean", lambda html: clean(html).replace(" - ", " – "))
    monkeypatch.setattr(vietnamese, "clean_line", lambda text: clean_line(text).replace(" - ", " – "))


@pytest.fixture
def old(reporter: User, editor: User, now: datetime) -> Story:
    """A story approved under yesterday's rules."""
    story = make_story(by=reporter, now=now, title="Hữu nghị Việt Nam - Lào", body=DASHES)
    steps.take(story, to="submitted", by=reporter, now=now)
    steps.take(story, to="approved", by=editor, now=now)
    return story


def _save_with_one_tag_more(story: Story, *, by: User) -> None:
    tag = make_tag()
    answer = client_of(by).post(change_url(story), story_data(story, tags=[str(tag.pk)]))
    if answer.status_code == 409:  # what changes for readers is asked first
        answer = client_of(by).post(change_url(story), answer.context["again"] | {"_sure": answer.context["sure"]})
    assert answer.status_code == 302
    story.refresh_from_db()
    assert list(story.tags.all()) == [tag]


def test_an_approved_story_stays_approved(old: Story, editor: User, request: Any) -> None:
    version = old.approved_version
    request.getfixturevalue("new_rule")
    _save_with_one_tag_more(old, by=editor)
    assert (old.status, old.approved_version, old.current_version) == (Status.APPROVED, version, version)
    assert (old.body, old.title) == (DASHES, "Hữu nghị Việt Nam - Lào")
    assert old.versions.count() == 1


def test_a_scheduled_story_keeps_its_schedule(
    old: Story, managing_editor: User, now: datetime, clock: datetime, request: Any
) -> None:
    Story.objects.filter(pk=old.pk).update(go_live_at=now + timedelta(hours=5))
    steps.take(old, to="scheduled", by=managing_editor, now=now)
    request.getfixturevalue("new_rule")
    _save_with_one_tag_more(old, by=managing_editor)
    assert old.status == Status.SCHEDULED
    assert Article.objects.get(pk=old.pk).published_at == now + timedelta(hours=5)


def test_readers_of_a_live_story_keep_their_text(
    old: Story, managing_editor: User, now: datetime, request: Any
) -> None:
    publishing.publish(old, by=managing_editor, now=now)
    old.refresh_from_db()
    request.getfixturevalue("new_rule")
    _save_with_one_tag_more(old, by=managing_editor)
    assert old.status == Status.PUBLISHED
    article = Article.objects.get(pk=old.pk)
    assert (article.body, article.title, article.updated_at) == (DASHES, "Hữu nghị Việt Nam - Lào", None)
    assert list(article.tags.all()) == list(old.tags.all())
    assert list(strangers()) == []


def test_a_submitted_story_stays_submitted(reporter: User, editor: User, now: datetime, request: Any) -> None:
    story = make_story(by=reporter, now=now, body=DASHES)
    steps.take(story, to="submitted", by=reporter, now=now)
    request.getfixturevalue("new_rule")
    _save_with_one_tag_more(story, by=editor)
    assert (story.status, story.revision) == (Status.SUBMITTED, 1)


def test_a_typed_comma_still_makes_a_version(old: Story, editor: User, now: datetime, request: Any) -> None:
    request.getfixturevalue("new_rule")
    edit(old, by=editor, now=now, body="<p>Việt Nam - Lào, 20 - 25 đại biểu,.</p>")
    assert (old.status, old.revision) == (Status.IN_EDIT, 2)
    assert old.body == "<p>Việt Nam – Lào, 20 – 25 đại biểu,.</p>"


def test_a_pen_name_that_changes_costs_no_approval(reporter: User, editor: User, now: datetime) -> None:
    author = make_author(name="Thu Hà")
    story = make_story(by=reporter, now=now, authors=(author,))
    steps.take(story, to="submitted", by=reporter, now=now)
    steps.take(story, to="approved", by=editor, now=now)
    author.name = "Trần Thu Hà"
    author.save()
    _save_with_one_tag_more(story, by=editor)
    assert story.status == Status.APPROVED
    assert story.approved_version.text.byline[0].name == "Thu Hà"


def test_a_picture_described_later_costs_no_approval_and_comes_to_a_draft(
    reporter: User, editor: User, now: datetime
) -> None:
    photo = make_photo(caption="")
    story = make_story(by=reporter, now=now, photo_id=photo.pk)
    steps.take(story, to="submitted", by=reporter, now=now)
    steps.take(story, to="approved", by=editor, now=now)
    photo.caption = "Bà Nguyễn Thị An phát biểu"
    photo.save()
    _save_with_one_tag_more(story, by=editor)
    assert (story.status, story.photo_caption) == (Status.APPROVED, "")
    steps.take(story, to="in_edit", by=editor, now=now)
    writing.keep_version(story, by=editor, now=now)
    assert (story.status, story.photo_caption) == (Status.IN_EDIT, "Bà Nguyễn Thị An phát biểu")


def test_correcting_a_credit_rewrites_nothing_else(
    reporter: User, editor: User, chief: User, now: datetime, request: Any
) -> None:
    photo = make_photo()
    html = f'{DASHES}<figure data-photo="{photo.pk}"><figcaption>Cầu - đường</figcaption></figure>'
    story = make_story(by=reporter, now=now, body=html)
    steps.take(story, to="submitted", by=reporter, now=now)
    steps.take(story, to="approved", by=editor, now=now)
    publishing.publish(story, by=chief, now=now)
    before = Article.objects.get(pk=story.pk).body
    request.getfixturevalue("new_rule")
    publishing.correct_photo(photo, by=chief, now=now, alt="Cầu", credit="Mai & Lan")
    after = Article.objects.get(pk=story.pk).body
    assert 'data-credit="Mai &amp; Lan"' in after
    assert after == before.replace('data-credit="Thu Hà"', 'data-credit="Mai &amp; Lan"').replace(photo.alt, "Cầu")


OLD_LINKS = (
    '<p><a href="www.vufo.org.vn">VUFO</a>, <a href="tin.html">tin</a>, <a href="/quan-tri/photos/photo/3/">ảnh</a>, '
    '<a href="https://www.google.com/url?q=https%3A%2F%2Fvufo.org.vn" rel="noopener">trang</a>.</p>'
)


def test_links_of_before_cost_nobody_an_approval_and_readers_get_them_by_todays_rules(
    reporter: User, editor: User, chief: User, now: datetime, monkeypatch: pytest.MonkeyPatch, client: Any
) -> None:
    source = "https://www.google.com/url?q=https%3A%2F%2Fvov.vn"
    with monkeypatch.context() as before:
        before.setattr(freezing, "clean_columns", lambda columns: {"body": columns["body"]})
        before.setattr(freezing, "fill_in_columns", lambda columns, photo: columns)
        story = make_story(by=reporter, now=now, body=OLD_LINKS, source_url=source)
        steps.take(story, to="submitted", by=reporter, now=now)
        steps.take(story, to="approved", by=editor, now=now)
        publishing.publish(story, by=chief, now=now)
        story.refresh_from_db()
    version = story.approved_version
    _save_with_one_tag_more(story, by=chief)
    assert (story.status, story.approved_version, story.body) == (Status.PUBLISHED, version, OLD_LINKS)
    assert (story.source_url, list(strangers())) == (source, [])
    page = client.get(Article.objects.get(pk=story.pk).get_absolute_url()).text
    assert '<a href="https://www.vufo.org.vn" rel="noopener">VUFO</a>, tin, ảnh, <a href="https://vufo.org.vn"' in page
    assert "google.com" not in page
    edit(story, by=editor, now=now, title="Tít mới")
    assert (story.status, story.source_url) == (Status.IN_EDIT, "https://vov.vn")


@pytest.mark.parametrize("html", CANONICAL)
def test_a_body_without_the_picture_is_not_touched(html: str) -> None:
    assert body.correct_photo(html, photo=999, alt="x", credit="y") == html
