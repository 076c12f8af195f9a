"""What the story editor asks of the library: choosing, uploading and describing, as JSON."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from photos.desk_views import PER_PAGE
from photos.models import Photo
from photos.renditions import rendition_url
from tests.factories import make_photo, make_user
from tests.photos import pictures
from tests.photos.conftest import BRING, EDIT, LOOK

pytestmark = pytest.mark.django_db
PICKER, UPLOAD = "/quan-tri/photos/photo/picker/", "/quan-tri/photos/photo/upload/"


def picture(name: str = "ảnh.jpg", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pictures.as_bytes(pictures.scene()) if data is None else data)


def describe_url(number: int) -> str:
    return reverse("admin:photos_describe", args=[number])


def test_the_addresses_have_their_names():
    assert (reverse("admin:photos_picker"), reverse("admin:photos_upload")) == (PICKER, UPLOAD)


# ── Choosing ──────────────────────────────────────────────────────────────────────────────────────────────
def test_a_picture_comes_with_what_the_editor_needs(signed_in):
    photo = make_photo(caption="Lễ ký", alt="Hai người", credit="Thu Hà", agency="TTXVN")
    [found] = signed_in(LOOK).get(PICKER).json()["photos"]
    assert found == {
        "id": photo.pk,
        "thumb": rendition_url(photo, 480),
        "width": 1200,
        "height": 800,
        "kind": "photo",
        "caption": "Lễ ký",
        "alt": "Hai người",
        "credit": "Thu Hà",
        "agency": "TTXVN",
        "credit_line": "Thu Hà/TTXVN",
        "focus": "50% 50%",
        "usable": True,
        "warnings": [],
        "edit": reverse("admin:photos_photo_change", args=[photo.pk]),
    }


def test_the_newest_first_a_page_at_a_time(signed_in, now):
    photos = [make_photo(created_at=now + timedelta(minutes=minute)) for minute in range(PER_PAGE + 2)]
    client = signed_in(LOOK)
    first, second = client.get(PICKER).json(), client.get(PICKER, {"page": 2}).json()
    shown = [photo["id"] for photo in first["photos"] + second["photos"]]
    assert shown == [photo.pk for photo in reversed(photos)]
    assert (first["has_next"], second["has_next"]) == (True, False)


def test_the_number_of_queries_does_not_grow(signed_in, django_assert_num_queries):
    client = signed_in(LOOK)
    make_photo()
    client.get(PICKER)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        client.get(PICKER)
    for _ in range(10):
        make_photo()
    with django_assert_num_queries(len(one)):
        client.get(PICKER)


def test_words_and_kind_narrow_the_choice(signed_in):
    wanted = make_photo(caption="Đồng bào Khmer đón Tết")
    make_photo(caption="Khác")
    drawing = make_photo(caption="Đồng hồ", kind="drawing")
    client = signed_in(LOOK)

    def ids(**query) -> list[int]:
        return [photo["id"] for photo in client.get(PICKER, query).json()["photos"]]

    assert ids(q="dong KHMER") == [wanted.pk]
    assert ids(q="đồng", kind="drawing") == [drawing.pk]
    assert ids(kind="không có") == []


def test_what_may_not_be_shown_is_not_offered(signed_in, now):
    make_photo(withdrawn_at=now, withdrawn_reason="x")
    make_photo(rights_expire_on=timezone.localdate() - timedelta(days=1))
    assert signed_in(LOOK).get(PICKER).json()["photos"] == []


def test_pictures_of_a_text_are_found_by_number_usable_or_not(signed_in, now):
    shown, gone = make_photo(), make_photo(withdrawn_at=now, withdrawn_reason="Hết quyền")
    answer = signed_in(LOOK).get(PICKER, {"ids": f"{gone.pk},{shown.pk},999999,abc,,-1,{10**30}"}).json()
    assert [(photo["id"], photo["usable"]) for photo in answer["photos"]] == [(gone.pk, False), (shown.pk, True)]
    assert "Hết quyền" in answer["photos"][0]["warnings"][0]


@pytest.mark.parametrize(
    "query",
    [
        {"page": "1000000000"},
        {"page": "-1"},
        {"page": "x"},
        {"page": "9" * 400},
        {"page": "²"},
        {"q": "x" * 8000},
        {"q": "a\0b"},
        {"kind": "a\0"},
        {"ids": ""},
        {"ids": "\0"},
        {"ids": "1," * 5000},
    ],
)
def test_no_query_breaks_it(query, signed_in):
    response = signed_in(LOOK).get(PICKER, query)
    assert response.status_code == 200
    assert response.json()["photos"] == []


# ── Uploading ─────────────────────────────────────────────────────────────────────────────────────────────
def test_a_picture_is_taken_in_with_its_words(signed_in):
    client = signed_in(LOOK, BRING)
    response = client.post(
        UPLOAD, {"file": picture(), "caption": "Lễ ký", "credit": "Thu Hà", "rights": "own", "kind": "drawing"}
    )
    photo = Photo.objects.get()
    assert response.status_code == 201
    assert response.json()["id"] == photo.pk
    assert response.json()["is_new"] is True
    assert (photo.caption, photo.credit, photo.rights, photo.kind) == ("Lễ ký", "Thu Hà", "own", "drawing")
    assert photo.uploaded_by == client.user
    assert client.get(response.json()["thumb"]).status_code == 200


def test_a_known_picture_is_given_back_as_it_is(signed_in):
    client = signed_in(LOOK, BRING)
    data = pictures.as_bytes(pictures.scene())
    first = client.post(UPLOAD, {"file": picture(data=data), "caption": "Một"}).json()
    response = client.post(UPLOAD, {"file": picture(data=data), "caption": "Hai"})
    assert response.status_code == 200
    assert (response.json()["id"], response.json()["is_new"], response.json()["caption"]) == (first["id"], False, "Một")


def test_what_is_missing_is_said(signed_in):
    warnings = signed_in(LOOK, BRING).post(UPLOAD, {"file": picture()}).json()["warnings"]
    assert len(warnings) == 4  # rights, credit, alternative text, small


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 400),
        ({"file": "just text"}, 400),
        ({"file": ("a.jpg", b"")}, 422),
        ({"file": ("a.jpg", b"GIF89a not really")}, 422),
        ({"file": ("a.png", pictures.verifies_but_does_not_load())}, 422),
        ({"file": ("a.png", pictures.bomb())}, 422),
        ({"file": ("a.jpg", None), "rights": "stolen"}, 422),
        ({"file": ("a.jpg", None), "credit": "x" * 201}, 422),
        ({"file": ("a.jpg", None), "caption": "a\0b"}, 422),
    ],
)
def test_a_bad_upload_is_refused_in_words(fields, status, signed_in):
    sent = {name: picture(*value) if isinstance(value, tuple) else value for name, value in fields.items()}
    response = signed_in(LOOK, BRING).post(UPLOAD, sent)
    assert response.status_code == status
    assert response.json()["error"]
    assert not Photo.objects.exists()


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"cut off", "multipart/form-data; boundary=x"),
        (b"cut off", "multipart/form-data"),
        (
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nabc',
            "multipart/form-data; boundary=x",
        ),
        (b"{}", "application/json"),
        (b"", "application/x-www-form-urlencoded"),
    ],
)
def test_a_broken_request_is_refused_in_words(body, content_type, signed_in):
    response = signed_in(LOOK, BRING).generic("POST", UPLOAD, body, content_type=content_type)
    assert response.status_code in {400, 422}
    assert response.json()["error"]


def test_a_request_that_is_too_long_is_not_even_read(signed_in):
    response = signed_in(LOOK, BRING).post(UPLOAD, {"file": picture()}, CONTENT_LENGTH=str(10**9))
    assert response.status_code == 422
    assert "40" in response.json()["error"]


def test_a_full_disk_is_said(signed_in, monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("photos.storage.os.fsync", full)
    response = signed_in(LOOK, BRING).post(UPLOAD, {"file": picture()})
    assert response.status_code == 503  # it may be taken in a minute
    assert response.json()["error"]
    assert not Photo.objects.exists()


def test_another_site_cannot_upload(staff):
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff(LOOK, BRING))
    assert client.post(UPLOAD, {"file": picture()}).status_code == 403
    assert client.post(describe_url(make_photo().pk), {"caption": "x"}).status_code == 403
    assert Photo.objects.count() == 1
    client.get("/quan-tri/photos/photo/add/")
    token = client.cookies["csrftoken"].value
    response = client.post(UPLOAD, {"file": picture()}, headers={"X-CSRFToken": token})
    assert response.status_code == 201


# ── Describing ────────────────────────────────────────────────────────────────────────────────────────────
def test_only_the_fields_that_are_sent_change(signed_in):
    photo = make_photo(caption="Cũ", credit="Thu Hà", focal_x=0.2)
    response = signed_in(LOOK, EDIT).post(describe_url(photo.pk), {"caption": "  Mới\u200b  nữa "})
    photo.refresh_from_db()
    assert response.json()["caption"] == photo.caption == "Mới nữa"
    assert (photo.credit, photo.focal_x) == ("Thu Hà", 0.2)
    assert Photo.objects.matching("moi nua").get() == photo


def test_the_focal_point_moves(signed_in):
    photo = make_photo()
    response = signed_in(LOOK, EDIT).post(describe_url(photo.pk), {"focal_x": "0.1", "focal_y": "1"})
    assert response.json()["focus"] == "10% 100%"


def test_who_brought_a_picture_describes_it_without_being_a_photo_editor(signed_in):
    client = signed_in(LOOK, BRING)
    own, other = make_photo(uploaded_by=client.user), make_photo(uploaded_by=make_user())
    assert client.post(describe_url(own.pk), {"caption": "Của tôi"}).status_code == 200
    assert client.post(describe_url(other.pk), {"caption": "Không"}).status_code == 403
    assert json.loads(client.post(describe_url(own.pk), {}).content)["caption"] == "Của tôi"


@pytest.mark.parametrize(
    "fields",
    [
        {"focal_x": "1.5"},
        {"focal_x": "nan"},
        {"focal_y": "giữa"},
        {"focal_y": ""},
        {"credit": "x" * 201},
        {"caption": "a\0b"},
        {"kind": "poem"},
        {"taken_on": "31/02/2026"},
        {"rights_expire_on": "mai"},
    ],
)
def test_bad_values_are_refused_in_words_and_change_nothing(fields, signed_in):
    photo = make_photo()
    before = Photo.objects.filter(pk=photo.pk).values().get()
    response = signed_in(LOOK, EDIT).post(describe_url(photo.pk), {"alt": "Khác"} | fields)
    assert response.status_code == 422
    assert response.json()["error"]
    assert Photo.objects.filter(pk=photo.pk).values().get() == before


@pytest.mark.parametrize("number", [999_999, 2**63, 10**40])
def test_an_unknown_picture_is_404(number, signed_in):
    client = signed_in(LOOK, EDIT)
    for response in (
        client.post(describe_url(number), {"alt": "x"}),
        client.get(reverse("admin:photos_thumb", args=[number])),
    ):
        assert response.status_code == 404
        assert response.json()["error"]


# ── The desk's own view of what is withdrawn ──────────────────────────────────────────────────────────────
def test_the_library_still_shows_what_is_withdrawn_to_the_desk_alone(signed_in, client, now):
    photo = make_photo(withdrawn_at=now, withdrawn_reason="x")
    [data] = signed_in(LOOK).get(PICKER, {"ids": photo.pk}).json()["photos"]
    response = signed_in(LOOK).get(data["thumb"])
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert "no-store" in response["Cache-Control"]
    assert client.get(data["thumb"]).status_code == 401


# ── Who may ───────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("method", "name", "needed"),
    [
        ("get", "photos_picker", LOOK),
        ("post", "photos_upload", BRING),
        ("post", "photos_describe", LOOK),
        ("get", "photos_thumb", LOOK),
    ],
)
def test_every_address_is_for_staff_with_the_permission_and_one_method(method, name, needed, signed_in, client):
    photo = make_photo()
    url = reverse(f"admin:{name}", args=[photo.pk] if name in {"photos_describe", "photos_thumb"} else [])
    every = {LOOK, BRING, EDIT}
    wrong_method = "post" if method == "get" else "get"
    retired = make_user(is_staff=False, is_superuser=True)
    reader = Client()
    reader.force_login(retired)
    for refused, status in (
        (getattr(client, method)(url), 401),
        (getattr(reader, method)(url), 401),
        (getattr(signed_in(*(every - {needed})), method)(url), 403),
        (getattr(signed_in(*every), wrong_method)(url), 405),
    ):
        assert refused.status_code == status
        assert refused.json()["error"]
