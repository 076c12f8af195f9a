"""The gallery of the look: for staff only, every component and every page in it."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.component_examples import COMPONENTS, PAGES
from tests.factories import make_user

CASES = [(name, case) for name, cases in PAGES.items() for case in cases]


@pytest.fixture
def staff(db) -> Client:
    client = Client()
    client.force_login(make_user(is_staff=True))
    return client


def test_gallery_shows_every_component(staff):
    html = staff.get(reverse("gallery")).content.decode()
    assert all(name in html for name in COMPONENTS)


@pytest.mark.parametrize(("name", "case"), CASES)
def test_gallery_shows_every_page(staff, name, case):
    response = staff.get(reverse("gallery-page", args=[name, case]))
    assert response.status_code == 200
    assert response["Cache-Control"].startswith("max-age=0, no-cache, no-store")


@pytest.mark.parametrize(("name", "case"), [("home", "no such case"), ("nothing", "usual")])
def test_unknown_example_is_not_found(staff, name, case):
    assert staff.get(reverse("gallery-page", args=[name, case])).status_code == 404


def test_gallery_only_reads(staff):
    assert staff.post(reverse("gallery")).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/quan-tri/giao-dien/", "/quan-tri/giao-dien/home/usual/"])
def test_strangers_are_sent_to_sign_in(client, address):
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/quan-tri/login/")
    client.force_login(make_user(is_staff=False))
    assert client.get(address).status_code == 302
