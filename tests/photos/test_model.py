"""What a picture of the library is, in Python and in the database alike."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from photos.models import OldPhotoAddress, Photo
from tests.factories import make_photo

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("fields", "usable"),
    [
        ({}, True),
        ({"rights_expire_on": DAY}, True),
        ({"rights_expire_on": DAY + timedelta(days=1)}, True),
        ({"rights_expire_on": DAY - timedelta(days=1)}, False),
        ({"withdrawn_reason": "Hết quyền"}, False),
        ({"withdrawn_reason": "Hết quyền", "rights_expire_on": DAY + timedelta(days=9)}, False),
    ],
)
def test_usable_means_the_same_to_the_row_and_to_the_query(fields, usable, now):
    photo = make_photo(**fields, withdrawn_at=now if "withdrawn_reason" in fields else None)
    assert photo.is_usable(DAY) is usable
    assert Photo.objects.usable(on=DAY).filter(pk=photo.pk).exists() is usable


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"focal_x": -0.01}, "photo_focal_x_inside"),
        ({"focal_y": 1.01}, "photo_focal_y_inside"),
        ({"withdrawn_reason": "không có ngày"}, "photo_withdrawn_with_a_reason"),
        ({"withdrawn_at": timezone.now()}, "photo_withdrawn_with_a_reason"),
    ],
)
def test_the_database_and_the_forms_refuse_alike(fields, constraint, english):
    photo = make_photo()
    message = next(each for each in Photo._meta.constraints if each.name == constraint).violation_error_message
    for name, value in fields.items():
        setattr(photo, name, value)
    with pytest.raises(ValidationError, match=str(message)[:30]):
        photo.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        photo.save()


@pytest.mark.parametrize("side", ["width", "height"])
def test_a_picture_has_a_size(side):
    photo = make_photo()
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.filter(pk=photo.pk).update(**{side: 0})


def test_a_content_is_in_the_library_once():
    photo = make_photo()
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.create(image=photo.image.name, content_hash=photo.content_hash, width=1, height=1)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("hữu nghị", True),
        ("huu nghi", True),
        ("NGHỊ  huu", True),
        ("viet-lao", True),
        ("thu hà", True),
        ("ttxvn", True),
        ("hữu nghị Cuba", False),
        ("", True),
        ("%", True),  # folds to nothing
        ("_", True),
        ("a\0b", False),
    ],
)
def test_words_are_found_without_accents_and_all_of_them(query, found):
    make_photo(caption="Giao lưu hữu nghị Việt – Lào", alt="Sân khấu", credit="Thu Hà", agency="TTXVN")
    assert Photo.objects.matching(query).exists() is found


def test_search_follows_every_edit():
    photo = make_photo(caption="Cũ")
    photo.caption = "Đồng Tháp"
    photo.save()
    assert Photo.objects.matching("dong thap").get() == photo
    assert not Photo.objects.matching("cu").exists()


def test_the_newest_stand_first_and_equals_in_a_fixed_order(now):
    older = make_photo(created_at=now - timedelta(days=1))
    first, second = make_photo(created_at=now), make_photo(created_at=now)
    assert list(Photo.objects.newest_first()) == [second, first, older]


def test_the_desks_adjectives(now):
    plain = make_photo()
    gone = make_photo(withdrawn_at=now, withdrawn_reason="x")
    ended = make_photo(rights_expire_on=DAY - timedelta(days=1))
    ending = make_photo(rights_expire_on=DAY + timedelta(days=30))
    lasting = make_photo(rights_expire_on=DAY + timedelta(days=31))
    mute = make_photo(alt="")
    nobodys = make_photo(credit="", kind="infographic")
    assert set(Photo.objects.withdrawn()) == {gone}
    assert set(Photo.objects.expired(on=DAY)) == {ended}
    assert set(Photo.objects.expiring(on=DAY)) == {ending}
    assert set(Photo.objects.incomplete()) == {mute, nobodys}
    assert {photo for photo in Photo.objects.all() if not photo.is_complete} == {mute, nobodys}
    assert set(Photo.objects.of_kind("infographic")) == {nobodys}
    assert {plain, lasting} < set(Photo.objects.of_kind(""))


def test_it_is_named_by_its_words():
    assert str(make_photo(caption="Chú thích")) == "Chú thích"
    assert str(make_photo(caption="", alt="Mô tả")) == "Mô tả"
    nameless = make_photo(caption="", alt="")
    assert str(nameless.pk) in str(nameless)
    assert len(str(make_photo(caption="dài " * 100))) <= 80


@pytest.mark.parametrize(
    ("credit", "agency", "line"),
    [("Thu Hà", "", "Thu Hà"), ("", "TTXVN", "TTXVN"), ("Thu Hà", "TTXVN", "Thu Hà/TTXVN"), ("", "", "")],
)
def test_the_credit_line(credit, agency, line):
    assert Photo(credit=credit, agency=agency).credit_line == line


def test_the_focus_is_css():
    assert Photo(focal_x=0.333, focal_y=1).focus == "33% 100%"


def test_an_old_address_leads_to_one_picture():
    OldPhotoAddress.objects.create(path="/stores/a.jpg", photo=make_photo())
    with pytest.raises(IntegrityError), transaction.atomic():
        OldPhotoAddress.objects.create(path="/stores/a.jpg", photo=make_photo())
