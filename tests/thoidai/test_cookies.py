"""A reader's address looks at no cookie and sets none, whatever a browser sends; the desk's are its own."""

import pytest
from django.test import Client

from tests.factories import make_user
from tests.pages.addresses import Magazine

BROKEN = "csrftoken=x; sessionid=y; messages=z"  # a broken token is answered with a new one, where tokens are


@pytest.mark.django_db
def test_no_public_answer_sets_or_varies_by_a_cookie() -> None:
    magazine = Magazine()
    for address in (*magazine.addresses, "/khong-co-trang-nay", "/-/ready"):
        answer = Client(HTTP_COOKIE=BROKEN).get(address)
        assert not answer.cookies, address
        assert "cookie" not in answer.get("Vary", "").lower(), address
    for address in ("/-/reading", "/", "/khong-co-trang-nay"):
        assert not Client(HTTP_COOKIE=BROKEN).post(address).cookies, address


def test_the_desk_answers_a_broken_token_with_a_new_one(db) -> None:
    assert "csrftoken" in Client(HTTP_COOKIE=BROKEN).get("/quan-tri/login/").cookies


def test_whoever_is_signed_in_is_nobody_to_readers_pages(db) -> None:
    client = Client()
    client.force_login(make_user(is_superuser=True))
    assert client.get("/quan-tri/").status_code == 200
    answer = client.get("/tim-kiem/")
    assert answer.wsgi_request.COOKIES == {}
    assert not answer.wsgi_request.user.is_authenticated
