"""Nothing a journalist wrote is lost."""

import pytest
from django.core.exceptions import ValidationError

from articles.content import Content
from newsroom import writing
from newsroom.models import StoryVersion
from tests.factories import make_author, make_photo, make_story
from tests.newsroom.conftest import edit


def test_every_changed_text_is_a_version_with_its_hash(reporter, now):
    story = make_story(by=reporter, now=now)
    edit(story, by=reporter, now=now, title="Tít thứ hai")
    first, second = story.versions.order_by("revision")
    assert (first.revision, second.revision) == (1, 2)
    assert second.text.title == "Tít thứ hai"
    assert second.content_hash == second.text.digest() != first.content_hash
    assert story.current_version == second


def test_content_survives_json(reporter, now):
    photo = make_photo()
    story = make_story(by=reporter, now=now, photo=photo, authors=(make_author(title_lines="Chủ tịch\nỦy viên"),))
    content = writing.content_of(story)
    assert Content.from_json(content.to_json()) == content
    assert content.pictures == ((photo.pk, photo.content_hash),)


def test_a_hostile_body_is_cleaned_whoever_saves_it(reporter, now):
    story = make_story(by=reporter, now=now, body='<p onclick="x()">Chữ</p><script>alert(1)</script>')
    story.refresh_from_db()
    assert story.body == "<p>Chữ</p>"


def test_the_library_captions_are_frozen_into_the_version(reporter, now):
    photo = make_photo(caption="Toàn cảnh hội nghị", alt="Hội trường", credit="Thu Hà", agency="TTXVN")
    story = make_story(by=reporter, now=now, photo=photo)
    photo.caption = "Đổi sau"
    photo.save()
    text = story.versions.get().text
    assert (text.photo_caption, text.photo_alt, text.photo_credit) == (
        "Toàn cảnh hội nghị",
        "Hội trường",
        "Thu Hà/TTXVN",
    )


def test_a_save_over_a_newer_version_is_refused_and_kept(reporter, editor, now):
    story = make_story(by=reporter, now=now)
    edit(story, by=editor, now=now, title="Tít của biên tập")
    with pytest.raises(writing.NewerVersion) as refused:
        writing.refuse_stale(story, base_revision=1)
    assert refused.value.newer.text.title == "Tít của biên tập"
    mine = writing.content_of(story)
    kept = writing.keep_aside(story, content=mine, by=reporter, now=now)
    assert kept.origin == StoryVersion.Origin.REFUSED
    assert story.current_version.text.title == "Tít của biên tập"


def test_restoring_brings_the_text_back_as_a_new_version(reporter, now):
    author = make_author()
    story = make_story(by=reporter, now=now, title="Tít đầu", authors=(author,))
    story.contributions.all().delete()
    edit(story, by=reporter, now=now, title="Tít sau")
    version = writing.restore(story, version=story.versions.get(revision=1), by=reporter, now=now)
    story.refresh_from_db()
    assert story.title == "Tít đầu"
    assert version.revision == 3
    assert version.origin == StoryVersion.Origin.RESTORED
    assert [line.author for line in story.contributions.all()] == [author]


def test_a_version_of_another_story_is_refused(reporter, now):
    story, other = make_story(by=reporter, now=now), make_story(by=reporter, now=now)
    with pytest.raises(ValidationError):
        writing.restore(story, version=other.versions.get(), by=reporter, now=now)
