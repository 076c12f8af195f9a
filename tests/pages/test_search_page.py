"""Searching as a reader does it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import LONG_AGO, make_article, make_event, make_organization
from tests.pages.reading import link, main_of, meta, parse, stories, text_of, words

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_a_story_is_found_with_and_without_accents(client):
    article = make_article(title="Chuyến tàu Thống Nhất qua đèo Hải Vân")
    make_article()
    for query in ("đèo Hải Vân", "deo hai van", "DEO HAI VAN", "tàu đèo"):
        assert stories(client.get("/tim-kiem/", {"q": query})) == [article.pk], query


def test_every_search_page_is_kept_out_of_search_engines(client):
    make_article(title="Đèo Hải Vân")
    for query in ("", "deo", "khong co gi"):
        response = client.get("/tim-kiem/", {"q": query})
        assert "noindex" in meta(response, "robots")
        assert link(response, "canonical") == []


def test_without_a_query_the_newest_stories_are_offered(client):
    article = make_article()
    for query in ("", "   ", "\x00", "\u200b"):
        response = client.get("/tim-kiem/", {"q": query})
        assert response.status_code == 200
        assert stories(response) == [article.pk]


def test_nothing_found_says_so_and_offers_the_newest(client):
    article = make_article()
    response = client.get("/tim-kiem/", {"q": "xyzzy"})
    assert "Không tìm thấy" in words(response)
    assert stories(response) == [article.pk]


def test_results_are_paged_and_a_page_beyond_is_not_there(client):
    made = {make_article(title="Đèo Hải Vân", published_at=LONG_AGO - place * HOUR).pk for place in range(25)}
    first = client.get("/tim-kiem/", {"q": "hải vân"})
    following = next(each.get("href") for each in main_of(first).iter("a") if each.get("rel") == "next")
    second = client.get(following)
    assert len(stories(first)) == 20
    assert set(stories(first)) | set(stories(second)) == made
    assert "25 tin bài" in words(first)
    back = next(each.get("href") for each in main_of(second).iter("a") if each.get("rel") == "prev")
    assert stories(client.get(back)) == stories(first)
    for page in ("3", "1000000000", "999999999", "0", "-1", "x", "1" * 5000, "٣", "1.5", "²"):
        assert client.get("/tim-kiem/", {"q": "hải vân", "trang": page}).status_code == 404, page[:20]


def test_a_very_long_query_is_cut_and_says_so(client):
    response = client.get("/tim-kiem/", {"q": "hữu nghị " * 900})
    assert response.status_code == 200
    assert "quá dài" in words(response)
    field = next(each for each in parse(response).iter("input") if each.get("id") == "search")
    assert len(field.get("value")) <= 200


def test_stories_get_a_heading_where_others_stand_above_them(client):
    make_article(title="Nhịp cầu hữu nghị")
    make_organization(name="Hội Nhịp cầu")
    heads = [text_of(each) for each in main_of(client.get("/tim-kiem/", {"q": "nhip cau"})).iter("h2")]
    assert heads == ["Tổ chức", "Tin bài"]
    heads = [text_of(each) for each in main_of(client.get("/tim-kiem/", {"q": "nhip cau huu nghi"})).iter("h2")]
    assert heads == ["Nhịp cầu hữu nghị"]


def test_bodies_whose_name_says_it_stand_first(client):
    make_organization(name="Cụm số 1", short_name="Cụm Hữu nghị phía Bắc")
    make_organization(name="Hội hữu nghị Việt Nam - Lào")
    page = words(client.get("/tim-kiem/", {"q": "huu nghi"}))
    assert page.index("Hội hữu nghị Việt Nam - Lào") < page.index("Cụm số 1")


def test_bodies_and_events_stand_on_the_first_page(client):
    body = make_organization(name="Hội hữu nghị Việt Nam - Lào")
    event = make_event(name="Gặp mặt hữu nghị Việt - Lào")
    make_organization(name="Hội hữu nghị Việt Nam - Lào ẩn", is_confirmed=False)
    for place in range(21):
        make_article(title=f"Việt Lào hữu nghị {place}")
    response = client.get("/tim-kiem/", {"q": "lao huu nghi"})
    shown = words(response)
    assert body.name in shown
    assert event.name in shown
    assert "ẩn" not in shown
    assert body.name not in words(client.get("/tim-kiem/", {"q": "lao huu nghi", "trang": "2"}))


def test_a_query_cannot_break_out_of_its_field(client):
    html = client.get("/tim-kiem/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in html


def test_what_is_not_live_is_not_found(client):
    now = timezone.now()
    make_article(title="Hải Vân ngày mai", published_at=now + HOUR)
    make_article(title="Hải Vân hôm qua", withdrawn_at=now)
    assert stories(client.get("/tim-kiem/", {"q": "hải vân"})) == []


def test_the_body_whose_name_was_typed_stands_first(client, db):
    make_organization(name="Hội hữu nghị Việt Nam - Myanmar")
    meant = make_organization(name="Hội Việt - Mỹ")
    for query in ("Hoi Viet My", "Hội Việt-Mỹ", "hội việt - mỹ"):
        html = client.get("/tim-kiem/", {"q": query}).content.decode()
        assert html.index(meant.get_absolute_url()) < html.index("Myanmar")
