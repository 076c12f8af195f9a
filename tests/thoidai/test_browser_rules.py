"""Every public answer tells browsers what they may do with it, and no page needs more."""

import pytest
from django.db import DatabaseError
from django.test import Client

from articles.body.embeds import FRAME_HOSTS
from photos.renditions import rendition_url
from tests import policies
from tests.factories import LONG_AGO, make_article, make_photo
from tests.pages.addresses import Magazine
from thoidai import browser_rules

pytestmark = pytest.mark.django_db


def test_every_public_address_has_the_readers_policy_and_nothing_inline(client):
    magazine = Magazine()
    magazine.fill(5)
    written = set()
    for address in magazine.addresses:
        response = client.get(address)
        policies.policy(response)
        written.add(response["Content-Security-Policy"])
        assert response["X-Content-Type-Options"] == "nosniff", address
        assert response["Referrer-Policy"] == "same-origin", address
        assert response["Cross-Origin-Opener-Policy"] == "same-origin", address
        assert "camera=()" in response["Permissions-Policy"], address
        is_page = response["Content-Type"].startswith("text/html")
        assert response["Cross-Origin-Resource-Policy"] == ("same-origin" if is_page else "cross-origin"), address
        if is_page:
            page = policies.read(response.content.decode())
            assert (page.found, page.nonces) == ([], set()), address
    assert len(written) == 1  # the same for every page and every request: caches keep it


def test_readers_pages_load_our_own_files_and_known_players_only(client):
    found = policies.policy(client.get("/"))
    for name in (
        "script-src",
        "style-src",
        "font-src",
        "img-src",
        "media-src",
        "connect-src",
        "manifest-src",
        "form-action",
    ):
        assert found.pop(name) == ["'self'"], name
    assert found.pop("frame-src") == list(FRAME_HOSTS)
    assert found.pop("object-src") == ["'none'"]
    assert set(found) == {"default-src", "base-uri", "frame-ancestors"}


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("/media/", ()),
        ("https://anh.example/thoidai/", ("https://anh.example",)),
        ("https://anh.example:9000/", ("https://anh.example:9000",)),
        ("//anh.example/", ("https://anh.example",)),
    ],
)
def test_pictures_may_come_from_the_host_of_the_media(settings, address, origin):
    settings.MEDIA_URL = address
    assert browser_rules.page_policy()["img-src"] == ("'self'", *origin)
    assert browser_rules.page_policy()["media-src"] == ("'self'", *origin)
    assert browser_rules.page_policy()["script-src"] == ("'self'",)


def test_a_real_installation_turns_every_address_into_https(settings, client):
    assert "upgrade-insecure-requests" not in client.get("/")["Content-Security-Policy"]
    settings.DEMO = False
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    response = Client().get("/", secure=True)
    assert response["Content-Security-Policy"].endswith("; upgrade-insecure-requests")
    assert response["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize("path", ["/static/js/reader.js", "/static/img/icon.svg", "/static/css/base.css"])
def test_static_files_do_nothing_by_themselves(client, path):
    response = client.get(path)
    response.close()
    assert response.status_code == 200
    _is_only_a_file(response)


def test_pictures_do_nothing_by_themselves_and_stand_elsewhere_too(client):
    photo = make_photo()
    address = rendition_url(photo, 320)
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    _is_only_a_file(response)
    again = client.get(address, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304
    assert "Cross-Origin-Resource-Policy" not in again
    assert again["Content-Security-Policy"] == response["Content-Security-Policy"]


def _is_only_a_file(response) -> None:
    found = policies.policy(response)
    assert found.pop("sandbox") == []
    assert found.pop("style-src") == ["'unsafe-inline'"]
    assert {name for name, sources in found.items() if sources != ["'none'"]} == {"frame-ancestors"}
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_errors_carry_the_policy_too(client, monkeypatch):
    client.raise_request_exception = False
    photo = make_photo()
    address = rendition_url(photo, 320)
    photo.image.storage.delete(photo.image.name)
    strict = Client(enforce_csrf_checks=True)
    answers = {
        "host": (400, client.get("/", headers={"host": "elsewhere.example"})),
        "token": (403, strict.post("/quan-tri/login/", {"username": "a"})),
        "nothing": (404, client.get("/khong-co-trang-nay")),
        "NUL": (404, client.get("/a%00b")),
        "method": (405, client.post("/")),
        "withdrawn": (410, client.get(make_article(withdrawn_at=LONG_AGO).get_absolute_url())),
        "moved": (301, client.get(f"/ten-cu-{make_article().pk}.html")),
        "lost": (503, client.get(address)),
    }

    def broken(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr("pages.views.home.frame", broken)
    answers["broken"] = (500, client.get("/"))
    monkeypatch.setattr("thoidai.health.reaches_database", broken)
    answers["health"] = (503, client.get("/-/ready"))
    assert {name: response.status_code for name, (_, response) in answers.items()} == {
        name: status for name, (status, _) in answers.items()
    }
    for name, (_, response) in answers.items():
        assert policies.policy(response) or name
        assert response["X-Content-Type-Options"] == "nosniff", name
        assert policies.read(response.content.decode()).found == [], name


def test_a_nonce_is_drawn_when_it_is_printed_and_stays_the_same():
    nonce, other = browser_rules.Nonce(), browser_rules.Nonce()
    assert nonce.value == ""
    assert len(str(nonce)) >= 22
    assert str(nonce) == nonce.value != str(other)
    assert "nonce" not in browser_rules.written(browser_rules.desk_policy(""))
