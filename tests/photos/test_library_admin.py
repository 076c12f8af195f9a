"""The library at the desk: the grid, one picture, sending many, withdrawing."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from photos.models import Photo
from photos.renditions import rendition_url
from tests.factories import make_photo, make_user
from tests.photos import pictures
from tests.photos.conftest import BRING, EDIT, LOOK, WITHDRAW

pytestmark = pytest.mark.django_db
LIBRARY, ADD = "/quan-tri/photos/photo/", "/quan-tri/photos/photo/add/"


def change_url(photo: Photo) -> str:
    return reverse("admin:photos_photo_change", args=[photo.pk])


def withdrawal_url(number: int) -> str:
    return reverse("admin:photos_withdrawal", args=[number])


def form_data(photo: Photo, **changes) -> dict:
    names = ("caption", "alt", "credit", "agency", "kind", "rights", "focal_x", "focal_y")
    return {name: getattr(photo, name) for name in names} | {"taken_on": "", "rights_expire_on": ""} | changes


def shown(response) -> set[int]:
    return {card.photo.pk for card in response.context["cards"]}


# ── The grid ──────────────────────────────────────────────────────────────────────────────────────────────
def test_an_empty_library_invites_those_who_may_upload(signed_in):
    assert f'class="button" href="{ADD}"' in signed_in(LOOK, BRING).get(LIBRARY).text
    assert ADD not in signed_in(LOOK).get(LIBRARY).text


def test_every_picture_is_a_card_with_its_thumb_and_what_is_to_know(signed_in):
    photo = make_photo(caption="Lễ <b>ký</b>", width=600, height=400)
    response = signed_in(LOOK).get(LIBRARY)
    assert rendition_url(photo, 480) in response.text
    assert "Lễ &lt;b&gt;ký&lt;/b&gt;" in response.text
    assert change_url(photo) in response.text
    [card] = response.context["cards"]
    assert [notice.level for notice in card.notices] == ["care"]
    assert "photo-notice-care" in response.text


def test_the_number_of_queries_does_not_grow(signed_in):
    client = signed_in(LOOK, BRING, EDIT)
    make_photo()
    client.get(LIBRARY)
    with CaptureQueriesContext(connection) as one:
        client.get(LIBRARY)
    for _ in range(20):
        make_photo(uploaded_by=make_user())
    with CaptureQueriesContext(connection) as many:
        client.get(LIBRARY)
    assert len(many) == len(one)


def test_search_needs_no_accents(signed_in):
    photo = make_photo(caption="Đêm thơ Nguyễn Trãi")
    make_photo(caption="Khác")
    assert shown(signed_in(LOOK).get(LIBRARY, {"q": "dem tho nguyen"})) == {photo.pk}


def test_nothing_found_is_said_with_a_way_back(signed_in):
    make_photo()
    response = signed_in(LOOK).get(LIBRARY, {"q": "khongcogi"})
    assert 'class="photo-empty"' in response.text
    assert f'href="{LIBRARY}"' in response.text


def test_the_filters(signed_in, now):
    today = timezone.localdate()
    client = signed_in(LOOK)
    plain = make_photo(rights="agency", uploaded_by=client.user)
    drawing = make_photo(kind="drawing", alt="")
    gone = make_photo(withdrawn_at=now, withdrawn_reason="x")
    ended = make_photo(rights_expire_on=today - timedelta(days=1))
    ending = make_photo(rights_expire_on=today + timedelta(days=5))
    for query, expected in (
        ({}, {plain, drawing, gone, ended, ending}),
        ({"state": "usable"}, {plain, drawing, ending}),
        ({"state": "withdrawn"}, {gone}),
        ({"state": "expired"}, {ended}),
        ({"state": "expiring"}, {ending}),
        ({"state": "incomplete"}, {drawing}),
        ({"kind": "drawing"}, {drawing}),
        ({"rights": "agency"}, {plain}),
        ({"by": "me"}, {plain}),
        ({"state": "nonsense"}, {plain, drawing, gone, ended, ending}),
    ):
        assert shown(client.get(LIBRARY, query)) == {photo.pk for photo in expected}, query


@pytest.mark.parametrize("query", ["p=1000000000", "q=%00", "q=" + "x" * 8000, "o=9.9.9", "e=1", "kind=%00"])
def test_no_query_breaks_it(query, signed_in):
    make_photo()
    assert signed_in(LOOK).get(f"{LIBRARY}?{query}", follow=True).status_code == 200


def test_a_popup_hands_the_choice_back(signed_in):
    photo = make_photo()
    assert f'data-popup-opener="{photo.pk}"' in signed_in(LOOK).get(LIBRARY, {"_popup": 1}).text


# ── One picture ───────────────────────────────────────────────────────────────────────────────────────────
def test_it_is_described_and_found_by_its_new_words(signed_in):
    photo, client = make_photo(), signed_in(LOOK, EDIT)
    page = client.get(change_url(photo))
    assert "data-focal-picker" in page.text
    assert 'type="module"' in page.text
    response = client.post(change_url(photo), form_data(photo, caption="Trống đồng\0".rstrip("\0"), focal_x="0.25"))
    assert response.status_code == 302
    photo.refresh_from_db()
    assert (photo.caption, photo.focal_x) == ("Trống đồng", 0.25)
    assert Photo.objects.matching("trong dong").get() == photo
    assert LogEntry.objects.filter(object_id=photo.pk, user=client.user).exists()


@pytest.mark.parametrize(
    "changes",
    [{"focal_x": "2"}, {"focal_y": ""}, {"caption": "a\0"}, {"rights_expire_on": "31/02/2026"}, {"kind": "x"}],
)
def test_bad_values_are_told_on_the_form(changes, signed_in):
    photo = make_photo()
    response = signed_in(LOOK, EDIT).post(change_url(photo), form_data(photo, **changes))
    assert response.status_code == 200
    assert response.context["errors"]


def test_vietnamese_dates_are_understood(signed_in):
    photo = make_photo()
    signed_in(LOOK, EDIT).post(change_url(photo), form_data(photo, rights_expire_on="05/11/2027"))
    photo.refresh_from_db()
    assert (photo.rights_expire_on.day, photo.rights_expire_on.month) == (5, 11)


def test_who_may_only_look_cannot_change(signed_in):
    photo, client = make_photo(), signed_in(LOOK)
    page = client.get(change_url(photo))
    assert page.status_code == 200
    assert 'name="caption"' not in page.text
    assert client.post(change_url(photo), form_data(photo, caption="x")).status_code == 403


def test_who_brought_it_may_describe_it(signed_in):
    client = signed_in(LOOK, BRING)
    own, other = make_photo(uploaded_by=client.user), make_photo()
    assert client.post(change_url(own), form_data(own, caption="x")).status_code == 302
    assert client.post(change_url(other), form_data(other, caption="x")).status_code == 403


def test_nobody_deletes(client):
    photo = make_photo()
    client.force_login(make_user(is_superuser=True))
    assert client.post(f"{LIBRARY}{photo.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(LIBRARY, {"action": "delete_selected", "_selected_action": photo.pk, "post": "yes"})
    assert Photo.objects.filter(pk=photo.pk).exists()


@pytest.mark.parametrize("number", ["999999", "x", "9" * 40])
def test_an_unknown_picture_is_not_there(number, signed_in):
    assert signed_in(LOOK, EDIT).get(f"{LIBRARY}{number}/change/").status_code == 404


# ── Sending many ──────────────────────────────────────────────────────────────────────────────────────────
def test_many_are_taken_in_at_once_without_javascript(signed_in):
    client = signed_in(LOOK, BRING)
    files = [
        SimpleUploadedFile("một.jpg", pictures.as_bytes(pictures.scene(500, 300))),
        SimpleUploadedFile("hai.jpg", pictures.as_bytes(pictures.scene(400, 300))),
        SimpleUploadedFile("hỏng.jpg", b"not a picture"),
    ]
    response = client.post(ADD, {"pictures": files, "credit": "Thu Hà", "rights": "own"}, follow=True)
    assert response.redirect_chain == [(LIBRARY, 302)]
    assert {(photo.credit, photo.rights, photo.uploaded_by) for photo in Photo.objects.all()} == {
        ("Thu Hà", "own", client.user)
    }
    assert Photo.objects.count() == 2
    told = [str(message) for message in response.context["messages"]]
    assert any("hỏng.jpg" in text for text in told)
    assert any("2" in text for text in told)


def test_a_popup_gets_its_one_picture(signed_in):
    file = SimpleUploadedFile("a.jpg", pictures.as_bytes(pictures.scene()))
    response = signed_in(LOOK, BRING).post(ADD, {"pictures": [file], "_popup": "1"})
    assert response.template_name[-1] == "admin/popup_response.html"
    assert str(Photo.objects.get().pk) in response.rendered_content


@pytest.mark.parametrize("data", [{}, {"pictures": "text"}, {"rights": "stolen"}, {"credit": "x" * 300}])
def test_sending_nothing_or_nonsense_is_told_on_the_page(data, signed_in):
    response = signed_in(LOOK, BRING).post(ADD, data)
    assert response.status_code == 200
    assert response.context["form"].errors


def test_too_much_at_once_is_told(signed_in):
    file = SimpleUploadedFile("a.jpg", pictures.as_bytes(pictures.scene()))
    response = signed_in(LOOK, BRING).post(ADD, {"pictures": [file]}, CONTENT_LENGTH=str(10**9))
    assert response.status_code == 302
    assert not Photo.objects.exists()


def test_only_those_who_may_bring_pictures_see_the_page(signed_in, client):
    assert signed_in(LOOK, EDIT).get(ADD).status_code == 403
    assert signed_in(LOOK, EDIT).post(ADD).status_code == 403
    assert client.get(ADD).status_code == 302


# ── Withdrawing ───────────────────────────────────────────────────────────────────────────────────────────
def test_it_is_withdrawn_with_a_reason_and_brought_back(signed_in):
    photo, client = make_photo(), signed_in(LOOK, EDIT, WITHDRAW)
    url = withdrawal_url(photo.pk)
    assert url in client.get(change_url(photo)).text
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": "Tác giả yêu cầu"}).status_code == 302
    photo.refresh_from_db()
    assert photo.withdrawn_reason == "Tác giả yêu cầu"
    assert "Tác giả yêu cầu" in client.get(url).text
    assert reverse("admin:photos_thumb", args=[photo.pk]) in client.get(LIBRARY).text
    assert client.post(url, {"bring_back": "1"}).status_code == 302
    photo.refresh_from_db()
    assert photo.withdrawn_at is None


@pytest.mark.parametrize("reason", ["", "  ", "\0"])
def test_without_a_reason_the_form_says_so(reason, signed_in):
    photo = make_photo()
    response = signed_in(LOOK, WITHDRAW).post(withdrawal_url(photo.pk), {"reason": reason})
    assert response.status_code == 200
    assert response.context["error"]
    photo.refresh_from_db()
    assert photo.withdrawn_at is None


def test_it_needs_the_permission(signed_in, client):
    photo = make_photo()
    editor = signed_in(LOOK, BRING, EDIT)
    assert withdrawal_url(photo.pk) not in editor.get(change_url(photo)).text
    assert editor.get(withdrawal_url(photo.pk)).status_code == 403
    assert editor.post(withdrawal_url(photo.pk), {"reason": "x"}).status_code == 403
    assert client.post(withdrawal_url(photo.pk), {"reason": "x"}).status_code == 302
    photo.refresh_from_db()
    assert photo.withdrawn_at is None


@pytest.mark.parametrize("number", [999_999, 10**40])
def test_withdrawing_an_unknown_picture_is_404(number, signed_in):
    assert signed_in(LOOK, WITHDRAW).get(withdrawal_url(number)).status_code == 404


def test_other_forms_complete_usable_pictures_without_accents(signed_in, now):
    photo = make_photo(caption="Đêm thơ")
    make_photo(caption="Đêm thơ đã gỡ", withdrawn_at=now, withdrawn_reason="x")
    query = {"app_label": "articles", "model_name": "topic", "field_name": "banner", "term": "dem tho"}
    found = signed_in(LOOK).get("/quan-tri/autocomplete/", query).json()["results"]
    assert found == [{"id": str(photo.pk), "text": "Đêm thơ"}]
