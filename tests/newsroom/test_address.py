"""A story's address: of the approved title until readers have it, fixed then, and moved by an act of its own."""

import importlib
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse

from articles.models import Article
from newsroom import publishing, writing
from newsroom.models import AuditEntry, Status, Story
from newsroom.workflow import move
from tests.factories import make_author, make_section, make_story
from tests.newsroom.conftest import edit
from tests.newsroom.desk import change_url, client_of, story_data

HOUR = timedelta(hours=1)


def save(story: Story, user, **changed):
    story.refresh_from_db()
    response = client_of(user).post(change_url(story), story_data(story, **changed))
    assert response.status_code == 302, response.context["errors"]
    story.refresh_from_db()


def approve(story: Story, *, by, now) -> None:
    story.refresh_from_db()
    if story.status == Status.DRAFT:
        move(story, to=Status.SUBMITTED, by=story.created_by, now=now)
    move(story, to=Status.APPROVED, by=by, now=now)


def test_a_new_title_of_a_live_story_leaves_its_address(client, published, editor, managing_editor, now, clock):
    address = Article.objects.get().get_absolute_url()
    save(published, editor, title="Tít khác hẳn, chưa ai duyệt", slug="dia-chi-go-tay")
    assert Article.objects.get().get_absolute_url() == address
    assert published.slug == Article.objects.get().slug
    assert client.get(address).status_code == 200
    approve(published, by=managing_editor, now=now)
    publishing.publish(published, by=managing_editor, now=now + HOUR)
    assert Article.objects.get().get_absolute_url() == address


def test_before_it_is_live_the_address_follows_the_approved_title(approved, editor, managing_editor, now):
    edit(approved, by=editor, now=now, title="Tít lúc duyệt")
    approve(approved, by=managing_editor, now=now)
    Story.objects.filter(pk=approved.pk).update(title="Tít của bản nháp")
    article = publishing.publish(approved, by=managing_editor, now=now)
    assert article.slug == "tit-luc-duyet"


def test_an_address_typed_by_hand_is_approved_with_the_text(approved, editor, managing_editor, now, clock):
    save(approved, editor, slug="go-tay")
    assert approved.status == Status.IN_EDIT  # what was approved had another address
    with pytest.raises(ValidationError):
        publishing.publish(approved, by=managing_editor, now=now)
    approve(approved, by=managing_editor, now=now)
    assert publishing.publish(approved, by=managing_editor, now=now).slug == "go-tay"


def test_a_draft_s_address_reaches_nobody_without_approval(approved, managing_editor, now):
    Story.objects.filter(pk=approved.pk).update(slug="chua-duyet")
    assert publishing.publish(approved, by=managing_editor, now=now).slug != "chua-duyet"


def test_a_tag_more_costs_no_approval(approved, editor, managing_editor, now, clock):
    save(approved, editor, slug="go-tay")
    approve(approved, by=managing_editor, now=now)
    save(approved, editor, tags=["+hữu nghị"])
    assert approved.status == Status.APPROVED
    approved.go_live_at = now + HOUR
    approved.save()
    publishing.publish(approved, by=managing_editor, now=now)
    save(approved, managing_editor, tags=["+đối ngoại"])
    assert approved.status == Status.SCHEDULED
    publishing.publish_due(now=now + 2 * HOUR)
    save(approved, editor, tags=["+nhân dân"])
    assert approved.status == Status.PUBLISHED
    assert approved.slug == Article.objects.get().slug == "go-tay"


def test_calling_a_schedule_off_frees_the_address_again(approved, editor, managing_editor, now):
    approved.go_live_at = now + HOUR
    approved.save()
    publishing.publish(approved, by=managing_editor, now=now)
    publishing.unschedule(approved, by=managing_editor, now=now)
    assert Story.objects.get(pk=approved.pk).slug == ""
    edit(approved, by=editor, now=now, title="Tít thứ hai", go_live_at=None)
    approve(approved, by=managing_editor, now=now)
    assert publishing.publish(approved, by=managing_editor, now=now).slug == "tit-thu-hai"


def test_an_older_text_brings_its_address_back_only_before_readers_have_it(approved, editor, managing_editor, now):
    first = approved.current_version
    edit(approved, by=editor, now=now, slug="go-tay")
    writing.restore(approved, version=first, by=editor, now=now)
    approved.refresh_from_db()
    assert approved.slug == ""
    approve(approved, by=managing_editor, now=now)
    article = publishing.publish(approved, by=managing_editor, now=now)
    version = approved.versions.get(slug="go-tay")
    writing.restore(approved, version=version, by=editor, now=now + HOUR)
    assert Story.objects.get(pk=approved.pk).slug == Article.objects.get().slug == article.slug


