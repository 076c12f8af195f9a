"""What holds for every public address: same queries, silent templates, headers, methods, no story twice."""

import pytest
from django.db import connection
from django.template.response import TemplateResponse
from django.test.utils import CaptureQueriesContext

from articles.models import Kind
from tests.factories import make_article, make_section
from tests.pages.addresses import Magazine
from tests.pages.reading import stories

pytestmark = pytest.mark.django_db
ARTICLE_QUERIES, HOME_QUERIES = 16, 14  # when no part is kept ready; a story asks three once they are


@pytest.fixture
def magazine() -> Magazine:
    return Magazine()


def _asked(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return len(queries)


def test_every_page_asks_the_same_for_twenty_stories_as_for_one(client, magazine):
    for kind in Kind:  # something for the blocks beside the lists, so that nothing is left out of either count
        make_article(kind=kind, section=make_section(in_menu=False))
    one = {address: _asked(client, address) for address in magazine.addresses}
    magazine.fill(20)
    many = {address: _asked(client, address) for address in magazine.addresses}
    assert {address: (one[address], many[address]) for address in one if many[address] != one[address]} == {}
    assert many["/"] <= HOME_QUERIES
    assert many[magazine.article.get_absolute_url()] <= ARTICLE_QUERIES


def test_a_story_full_of_references_stays_within_its_queries(client, magazine):
    magazine.fill(3)
    rich = magazine.add(
        lead_picks=(magazine.article.pk,),
        body=f'<p>A</p><figure data-photo="{magazine.article.photo_id}"><figcaption>B</figcaption></figure>'
        f'<aside data-related="{magazine.article.pk}"></aside>',
    )
    assert _asked(client, rich.get_absolute_url()) <= ARTICLE_QUERIES


def test_templates_never_query(client, magazine, monkeypatch):
    magazine.fill(6)
    draw = TemplateResponse.rendered_content.fget
    drawn = []

    def refuse(execute, sql, params, many, context):
        raise AssertionError(f"A template asks: {sql}")

    def in_silence(response):
        drawn.append(response.template_name)
        with connection.execute_wrapper(refuse):
            return draw(response)

    monkeypatch.setattr(TemplateResponse, "rendered_content", property(in_silence))
    for address in magazine.addresses:
        assert client.get(address).status_code == 200, address
    assert len(set(drawn)) >= 15


def test_no_story_stands_twice_on_any_page(client, magazine):
    for _ in range(3):
        magazine.fill(7)
        for address in magazine.addresses:
            response = client.get(address)
            if response["Content-Type"].startswith("text/html"):
                found = stories(response)
                assert len(found) == len(set(found)), address


def test_caches_may_keep_every_page_and_no_reader_is_marked(client, magazine):
    for address in magazine.addresses:
        response = client.get(address)
        for word in ("public", "s-maxage=", "stale-while-revalidate=", "stale-if-error="):
            assert word in response["Cache-Control"], address
        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address
        again = client.get(address, headers={"If-None-Match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b""), address
        assert again["Cache-Control"] == response["Cache-Control"]


def test_a_page_that_changed_is_sent_again(client, magazine):
    before = client.get("/")["ETag"]
    magazine.add()
    assert client.get("/", headers={"If-None-Match": before}).status_code == 200


def test_pages_are_read_only(client, magazine):
    for address in magazine.addresses:
        assert client.head(address).status_code == 200, address
        assert client.head(address).content == b""
        for method in (client.post, client.put, client.delete, client.patch):
            assert method(address).status_code == 405, address


def test_a_reader_who_is_signed_in_gets_the_same_page(client, magazine, admin_user):
    before = client.get("/").content
    client.force_login(admin_user)
    response = client.get("/")
    assert response.content == before
    assert not response.cookies
