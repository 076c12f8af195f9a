"""Through the door: what readers get, when, and what never reaches them."""

import importlib
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from articles.models import Article, Correction
from newsroom import publishing
from newsroom.door_audit import strangers
from newsroom.models import AuditEntry, Status, Story
from newsroom.publishing.lists import launch_due
from newsroom.workflow import move
from tests.factories import make_article, make_photo, make_section, make_story
from tests.newsroom.conftest import edit
from tests.pages.reading import json_ld, meta


def test_publishing_puts_the_approved_version_into_the_magazine(approved, managing_editor, now):
    article = publishing.publish(approved, by=managing_editor, now=now)
    assert article.pk == approved.pk >= 1_000_000
    assert article.title == approved.title
    assert article.published_at == now
    assert article.version_hash == approved.approved_version.content_hash
    assert article.is_live(at=now)
    approved.refresh_from_db()
    assert approved.status == Status.PUBLISHED
    assert list(strangers()) == []


def test_an_editor_may_not_publish(approved, editor, now):
    with pytest.raises(PermissionDenied):
        publishing.publish(approved, by=editor, now=now)
    assert not Article.objects.exists()


def test_an_unapproved_text_is_refused(reporter, managing_editor, now):
    story = make_story(by=reporter, now=now)
    with pytest.raises(ValidationError):
        publishing.publish(story, by=managing_editor, now=now)
    assert not Article.objects.exists()


def test_readers_keep_the_approved_text_while_the_desk_edits(published, editor, managing_editor, now):
    before = Article.objects.get()
    edit(published, by=editor, now=now + timedelta(hours=1), body="<p>Chữ mới chưa duyệt.</p>")
    assert Article.objects.get().body == before.body
    move(published, to=Status.APPROVED, by=managing_editor, now=now + timedelta(hours=1))
    publishing.publish(published, by=managing_editor, now=now + timedelta(hours=2))
    after = Article.objects.get()
    assert after.body == "<p>Chữ mới chưa duyệt.</p>"
    assert after.published_at == now
    assert after.updated_at == now + timedelta(hours=2)
    assert list(strangers()) == []


def test_a_quiet_replacement_does_not_say_updated(published, editor, managing_editor, now):
    edit(published, by=editor, now=now, body="<p>Sửa lỗi chính tả.</p>")
    move(published, to=Status.APPROVED, by=managing_editor, now=now)
    article = publishing.publish(published, by=managing_editor, now=now + timedelta(hours=1), tell_readers=False)
    assert article.updated_at is None


def test_a_scheduled_story_goes_live_by_itself(approved, managing_editor, now):
    approved.go_live_at = now + timedelta(hours=3)
    approved.save()
    article = publishing.publish(approved, by=managing_editor, now=now)
    approved.refresh_from_db()
    assert approved.status == Status.SCHEDULED
    assert not article.is_live(at=now + timedelta(hours=2, minutes=59))
    assert article.is_live(at=now + timedelta(hours=3))
    assert publishing.publish_due(now=now + timedelta(hours=2)) == []
    assert publishing.publish_due(now=now + timedelta(hours=4)) == [approved.pk]
    assert publishing.publish_due(now=now + timedelta(hours=4)) == []
    approved.refresh_from_db()
    assert approved.status == Status.PUBLISHED
    assert Article.objects.get().published_at == now + timedelta(hours=3)


def test_a_scheduled_replacement_waits_for_its_time(published, editor, managing_editor, now):
    edit(published, by=editor, now=now, title="Tít mới cho ngày mai", go_live_at=now + timedelta(days=1))
    move(published, to=Status.APPROVED, by=managing_editor, now=now)
    assert publishing.publish(published, by=managing_editor, now=now) is None
    assert Article.objects.get().title != "Tít mới cho ngày mai"
    publishing.publish_due(now=now + timedelta(days=1))
    assert Article.objects.get().title == "Tít mới cho ngày mai"
    assert list(strangers()) == []


def test_unscheduling_takes_the_story_out_again(approved, managing_editor, now):
    approved.go_live_at = now + timedelta(hours=3)
    approved.save()
    publishing.publish(approved, by=managing_editor, now=now)
    publishing.unschedule(approved, by=managing_editor, now=now)
    approved.refresh_from_db()
    assert approved.status == Status.APPROVED
    assert not Article.objects.exists()


def test_the_embargo_is_a_hard_gate(approved, chief, now):
    approved.embargo_until = now + timedelta(hours=1)
    approved.save()
    with pytest.raises(ValidationError) as refused:
        publishing.publish(approved, by=chief, now=now)
    assert refused.value.code == "embargo"
    assert not Article.objects.exists()


def test_the_database_itself_holds_the_embargo(published, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=published.pk).update(embargo_until=now + timedelta(hours=1))


def test_withdrawing_blanks_the_public_text(published, managing_editor, now):
    publishing.withdraw(published, by=managing_editor, reason="Sai sự thật.", now=now + timedelta(hours=1))
    article = Article.objects.get()
    assert not article.is_live(at=now + timedelta(hours=1))
    assert (article.title, article.lead, article.body) == ("", "", "")
    published.refresh_from_db()
    assert published.status == Status.WITHDRAWN
    assert published.title
    with pytest.raises(ValidationError):
        publishing.withdraw(published, by=managing_editor, reason="Lần nữa.", now=now + timedelta(hours=2))


