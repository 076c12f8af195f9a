"""Two colleagues at one story at the same moment, on PostgreSQL: whoever waits decides by what stands there then."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from articles.models import Article, Correction
from locking import locked_row
from newsroom import publishing, steps, writing
from newsroom.door_audit import strangers
from newsroom.models import Status, Story
from newsroom.workflow import move
from tests.at_once import waits, while_held
from tests.factories import make_photo, make_section, make_story, make_topic, make_user
from tests.newsroom.conftest import edit
from tests.newsroom.desk import ADD_URL, change_url, client_of, story_data

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("postgresql", "clock")]


def fresh(story: Story) -> Story:
    return Story.objects.get(pk=story.pk)


def test_of_two_saves_at_once_exactly_one_is_saved(reporter: User, editor: User, now: datetime) -> None:
    story = make_story(by=reporter, now=now)
    steps.take(story, to=Status.SUBMITTED, by=reporter, now=now)
    opened = fresh(story)
    hers, his = client_of(editor), client_of(make_user(role="editor"))
    first, second = while_held(
        lambda: hers.post(change_url(story), story_data(opened, title="Tít của chị")).status_code,
        lambda: his.post(change_url(story), story_data(opened, title="Tít của anh")).status_code,
    )
    assert (first, second) == (302, 409)
    assert fresh(story).title == "Tít của chị"
    assert story.versions.filter(origin="refused").get().text.title == "Tít của anh"


def test_a_step_waits_for_the_text_that_is_being_saved(reporter: User, editor: User, now: datetime) -> None:
    story = make_story(by=reporter, now=now)
    steps.take(story, to=Status.SUBMITTED, by=reporter, now=now)
    _first, second = while_held(
        lambda: edit(fresh(story), by=editor, now=now, title="Tít khác"),
        lambda: steps.take(fresh(story), to=Status.IN_EDIT, by=editor, now=now),
    )
    assert isinstance(second, ValidationError)  # in edit already: the save put it there


def test_a_withdrawal_is_not_undone_by_a_corrected_picture(
    reporter: User, editor: User, managing_editor: User, now: datetime
) -> None:
    photo = make_photo(credit="Thu Ha")
    story = make_story(by=reporter, now=now, photo=photo)
    move(story, to=Status.SUBMITTED, by=reporter, now=now)
    move(story, to=Status.APPROVED, by=editor, now=now)
    publishing.publish(story, by=managing_editor, now=now)
    photo_editor = make_user(role="photo_editor")
    _done, changed = while_held(
        lambda: publishing.withdraw(fresh(story), by=managing_editor, reason="Sai", now=now),
        lambda: publishing.correct_photo(photo, by=photo_editor, now=now, alt="Hai người", credit="Thu Hà"),
    )
    article = Article.objects.get(pk=story.pk)
    assert changed == []
    assert article.withdrawn_at is not None
    assert (article.title, article.body) == ("", "")
    assert list(strangers()) == []


def test_what_is_withdrawn_meanwhile_is_neither_filed_nor_corrected_nor_published_again(
    published: Story, editor: User, managing_editor: User, now: datetime
) -> None:
    Story.objects.filter(pk=published.pk).update(section=make_section())
    for act in (
        lambda: publishing.reclassify(fresh(published), by=managing_editor, now=now),
        lambda: publishing.correct(fresh(published), text="Sai tên.", by=managing_editor, now=now),
    ):
        Story.objects.filter(pk=published.pk).update(status=Status.PUBLISHED)
        Article.objects.filter(pk=published.pk).update(withdrawn_at=None)
        _done, outcome = while_held(
            lambda: publishing.withdraw(fresh(published), by=managing_editor, reason="Sai", now=now), act
        )
        assert outcome is False or isinstance(outcome, ValidationError)
    assert not Correction.objects.exists()
    assert Article.objects.get(pk=published.pk).withdrawn_at is not None


def test_what_is_edited_meanwhile_is_not_published(approved: Story, editor: User, managing_editor, now) -> None:
    _first, second = while_held(
        lambda: edit(fresh(approved), by=editor, now=now, title="Chưa ai duyệt"),
        lambda: publishing.publish(fresh(approved), by=managing_editor, now=now),
    )
    assert isinstance(second, ValidationError)
    assert not Article.objects.exists()


def test_a_schedule_that_is_moved_meanwhile_is_not_carried_out(approved: Story, managing_editor: User, now) -> None:
    Story.objects.filter(pk=approved.pk).update(go_live_at=now + timedelta(hours=1))
    publishing.publish(fresh(approved), by=managing_editor, now=now)
    due = now + timedelta(hours=2)

    def move_it() -> None:
        publishing.unschedule(fresh(approved), by=managing_editor, now=now)
        Story.objects.filter(pk=approved.pk).update(go_live_at=now + timedelta(days=1))
        publishing.publish(fresh(approved), by=managing_editor, now=now)

    _first, done = while_held(move_it, lambda: publishing.publish_due(now=due))
    assert done == []
    assert fresh(approved).status == Status.SCHEDULED


def test_two_who_unschedule_or_withdraw_at_once(approved: Story, managing_editor: User, chief: User, now) -> None:
    Story.objects.filter(pk=approved.pk).update(go_live_at=now + timedelta(hours=1))
    publishing.publish(fresh(approved), by=managing_editor, now=now)
    _first, second = while_held(
        lambda: publishing.unschedule(fresh(approved), by=managing_editor, now=now),
        lambda: publishing.unschedule(fresh(approved), by=chief, now=now),
    )
    assert isinstance(second, ValidationError)
    assert fresh(approved).status == Status.APPROVED


def test_rights_are_those_of_the_status_that_is_reached_meanwhile(reporter: User, now: datetime) -> None:
    story = make_story(by=reporter, now=now)
    older = story.current_version
    edit(story, by=reporter, now=now, title="Bản hai")
    _first, second = while_held(
        lambda: steps.take(fresh(story), to=Status.SUBMITTED, by=reporter, now=now),
        lambda: writing.restore(fresh(story), version=older, by=reporter, now=now),
    )
    assert isinstance(second, ValidationError | PermissionDenied)
    assert fresh(story).title == "Bản hai"


def test_a_moved_section_takes_a_step_out_of_a_section_heads_hands(reporter: User, now: datetime) -> None:
    section, other = make_section(), make_section()
    head = make_user(role="section_head")
    head.headed_sections.create(section=section)
    story = make_story(by=reporter, now=now, section=section)
    move(story, to=Status.SUBMITTED, by=reporter, now=now)
    _first, second = while_held(
        lambda: Story.objects.filter(pk=story.pk).update(section=other),
        lambda: move(fresh(story), to=Status.APPROVED, by=head, now=now),
    )
    assert isinstance(second, PermissionDenied)


def test_a_story_may_be_pointed_at_while_it_is_held(reporter: User, now: datetime) -> None:
    """A note, a version or a pick of another story does not wait for a long save."""
    story, photo = make_story(by=reporter, now=now), make_photo()
    assert not waits(
        lambda: (steps.take(fresh(story), to=Status.SUBMITTED, by=reporter, now=now), locked_row(photo)),
        lambda: make_story(by=reporter, now=now, photo=photo, section=story.section),
    )


def test_topics_and_texts_saved_at_once_are_both_there(reporter: User, editor: User, now: datetime) -> None:
    story, topic = make_story(by=reporter, now=now), make_topic()
    steps.take(story, to=Status.SUBMITTED, by=reporter, now=now)
    page = client_of(editor).get(change_url(story)).context["adminform"].form
    opened = story_data(fresh(story)) | {"base_filing": page["base_filing"].value()}
    hers, his = client_of(editor), client_of(make_user(role="editor"))
    while_held(
        lambda: hers.post(change_url(story), opened | {"topics": [topic.pk]}),
        lambda: his.post(change_url(story), opened | {"tags": ["+Kiều bào"]}),
    )
    assert list(fresh(story).topics.all()) == [topic]
    assert [tag.name for tag in fresh(story).tags.all()] == ["Kiều bào"]


def test_of_two_new_addresses_at_once_the_second_looks_again(
    reporter: User, editor: User, managing_editor: User, now: datetime
) -> None:
    story = _live(reporter, editor, managing_editor, now=now)
    old = Article.objects.get().slug
    _done, refused = while_held(
        lambda: publishing.readdress(fresh(story), slug="mot", by=managing_editor, now=now, instead_of=old),
        lambda: publishing.readdress(fresh(story), slug="hai", by=managing_editor, now=now, instead_of=old),
    )
    assert isinstance(refused, ValidationError)
    assert Article.objects.get().slug == fresh(story).slug == "mot"


def test_an_expiry_does_not_bring_a_withdrawn_story_back(
    reporter: User, editor: User, managing_editor: User, now: datetime
) -> None:
    story = _live(reporter, editor, managing_editor, now=now)
    Story.objects.filter(pk=story.pk).update(expires_at=now + timedelta(days=1))
    _done, changed = while_held(
        lambda: publishing.withdraw(fresh(story), by=managing_editor, reason="Sai", now=now),
        lambda: publishing.set_expiry(fresh(story), by=managing_editor, now=now),
    )
    assert changed is False
    assert Article.objects.get().withdrawn_at is not None


def _live(reporter: User, editor: User, managing_editor: User, *, now: datetime) -> Story:
    story = make_story(by=reporter, now=now)
    move(story, to=Status.SUBMITTED, by=reporter, now=now)
    move(story, to=Status.APPROVED, by=editor, now=now)
    publishing.publish(story, by=managing_editor, now=now)
    return story


def test_a_new_form_that_is_sent_twice_at_once_makes_one_story(reporter: User) -> None:
    hers, again = client_of(reporter), client_of(reporter)
    data = story_data(section=make_section(), ticket="2f1f3f62-0b52-4a7c-9a55-6a8a3d9c1b70")
    first, second = while_held(
        lambda: hers.post(ADD_URL, data).headers.get("Location"),
        lambda: again.post(ADD_URL, data).headers.get("Location"),
    )
    assert first == second
    assert Story.objects.count() == 1
