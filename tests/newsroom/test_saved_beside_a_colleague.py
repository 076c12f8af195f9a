"""A save takes what this colleague has changed, and nothing else: neither theirs is lost nor mine invented."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from articles.models import Article
from newsroom import publishing, steps
from newsroom.models import SectionHead, Story
from tests.factories import make_photo, make_section, make_story, make_tag, make_user
from tests.newsroom.desk import change_url, client_of, messages_of, story_data


def opened(story: Story, *, by: User) -> dict[str, Any]:
    """What the browser would send of the page as it is opened now."""
    story = Story.objects.get(pk=story.pk)
    form = client_of(by).get(change_url(story)).context["adminform"].form
    return story_data(story) | {name: form[name].value() for name in ("base_filing", "slug")}


@pytest.fixture
def in_edit(reporter: User, editor: User, now: datetime) -> Story:
    story = make_story(by=reporter, now=now)
    steps.take(story, to="submitted", by=reporter, now=now)
    steps.take(story, to="in_edit", by=editor, now=now)
    return story


def test_who_only_files_the_story_takes_the_text_that_a_colleague_saved(in_edit: Story, editor: User, chief) -> None:
    page, tag = opened(in_edit, by=chief), make_tag()
    client_of(editor).post(change_url(in_edit), page | {"lead": "Sa-pô mới của Quân."})
    answer = client_of(chief).post(change_url(in_edit), page | {"tags": [str(tag.pk)]}, follow=True)
    story = Story.objects.get(pk=in_edit.pk)
    assert story.lead == "Sa-pô mới của Quân."
    assert list(story.tags.all()) == [tag]
    assert not story.versions.filter(origin="refused").exists()
    assert "đồng nghiệp đã thay đổi bài này" in messages_of(answer)


def test_who_changes_the_text_as_well_is_refused(in_edit: Story, editor: User, chief: User) -> None:
    page = opened(in_edit, by=chief)
    client_of(editor).post(change_url(in_edit), page | {"lead": "Sa-pô mới của Quân."})
    answer = client_of(chief).post(change_url(in_edit), page | {"title": "Tít mới của Yến"})
    assert answer.status_code == 409
    assert Story.objects.get(pk=in_edit.pk).lead == "Sa-pô mới của Quân."


def test_an_untouched_page_writes_nothing_whatever_line_ends_the_browser_sends(reporter: User, now: datetime) -> None:
    story = make_story(by=reporter, now=now, lead="Dòng một.\nDòng hai.")
    page = opened(story, by=reporter) | {"lead": "Dòng một.\r\nDòng hai."}
    before = Story.objects.values().get(pk=story.pk)
    for _press in range(2):
        answer = client_of(reporter).post(change_url(story), page, follow=True)
        assert "đồng nghiệp" not in messages_of(answer)
    assert Story.objects.values().get(pk=story.pk) == before


def test_what_was_typed_is_saved_also_where_the_library_says_the_same(
    reporter: User, editor: User, managing_editor: User, chief: User, now: datetime
) -> None:
    photo = make_photo(caption="", alt="Hai người", credit="T.H")
    story = make_story(by=reporter, now=now, photo=photo)
    for to, by in (("submitted", reporter), ("approved", editor), ("published", managing_editor)):
        steps.take(story, to=to, by=by, now=now)
    photo.caption = "Chú thích thật"
    photo.save()
    page = opened(story, by=chief)
    client_of(chief).post(change_url(story), page | {"tags": [str(make_tag().pk)]})
    assert Story.objects.get(pk=story.pk).photo_caption == ""  # nobody typed it
    client_of(chief).post(change_url(story), opened(story, by=chief) | {"photo_caption": "Chú thích thật"})
    assert Story.objects.get(pk=story.pk).photo_caption == "Chú thích thật"
    assert story.versions.count() == 2


@pytest.mark.asks
@pytest.mark.usefixtures("clock")
def test_the_address_of_a_scheduled_story_is_nothing_that_was_typed(
    approved: Story, managing_editor: User, chief: User, now: datetime
) -> None:
    Story.objects.filter(pk=approved.pk).update(go_live_at=now + timedelta(days=1))
    publishing.publish(Story.objects.get(pk=approved.pk), by=managing_editor, now=now)
    page, tag = opened(approved, by=chief), make_tag()
    assert page["slug"] == ""
    client_of(chief).post(change_url(approved), page | {"tags": [str(tag.pk)]})
    story, article = Story.objects.get(pk=approved.pk), Article.objects.get(pk=approved.pk)
    assert (story.status, story.slug, story.revision) == ("scheduled", article.slug, 1)
    page = opened(approved, by=chief)
    steps.take(story, to="approved", by=managing_editor, now=now)
    answer = client_of(chief).post(change_url(approved), page | {"tags": [str(tag.pk), str(make_tag().pk)]})
    assert answer.status_code == 302
    assert Story.objects.get(pk=approved.pk).status == "approved"


@pytest.mark.parametrize("missing", [["seen"], ["base_revision"], ["base_filing"], ["seen", "base_filing"]])
def test_a_page_that_does_not_say_what_it_showed_writes_over_nobody(
    in_edit: Story, editor: User, chief: User, missing: list[str]
) -> None:
    page, theirs, mine = opened(in_edit, by=chief), make_tag(), make_tag()
    client_of(editor).post(change_url(in_edit), page | {"tags": [str(theirs.pk)], "title": "Tít của Quân"})
    sent = page | {"tags": [str(mine.pk)]}
    answer = client_of(chief).post(change_url(in_edit), {key: sent[key] for key in sent if key not in missing})
    assert answer.status_code == 409
    story = Story.objects.get(pk=in_edit.pk)
    assert (list(story.tags.all()), story.title) == ([theirs], "Tít của Quân")


def test_a_row_that_is_deleted_while_a_save_waits_for_it_is_not_there(roles, monkeypatch: pytest.MonkeyPatch) -> None:
    head = SectionHead.objects.create(user=make_user(role="section_head"), section=make_section())
    url = reverse("admin:newsroom_sectionhead_change", args=[head.pk])

    def gone_meanwhile(rows):
        SectionHead.objects.all().delete()
        return rows.all()

    monkeypatch.setattr("locking.admin.locked", gone_meanwhile)
    client = client_of(make_user(is_superuser=True, is_staff=True))
    answer = client.post(url, {"user": head.user_id, "section": head.section_id})
    assert answer.status_code == 404