def test_a_withdrawn_story_can_come_back_after_a_new_approval(published, editor, managing_editor, now):
    publishing.withdraw(published, by=managing_editor, reason="Chờ xác minh.", now=now)
    move(published, to=Status.IN_EDIT, by=editor, now=now)
    move(published, to=Status.APPROVED, by=editor, now=now)
    article = publishing.publish(published, by=managing_editor, now=now + timedelta(hours=1))
    assert article.is_live(at=now + timedelta(hours=1))
    assert article.published_at == now
    assert list(strangers()) == []


def test_a_picture_without_credit_blocks_approving_and_says_so(reporter, editor, now):
    story = make_story(by=reporter, now=now, photo=make_photo(credit="", agency=""))
    move(story, to=Status.SUBMITTED, by=reporter, now=now)
    with pytest.raises(ValidationError) as refused:
        move(story, to=Status.APPROVED, by=editor, now=now)
    assert len(refused.value.messages) == 1
    assert Story.objects.get().status == Status.SUBMITTED


def test_a_picture_that_was_withdrawn_since_blocks_publishing(reporter, editor, managing_editor, now):
    photo = make_photo()
    story = make_story(by=reporter, now=now, photo=photo)
    move(story, to=Status.SUBMITTED, by=reporter, now=now)
    move(story, to=Status.APPROVED, by=editor, now=now)
    type(photo).objects.filter(pk=photo.pk).update(withdrawn_at=now, withdrawn_reason="Bản quyền")
    with pytest.raises(ValidationError) as refused:
        publishing.publish(story, by=managing_editor, now=now)
    assert len(refused.value.messages) == 1


def test_filing_anew_needs_no_new_approval(published, editor, now):
    other = make_section(name="Biển đảo")
    published.section = other
    published.save()
    assert publishing.reclassify(published, by=editor, now=now) is True
    assert Article.objects.get().section == other
    assert publishing.reclassify(published, by=editor, now=now) is False
    assert list(strangers()) == []


def test_a_correction_is_public_and_audited(published, managing_editor, editor, now):
    with pytest.raises(PermissionDenied):
        publishing.correct(published, text="Sai tên.", by=editor, now=now)
    note = publishing.correct(published, text=" Bản trước viết sai tên đại biểu. ", by=managing_editor, now=now)
    assert note.text == "Bản trước viết sai tên đại biểu."
    assert AuditEntry.objects.filter(act="correct", story=published.pk).exists()


def test_readers_and_machines_are_told_of_a_correction_as_of_an_update(published, managing_editor, now, client):
    later = now + timedelta(hours=3, microseconds=5)
    publishing.correct(published, text="Bản trước viết sai tên.", by=managing_editor, now=later)
    article = Article.objects.get(pk=published.pk)
    assert (article.updated_at, article.changed_at) == (later, later)
    publishing.correct(published, text="Bản trước viết sai tên.", by=managing_editor, now=later + timedelta(hours=1))
    assert Article.objects.get(pk=published.pk).updated_at == later, "the button was pressed twice"
    told = "2026-11-22T12:30:00+07:00"
    page = client.get(article.get_absolute_url())
    assert json_ld(page)["NewsArticle"]["dateModified"] == told
    assert meta(page, "article:modified_time") == told
    assert f"<lastmod>{told}</lastmod>" in client.get(f"/sitemap-bai-{article.pk // 10_000}.xml").text
    assert client.get("/rss/")["Last-Modified"] == "Sun, 22 Nov 2026 05:30:00 GMT"
    assert list(strangers()) == []


def test_stories_that_were_corrected_before_are_moved_too(db, now):
    articles = [make_article(), make_article(updated_at=now), make_article()]
    for each in articles[:2]:
        for hours in (0, 1):
            at = now - timedelta(days=1, hours=hours)
            Correction.objects.create(article=each, text=f"Sửa {hours}.", published_at=at)
    importlib.import_module("articles.migrations.0009_corrected_stories").move(apps, connection.schema_editor())
    found = Article.objects.order_by("pk").values_list("updated_at", flat=True)
    assert list(found) == [now - timedelta(days=1), now, None]


def test_a_corrected_credit_reaches_published_pages_and_the_desk(reporter, editor, managing_editor, chief, now):
    photo = make_photo(credit="Thu Ha")
    body = f'<p>Mở đầu.</p><figure data-photo="{photo.pk}"><figcaption>Chú thích riêng.</figcaption></figure>'
    story = make_story(by=reporter, now=now, photo=photo, body=body)
    move(story, to=Status.SUBMITTED, by=reporter, now=now)
    move(story, to=Status.APPROVED, by=editor, now=now)
    publishing.publish(story, by=managing_editor, now=now)
    edit(story, by=editor, now=now, title="Tít đang sửa ở tòa soạn")
    assert publishing.correct_photo(photo, by=chief, now=now, alt="Hai đại biểu", credit="Thu Hà") == [story.pk]
    article = Article.objects.get()
    assert article.photo_credit == "Thu Hà"
    assert 'data-credit="Thu Hà"' in article.body
    assert "Thu Ha" not in article.body
    story.refresh_from_db()
    assert story.title == "Tít đang sửa ở tòa soạn"
    assert story.photo_credit == "Thu Hà"
    assert story.status == Status.IN_EDIT
    assert list(strangers()) == []


def test_a_stranger_in_the_magazine_is_found(published):
    Article.objects.filter(pk=published.pk).update(title="Không ai duyệt câu này")
    assert [number for number, _what in strangers()] == [published.pk]


def test_nothing_is_due_when_nothing_is_scheduled(db, now):
    assert launch_due(now=now) == 0
