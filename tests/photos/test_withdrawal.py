"""A picture that may not be shown any more is gone at once; the library keeps it."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.utils import timezone

from outbox.models import Message
from outbox.worker import Loop
from photos.drawing import draw_all
from photos.editing import save_edited
from photos.models import Photo
from photos.outbox_handlers import clear, expire, render
from photos.renditions import rendition_url
from photos.withdrawal import bring_back, withdraw
from tests.factories import make_photo, make_user

pytestmark = pytest.mark.django_db


def rendition_files(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_withdrawing_takes_the_files_and_keeps_the_original(client, settings, now, django_capture_on_commit_callbacks):
    photo, other = make_photo(), make_photo()
    draw_all(photo)
    draw_all(other)
    others = {path for path in rendition_files(settings) if other.content_hash in path.name}
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(photo, by=make_user(), reason=" Tác giả yêu cầu ", now=now)
    assert set(rendition_files(settings)) == others
    assert Path(settings.ORIGINALS_ROOT, photo.image.name).exists()
    photo.refresh_from_db()
    assert (photo.withdrawn_at, photo.withdrawn_reason) == (now, "Tác giả yêu cầu")
    assert client.get(rendition_url(photo, 320)).status_code == 410


def test_nothing_is_taken_away_when_the_withdrawal_is_rolled_back(settings, now):
    photo = make_photo()
    draw_all(photo)
    before = len(rendition_files(settings))
    withdraw(photo, by=make_user(), reason="Hết quyền", now=now)  # this test's transaction never commits
    assert len(rendition_files(settings)) == before


@pytest.mark.parametrize("reason", ["", "   ", "\0\n"])
def test_a_reason_is_needed(reason, now):
    photo = make_photo()
    with pytest.raises(ValidationError):
        withdraw(photo, by=make_user(), reason=reason, now=now)
    photo.refresh_from_db()
    assert photo.withdrawn_at is None
    assert not Message.objects.exists()


def test_the_first_withdrawal_stands(now):
    photo, user = make_photo(), make_user()
    withdraw(photo, by=user, reason="Một", now=now)
    withdraw(photo, by=user, reason="Hai", now=now + timedelta(hours=1))
    assert (photo.withdrawn_at, photo.withdrawn_reason) == (now, "Một")
    assert LogEntry.objects.count() == 1


def test_both_acts_are_written_into_the_history(now):
    photo, user = make_photo(), make_user()
    withdraw(photo, by=user, reason="Tác giả yêu cầu", now=now)
    bring_back(photo, by=user)
    bring_back(photo, by=user)
    entries = LogEntry.objects.filter(object_id=photo.pk, user=user)
    assert entries.count() == 2
    assert all("Tác giả yêu cầu" in entry.get_change_message() for entry in entries)


def test_what_is_brought_back_can_be_seen_again(client, now):
    photo, user = make_photo(), make_user()
    withdraw(photo, by=user, reason="Nhầm", now=now)
    bring_back(photo, by=user)
    assert photo.withdrawn_at is None
    assert Message.objects.filter(kind="photos.render", payload={"photo": photo.pk}).exists()
    assert client.get(rendition_url(photo, 320)).status_code == 200


def test_the_worker_repeats_the_removal_but_not_after_a_return(settings, now):
    photo, user = make_photo(), make_user()
    draw_all(photo)
    withdraw(photo, by=user, reason="Hết quyền", now=now)
    clear({"photo": photo.pk})
    clear({"photo": photo.pk})
    assert not rendition_files(settings)
    bring_back(photo, by=user)
    draw_all(photo)
    clear({"photo": photo.pk})
    assert rendition_files(settings)


def test_the_worker_draws_what_may_be_shown(settings, now):
    shown, gone = make_photo(), make_photo(withdrawn_at=now, withdrawn_reason="x")
    for number in (shown.pk, gone.pk, 10**9):
        render({"photo": number})
    assert {path.name.split("-")[0] for path in rendition_files(settings)} == {shown.content_hash}


def test_the_end_of_a_licence_takes_the_files(settings):
    today = timezone.localdate()
    photo, lasting = make_photo(rights_expire_on=today), make_photo(rights_expire_on=today)
    draw_all(photo)
    draw_all(lasting)
    Photo.objects.filter(pk=photo.pk).update(rights_expire_on=today - timedelta(days=2))
    expire()
    Loop().run_once()
    assert {path.name.split("-")[0] for path in rendition_files(settings)} == {lasting.content_hash}


def test_moving_the_focal_point_replaces_the_crops_only(settings, django_capture_on_commit_callbacks):
    photo = make_photo()
    draw_all(photo)
    before = Photo.objects.get(pk=photo.pk)
    photo.focal_x = 0.1
    with django_capture_on_commit_callbacks(execute=True):
        save_edited(photo, before=before, today=timezone.localdate())
    names = {path.name for path in rendition_files(settings)}
    assert not any("050050" in name for name in names)
    assert any(name.endswith("-640.webp") for name in names)
    assert Message.objects.get().kind == "photos.render"
    render({"photo": photo.pk})
    assert any("1x1-010050" in path.name for path in rendition_files(settings))


def test_new_words_leave_the_files_alone(settings, django_capture_on_commit_callbacks):
    photo = make_photo()
    draw_all(photo)
    files = rendition_files(settings)
    before = Photo.objects.get(pk=photo.pk)
    photo.caption = "Mới"
    with django_capture_on_commit_callbacks(execute=True):
        save_edited(photo, before=before, today=timezone.localdate())
    assert rendition_files(settings) == files
    assert not Message.objects.exists()


def test_a_licence_shortened_at_the_desk_works_at_once(settings, django_capture_on_commit_callbacks):
    photo = make_photo()
    draw_all(photo)
    before = Photo.objects.get(pk=photo.pk)
    photo.rights_expire_on = timezone.localdate() - timedelta(days=1)
    with django_capture_on_commit_callbacks(execute=True):
        save_edited(photo, before=before, today=timezone.localdate())
    assert not rendition_files(settings)


@pytest.mark.parametrize("by_licence", [False, True])
def test_a_store_that_fails_right_after_the_commit_refuses_nothing_and_the_worker_takes_the_picture_away(
    settings, now, monkeypatch, django_capture_on_commit_callbacks, by_licence
):
    def fails(photo: Photo) -> None:
        raise OSError("the bucket does not answer")

    photo = make_photo()
    draw_all(photo)
    before = Photo.objects.get(pk=photo.pk)
    with monkeypatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr("photos.editing.remove_all", fails)
        patch.setattr("photos.withdrawal.remove_all", fails)
        if by_licence:
            photo.rights_expire_on = timezone.localdate() - timedelta(days=400)
            save_edited(photo, before=before, today=timezone.localdate())
        else:
            withdraw(photo, by=make_user(), reason="Hết quyền", now=now)
    assert rendition_files(settings)
    Loop().run_once()
    assert not rendition_files(settings)
