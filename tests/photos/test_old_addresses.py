"""Pictures are found under the addresses that they had on the old site."""

from datetime import timedelta

import pytest
from django.utils import timezone

from photos import old_addresses
from photos.models import OldPhotoAddress
from photos.renditions import rendition_url
from tests.factories import make_photo

pytestmark = pytest.mark.django_db
OLD = "/stores/news_dataimages/thuha/112026/11/09/Lễ ký.jpg"


@pytest.mark.parametrize(
    "asked",
    [
        "/stores/news_dataimages/thuha/112026/11/09/Lễ ký.jpg",
        "/stores/news_dataimages/thuha/112026/11/09/L%E1%BB%85%20k%C3%BD.jpg",
        "/stores/news_dataimages/thuha/112026/11/09/Lễ ký.jpg?rt=20261109093000",
        "/stores/news_dataimages//thuha/112026/11/09/Lễ ký.jpg",
    ],
)
def test_it_leads_to_the_picture_for_good(asked, client):
    photo = make_photo(width=2000, height=1200)
    assert old_addresses.remember(f"https://thoidai.com.vn{OLD}", photo=photo)
    response = client.get(asked)
    assert (response.status_code, response["Location"]) == (301, rendition_url(photo, 1280))


def test_remembering_twice_keeps_one_and_the_later_word_wins():
    first, second = make_photo(), make_photo()
    for photo in (first, first, second):
        assert old_addresses.remember(OLD, photo=photo)
    assert OldPhotoAddress.objects.get().photo == second


@pytest.mark.parametrize("address", ["", "/", "https://thoidai.com.vn", "/" + "a" * 500, "http://[bad/a.jpg"])
def test_what_is_no_address_is_not_remembered(address):
    assert not old_addresses.remember(address, photo=make_photo())
    assert old_addresses.find(address) is None


@pytest.mark.parametrize("path", ["unknown.jpg", "a" * 3000, "%00.jpg", "..%2f..%2fsettings.py", "%ff%fe.jpg"])
def test_an_unknown_one_is_404(path, client):
    assert client.get(f"/stores/news_dataimages/{path}").status_code == 404


def test_a_withdrawn_or_expired_picture_is_gone(client):
    gone = make_photo(withdrawn_at=timezone.now(), withdrawn_reason="x")
    ended = make_photo(rights_expire_on=timezone.localdate() - timedelta(days=1))
    for number, photo in enumerate((gone, ended)):
        old_addresses.remember(f"/stores/news_dataimages/{number}.jpg", photo=photo)
        assert client.get(f"/stores/news_dataimages/{number}.jpg").status_code == 410
