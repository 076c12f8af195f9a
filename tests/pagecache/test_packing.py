"""What nobody keeps goes out compressed too; what is kept is compressed once."""

import gzip

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.factories import make_photo, make_story, make_user
from tests.pages.addresses import Magazine

pytestmark = pytest.mark.django_db
GZIP = {"Accept-Encoding": "gzip, deflate, br, zstd"}


@pytest.fixture
def magazine() -> Magazine:
    made = Magazine()
    made.fill(3)
    return made


@pytest.fixture
def desk(roles) -> Client:
    client = Client()
    client.force_login(make_user(role="editor_in_chief"))
    return client


@pytest.mark.parametrize("address", ["/tim-kiem/", "/tim-kiem/?q=huu+nghi", "/to-chuc/?q=huu+nghi"])
def test_a_search_is_compressed_behind_the_front_and_without_it(reader, magazine, client, address: str) -> None:
    plain, packed = reader.get(address), reader.get(address, accept_encoding=GZIP["Accept-Encoding"])
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert int(packed.headers["content-length"]) == len(packed.body) < len(plain.body)
    assert "Accept-Encoding" in plain.headers["vary"]
    assert "Accept-Encoding" in packed.headers["vary"]
    without = client.get(address, headers=GZIP)
    assert gzip.decompress(without.content) == plain.body


def test_a_search_that_the_reader_has_already_is_not_sent_again(client, magazine) -> None:
    first = client.get("/tim-kiem/?q=huu", headers=GZIP)
    again = client.get("/tim-kiem/?q=huu", headers=GZIP | {"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("refused", ["gzip;q=0, identity", "identity", "br", ""])
def test_whoever_cannot_read_it_gets_it_as_it_is(client, magazine, refused: str) -> None:
    assert "Content-Encoding" not in client.get("/tim-kiem/", headers={"Accept-Encoding": refused})


def test_the_front_compresses_what_it_keeps_and_nothing_is_compressed_twice(reader, magazine) -> None:
    for address in magazine.addresses:
        packed = reader.get(address, accept_encoding="gzip")
        assert packed.headers["content-encoding"] == "gzip", address
        assert gzip.decompress(packed.body) == reader.get(address).body, address


def test_the_desk_is_compressed_and_differs_by_chance_in_length(desk) -> None:
    """So that nobody learns from the length what stands in a page beside words of theirs."""
    make_story(by=make_user())
    for name in ("index", "newsroom_story_changelist", "newsroom_story_add", "jsi18n"):
        answer = desk.get(reverse(f"admin:{name}"), headers=GZIP)
        assert answer["Content-Encoding"] == "gzip", name
    lengths = {len(desk.get(reverse("admin:index"), headers=GZIP).content) for _each in range(12)}
    assert len(lengths) > 1


@pytest.mark.parametrize(
    "address", ["/quan-tri/bao-mat/", "/quan-tri/bao-mat/bat/?next=/quan-tri/", "/quan-tri/password_change/"]
)
def test_pages_of_the_sign_in_are_not(desk, address: str) -> None:
    """Keys and codes stand there, beside an address that anybody may have chosen."""
    answer = desk.get(address, headers=GZIP)
    assert answer.status_code == 200
    assert len(answer.content) > 200
    assert "Content-Encoding" not in answer


def test_pictures_are_compressed_in_themselves(desk, client) -> None:
    photo = make_photo()
    cache.clear()
    answer = desk.get(reverse("admin:photos_thumb", args=[photo.pk]), headers=GZIP, follow=True)
    assert answer["Content-Type"].startswith("image/")
    assert "Content-Encoding" not in answer


def test_errors_are_compressed(client, db) -> None:
    assert client.get("/khong-co-trang-nay", headers=GZIP)["Content-Encoding"] == "gzip"
