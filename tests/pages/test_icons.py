"""The house's sign where browsers, telephones and search engines look for it."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client
from PIL import Image

from pages.models import SiteSettings
from tests.pages.reading import link

pytestmark = pytest.mark.django_db
RED, WHITE = (163, 22, 31), (255, 255, 255)  # of static/img/icon.svg
SIGN = Path(project.BASE_DIR, "static/img/icon.svg").read_text()


def fetch(client: Client, address: str, **headers: str) -> Any:
    """An answer that is a file; who has read it to its end has closed it."""
    answer = client.get(address, headers=headers)
    answer.read_whole = b"".join(answer)
    return answer


def picture(client: Client, address: str) -> Image.Image:
    answer = fetch(client, address)
    assert answer.status_code == 200, address
    return Image.open(BytesIO(answer.read_whole))


def colours(image: Image.Image) -> set[tuple[int, ...]]:
    """Those of at least a twentieth of the picture, as far as nothing shines through."""
    pixels = image.convert("RGBA").getcolors(2**20) or []
    return {colour[:3] for count, colour in pixels if colour[3] == 255 and count * 20 >= image.width * image.height}


@pytest.mark.parametrize(
    ("address", "kind"), [("/favicon.ico", "image/vnd.microsoft.icon"), ("/apple-touch-icon.png", "image/png")]
)
def test_what_is_asked_for_at_the_root_is_there_for_a_day(client, address: str, kind: str) -> None:
    answer = fetch(client, address)
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert "max-age=86400" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies
    again = fetch(client, address, if_modified_since=answer["Last-Modified"])
    assert again.status_code == 304
    assert client.post(address).status_code == 405


def test_each_is_the_sign_in_its_size(client) -> None:
    icon = picture(client, "/favicon.ico")
    assert icon.ico.sizes() == {(16, 16), (32, 32), (48, 48)}
    touch = picture(client, "/apple-touch-icon.png")
    assert (touch.size, touch.convert("RGBA").getextrema()[3]) == ((180, 180), (255, 255)), "iOS paints holes black"
    for each in (icon, touch):
        assert {RED, WHITE} <= colours(each)
    assert {"#a3161f", "#fff"} == set(re.findall(r'fill="(#\w+)"', SIGN))


def test_the_manifest_names_the_site_and_icons_that_are_there(client) -> None:
    SiteSettings.objects.create(name='Thời "Đại"', tagline="Tạp chí mẫu\x01")
    answer = client.get("/site.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    told = answer.json()
    assert (told["short_name"], told["name"], told["start_url"]) == ('Thời "Đại"', 'Thời "Đại" - Tạp chí mẫu\x01', "/")
    for icon in told["icons"]:
        image = picture(client, icon["src"])
        assert f"{image.width}x{image.height}" == icon["sizes"]
        assert {RED, WHITE} <= colours(image)
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    assert client.post("/site.webmanifest").status_code == 405


@pytest.mark.parametrize("address", ["/", "/khong-co-trang-nay", "/quan-tri/login/"])
def test_every_page_says_where_they_are(client, address: str) -> None:
    page = client.get(address)
    assert link(page, "icon") == ["/favicon.ico", "/static/img/icon.svg"]
    assert link(page, "apple-touch-icon") == ["/apple-touch-icon.png"]
    for href in (*link(page, "icon"), *link(page, "apple-touch-icon"), *link(page, "manifest")):
        assert fetch(client, href).status_code == 200, href
    assert "manifest-src 'self'" in page["Content-Security-Policy"]


def test_readers_pages_lead_to_the_manifest(client) -> None:
    assert link(client.get("/"), "manifest") == ["/site.webmanifest"]
