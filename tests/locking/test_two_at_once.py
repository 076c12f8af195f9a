"""Two at one row at the same moment, on PostgreSQL: lists, bodies, pictures, devices, the pages' clock.

Stories have a file of their own: tests/newsroom/test_locks_of_stories.py.
"""

from binascii import unhexlify
from datetime import datetime, timedelta

import pytest
from django.contrib import admin
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken

from accounts import second_factor
from addresses.merging import MergeRefused
from articles import related
from articles.models import Article, FeaturedItem, RelatedStory
from newsroom import curation, publishing
from newsroom.models import AuditEntry, Status, Story
from newsroom.publishing.lists import launch_due
from newsroom.workflow import move
from organizations.loading.records import Loader
from organizations.merging import merge_bodies
from organizations.models import LoadedRecord, OfficeHolder, Organization, Person, StruckRow, Term
from organizations.striking import held_to_strike, strike
from pagecache import touch
from pagecache.changes import number_changes
from pagecache.models import Change, Clock
from photos import withdrawal
from photos.models import Photo
from tests.at_once import waits, while_held
from tests.factories import (
    make_article,
    make_event,
    make_list,
    make_organization,
    make_photo,
    make_section,
    make_story,
    make_tag,
    make_user,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("postgresql", "roles")]


@pytest.fixture
def lead():
    return make_list(key="home-lead", size=1)


def pin(article: Article) -> list[dict]:
    return [{"number": article.pk}]


def test_of_two_arrangements_at_once_the_second_is_told_of_the_first(lead, now: datetime) -> None:
    one, two = make_article(), make_article()
    hers, his = make_user(role="editor"), make_user(role="editor")
    _kept, refusal = while_held(
        lambda: curation.keep(lead, items=pin(one), base_revision=0, by=hers, now=now),
        lambda: curation.keep(lead, items=pin(two), base_revision=0, by=his, now=now),
    )
    assert isinstance(refusal, curation.NewerDraft)
    assert refusal.draft.items == curation.draft_of(lead).items == pin(one)


def test_a_launch_that_is_called_off_meanwhile_is_not_carried_out(lead, now: datetime) -> None:
    seen, unseen = make_article(), make_article()
    boss, editor = make_user(role="managing_editor"), make_user(role="editor")
    curation.keep(lead, items=pin(seen), base_revision=0, by=boss, now=now)
    curation.launch(lead, by=boss, now=now, at=now + timedelta(hours=1))
    later = now + timedelta(hours=2)
    _kept, count = while_held(
        lambda: curation.keep(lead, items=pin(unseen), base_revision=2, by=editor, now=later),
        lambda: launch_due(now=later),
    )
    assert count == 0
    assert not FeaturedItem.objects.exists()


def test_two_launches_and_one_taken_back_at_once_leave_one_arrangement(lead, now: datetime) -> None:
    one, two = make_article(), make_article()
    boss = make_user(role="managing_editor")
    publishing.launch(lead, items=pin(one), by=boss, now=now)
    while_held(
        lambda: publishing.launch(lead, items=pin(two), by=boss, now=now + timedelta(minutes=1)),
        lambda: publishing.undo_launch(lead, by=boss, now=now + timedelta(minutes=2)),
    )
    assert list(FeaturedItem.objects.values_list("number", flat=True)) == [one.pk]


def test_two_bodies_that_are_merged_into_each_other_at_once(now: datetime) -> None:
    one, other = make_organization(), make_organization()
    _kept, refusal = while_held(
        lambda: merge_bodies(keep=one, duplicate=other, now=now),
        lambda: merge_bodies(keep=other, duplicate=one, now=now),
    )
    assert isinstance(refusal, MergeRefused)
    assert list(Organization.objects.values_list("pk", flat=True)) == [one.pk]


def test_a_story_that_is_published_meanwhile_is_moved_by_a_merge(now: datetime) -> None:
    keep, duplicate = make_organization(), make_organization()
    reporter, editor, boss = (make_user(role=role) for role in ("reporter", "editor", "managing_editor"))
    story = make_story(by=reporter, now=now)
    story.organizations.add(duplicate)
    move(story, to=Status.SUBMITTED, by=reporter, now=now)
    move(story, to=Status.APPROVED, by=editor, now=now)
    while_held(
        lambda: publishing.publish(Story.objects.get(pk=story.pk), by=boss, now=now),
        lambda: merge_bodies(keep=keep, duplicate=duplicate, now=now),
    )
    assert list(Article.objects.get().organizations.all()) == [keep]
    assert list(Story.objects.get().organizations.all()) == [keep]


def test_a_fact_that_is_confirmed_by_two_is_confirmed_once(now: datetime) -> None:
    event = make_event(name="Gặp mặt đầu xuân", is_confirmed=False)
    desk = admin.site._registry[type(event)]

    def confirm() -> int:
        request = RequestFactory().post("/")
        request.user = boss
        return desk._set_confirmed(request, type(event).objects.filter(pk=event.pk), is_confirmed=True)

    boss = make_user(is_superuser=True, is_staff=True)
    assert while_held(confirm, confirm) == (1, 0)


