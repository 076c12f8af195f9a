"""Every page of the desk has a strict policy, and scripts of its own are trusted by a nonce for one answer."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from tests import policies
from tests.factories import make_story, make_user
from tests.newsroom import test_desk_addresses as desk
from tests.newsroom.desk import change_url

things = desk.things


@pytest.fixture
def anybody(roles) -> Client:
    """Somebody who may open all of it."""
    client = Client()
    client.force_login(make_user(is_superuser=True))
    return client


def test_every_address_of_the_desk_has_the_policy_and_nothing_inline(
    anybody, things, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(minutes=1))
    addresses = {desk.address(name, things) for name in desk.TABLE} | set(policies.fixed_addresses("/quan-tri/"))
    for address in sorted(addresses | {"/quan-tri/khong-co/"}):
        for client in (anybody, Client()):
            response = client.get(address)
            found = policies.policy(response)
            assert response["X-Content-Type-Options"] == "nosniff", address
            assert response["Cross-Origin-Resource-Policy"] == "same-origin", address
            if response["Content-Type"].startswith("text/html"):
                page = policies.read(response.content.decode())
                assert page.found == [], address
                assert found["script-src"] == ["'self'", *(f"'nonce-{nonce}'" for nonce in page.nonces)], address


def test_the_editors_import_map_is_trusted_by_a_nonce_of_one_answer(anybody, now: datetime) -> None:
    story = make_story(by=make_user(role="reporter"), now=now)
    nonces = set()
    for _ in range(2):
        response = anybody.get(change_url(story))
        html = response.content.decode()
        (nonce,) = policies.read(html).nonces
        assert f'<script type="importmap" nonce="{nonce}">' in html
        nonces.add(nonce)
    assert len(nonces) == 2


def test_no_nonce_is_offered_to_readers_pages(client, db) -> None:
    assert not hasattr(client.get("/").wsgi_request, "csp_nonce")
    assert hasattr(client.get("/quan-tri/login/").wsgi_request, "csp_nonce")