def test_an_address_is_changed_by_an_act_and_the_old_ones_lead_to_it(client, published, managing_editor, now, clock):
    old = Article.objects.get().get_absolute_url()
    publishing.readdress(published, slug="dia-chi-dung", by=managing_editor, now=now)
    publishing.readdress(published, slug="dia-chi-dung-hon", by=managing_editor, now=now)
    new = f"/dia-chi-dung-hon-{published.pk}.html"
    assert Article.objects.get().get_absolute_url() == new
    assert Story.objects.get(pk=published.pk).slug == "dia-chi-dung-hon"
    for address in (old, f"/dia-chi-dung-{published.pk}.html"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (301, new)
    assert client.get(new).status_code == 200
    assert new in client.get("/rss/").content.decode()
    entry = AuditEntry.objects.filter(act="readdress").first()
    assert (entry.actor, entry.detail) == (managing_editor, {"from": "dia-chi-dung", "to": "dia-chi-dung-hon"})


@pytest.mark.parametrize("slug", ["", " ", "có dấu", "a/b", "../x", "a b", "x" * 256, "a\x00b"])
def test_an_address_that_is_none_is_refused(published, managing_editor, now, slug):
    before = Article.objects.get().slug
    with pytest.raises(ValidationError):
        publishing.readdress(published, slug=slug, by=managing_editor, now=now)
    assert Article.objects.get().slug == before
    assert not AuditEntry.objects.filter(act="readdress").exists()


def test_who_may_not_publish_moves_no_address(published, editor, reporter, now, clock):
    for user in (editor, reporter):
        with pytest.raises(PermissionDenied):
            publishing.readdress(published, slug="khac", by=user, now=now)
        answer = client_of(user).post(reverse("admin:newsroom_story_address", args=[published.pk]), {"slug": "khac"})
        assert answer.status_code == 403


def test_only_a_live_story_is_readdressed(approved, managing_editor, now):
    with pytest.raises(ValidationError):
        publishing.readdress(approved, slug="khac", by=managing_editor, now=now)
    publishing.publish(approved, by=managing_editor, now=now)
    publishing.withdraw(approved, by=managing_editor, reason="Sai sự thật.", now=now)
    with pytest.raises(ValidationError):
        publishing.readdress(approved, slug="khac", by=managing_editor, now=now)


def test_the_desk_asks_before_it_changes_an_address(published, managing_editor, now, clock):
    client, page = client_of(managing_editor), reverse("admin:newsroom_story_address", args=[published.pk])
    before = Article.objects.get()
    assert page in client.get(change_url(published)).content.decode()
    asked = client.post(page, {"slug": "khac", "instead_of": before.slug})
    assert f"/khac-{published.pk}.html" in asked.content.decode()
    assert before.get_absolute_url() in asked.content.decode()
    assert Article.objects.get().slug == before.slug
    wrong = client.post(page, {"slug": "có dấu", "instead_of": before.slug, "sure": "1"})
    assert wrong.status_code == 422
    assert client.post(page, {"slug": "khac", "instead_of": before.slug, "sure": "1"}).status_code == 302
    assert Article.objects.get().slug == "khac"
    late = client.post(page, {"slug": "muon", "instead_of": before.slug, "sure": "1"})
    assert late.status_code == 422
    assert Article.objects.get().slug == "khac"


def test_the_end_in_lists_is_changed_by_whoever_may_publish(published, editor, managing_editor, now, clock):
    tomorrow = {"expires_at_0": "23/11/2026", "expires_at_1": "08:00"}
    save(published, editor, **tomorrow)
    assert Article.objects.get().expires_at is None
    save(published, managing_editor, **tomorrow)
    assert Article.objects.get().expires_at is not None
    assert AuditEntry.objects.filter(act="set_expiry", actor=managing_editor).exists()
    save(published, editor, tags=["+hữu nghị"], expires_at_0="", expires_at_1="")
    assert Article.objects.get().expires_at is not None


def test_filing_a_story_anew_brings_neither_its_address_nor_its_end(published, editor, now):
    article = Article.objects.get()
    published.section, published.slug, published.expires_at = make_section(), "khac", now + HOUR
    published.save()
    assert publishing.reclassify(published, by=editor, now=now)
    after = Article.objects.get()
    assert (after.section, after.slug, after.expires_at) == (published.section, article.slug, None)
    with pytest.raises(PermissionDenied):
        publishing.set_expiry(published, by=editor, now=now)


def test_what_no_reader_ever_had_is_not_gone(client, approved, managing_editor, now, monkeypatch):
    approved.go_live_at = now + HOUR
    approved.save()
    address = publishing.publish(approved, by=managing_editor, now=now).get_absolute_url()
    publishing.withdraw(approved, by=managing_editor, reason="Chờ xác minh.", now=now)
    assert Story.objects.get(pk=approved.pk).status == Status.WITHDRAWN
    for moment in (now, now + 2 * HOUR):
        monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: moment)
        assert client.get(address).status_code == 404
    move(approved, to=Status.IN_EDIT, by=managing_editor, now=now + 3 * HOUR)
    move(approved, to=Status.APPROVED, by=managing_editor, now=now + 3 * HOUR)
    Story.objects.filter(pk=approved.pk).update(go_live_at=None)
    assert publishing.publish(approved, by=managing_editor, now=now + 3 * HOUR).published_at == now + 3 * HOUR


def test_existing_stories_take_the_address_that_readers_have(approved, editor, reporter, managing_editor, now):
    publishing.publish(approved, by=managing_editor, now=now)
    Story.objects.filter(pk=approved.pk).update(slug="ban-nhap")
    waiting = make_story(by=reporter, now=now, slug="go-tay", authors=(make_author(),))
    waiting.versions.update(slug="")
    migration = importlib.import_module("newsroom.migrations.0008_address_of_the_approved_text")
    migration.settle(apps, SimpleNamespace(connection=connection))
    approved.refresh_from_db()
    assert approved.slug == Article.objects.get().slug != "ban-nhap"
    assert [version.slug for version in waiting.versions.all()] == ["go-tay"]
    approve(waiting, by=editor, now=now)
    assert publishing.publish(waiting, by=managing_editor, now=now).slug == "go-tay"