def test_a_row_that_is_struck_by_two_is_kept_once(now: datetime) -> None:
    body, editor = make_organization(), make_user(role="editor")

    def wrong() -> StruckRow:
        return strike(body, reason="Không có thật.", by=editor, now=now)

    _kept, gone = while_held(wrong, wrong)
    assert isinstance(gone, Organization.DoesNotExist)
    assert StruckRow.objects.count() == 1


def test_nothing_comes_to_lead_to_a_row_that_is_being_struck(now: datetime) -> None:
    """It would lose what it says when the row goes: an office its term."""
    body, editor = make_organization(), make_user(role="editor")
    term = Term.objects.create(organization=body, from_year=2024, to_year=2029)
    person = Person.objects.create(name="Nguyễn Văn Nhiệm")

    def lead_to_it() -> OfficeHolder:
        return OfficeHolder.objects.create(organization=body, person=person, office="Chủ tịch", term=term)

    assert waits(lambda: held_to_strike(term), lead_to_it)
    OfficeHolder.objects.all().delete()
    _kept, refusal = while_held(lambda: strike(term, reason="Nhầm.", by=editor, now=now), lead_to_it)
    assert isinstance(refusal, IntegrityError)
    assert not OfficeHolder.objects.exists()


def test_a_picture_that_is_withdrawn_by_two_is_withdrawn_once(now: datetime) -> None:
    photo = make_photo()
    hers, his = make_user(role="photo_editor"), make_user(role="photo_editor")
    while_held(
        lambda: withdrawal.withdraw(photo, by=hers, reason="Sai người.", now=now),
        lambda: withdrawal.withdraw(photo, by=his, reason="Sai ngày.", now=now),
    )
    assert Photo.objects.get().withdrawn_reason == "Sai người."
    assert AuditEntry.objects.filter(act="withdraw_photo").count() == 1


def test_what_an_editor_corrects_meanwhile_a_loading_leaves_alone() -> None:
    body = make_organization(name="Liên hiệp")
    LoadedRecord.objects.create(key="vufo", model="Organization", object_id=body.pk, values={"name": "Liên hiệp"})

    def correct() -> None:
        body.name = "Liên hiệp các tổ chức hữu nghị Việt Nam"
        body.save()

    def load() -> int:
        with transaction.atomic():
            loader = Loader()
            loader.take("vufo", Organization, {"name": "Liên hiệp Việt Nam"})
        return len(loader.report.differences)

    _saved, differences = while_held(correct, load)
    assert differences == 1
    assert Organization.objects.get().name == "Liên hiệp các tổ chức hữu nghị Việt Nam"


def test_a_code_opens_once_also_when_it_is_sent_twice_at_once() -> None:
    user, key = make_user(role="managing_editor"), second_factor.new_key()
    assert second_factor.enrol(user, key=key, code=f"{totp(unhexlify(key)):06}")
    paper = second_factor.make_backup_codes(user)[0]
    first, second = while_held(lambda: second_factor.verify(user, paper), lambda: second_factor.verify(user, paper))
    assert first.device
    assert second.device is None
    following = f"{totp(unhexlify(key), t0=-30):06}"  # the app's own clock is a step ahead
    first, second = while_held(
        lambda: second_factor.verify(user, following), lambda: second_factor.verify(user, following)
    )
    assert first.device
    assert second.device is None


def test_of_codes_that_are_made_twice_at_once_ten_are_good() -> None:
    user = make_user(role="managing_editor")
    while_held(lambda: second_factor.make_backup_codes(user), lambda: second_factor.make_backup_codes(user))
    assert StaticToken.objects.filter(device__user=user).count() == 10


def test_changes_that_are_numbered_by_two_at_once_get_numbers_of_their_own() -> None:
    touch({"story:1"})
    Change.objects.update(number=None)  # whose process died right after the commit
    while_held(number_changes, lambda: touch({"story:2"}))
    numbers = list(Change.objects.order_by("number").values_list("number", flat=True))
    assert len(set(numbers)) == 2
    assert None not in numbers
    assert Clock.objects.get().number == max(numbers)


def test_a_story_that_is_withdrawn_meanwhile_gets_no_related_ones(now: datetime) -> None:
    section, tag = make_section(), make_tag()
    stories = [make_article(section=section, tags=[tag], published_at=now - timedelta(days=day)) for day in (1, 2, 3)]
    number = stories[0].pk
    assert related.refresh(number, at=now)
    RelatedStory.objects.all().delete()

    def withdraw() -> None:
        Article.objects.filter(pk=number).update(withdrawn_at=now, title="", lead="", body="")

    _done, wanted = while_held(withdraw, lambda: related.refresh(number, at=now))
    assert wanted == []
    assert not RelatedStory.objects.filter(article=number).exists()
