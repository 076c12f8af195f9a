"""Sections on both levels: paged by keys, led by an editor's choice, one address each."""

from datetime import timedelta

import pytest

from tests.factories import LONG_AGO, make_article, make_list, make_section
from tests.pages.reading import headings, link, main_of, meta, stories

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def section():
    return make_section(name="Hữu nghị", description="Tình hữu nghị giữa các dân tộc")


def _next(response) -> str:
    return next((each.get("href") for each in main_of(response).iter("a") if each.get("rel") == "next"), "")


def _prev(response) -> str:
    return next((each.get("href") for each in main_of(response).iter("a") if each.get("rel") == "prev"), "")


def test_a_section_lists_its_own_and_its_subsections_stories(client, section):
    child = make_section(name="Bốn phương kết bạn", parent=section)
    above, below = make_article(section=section), make_article(section=child, published_at=LONG_AGO - HOUR)
    make_article(published_at=LONG_AGO - HOUR)
    assert stories(client.get("/huu-nghi"))[:2] == [above.pk, below.pk]
    assert stories(client.get("/huu-nghi/bon-phuong-ket-ban"))[0] == below.pk


def test_a_section_of_one_story_and_of_none(client, section):
    assert "chưa có" in client.get("/huu-nghi").content.decode().lower()
    only = make_article(section=section)
    assert stories(client.get("/huu-nghi")) == [only.pk]


def test_the_way_there_and_back_shows_every_story_once(client, section):
    made = [make_article(section=section, published_at=LONG_AGO - (place // 3) * HOUR).pk for place in range(70)]
    order = sorted(made, key=lambda pk: (-(made.index(pk) // 3), pk), reverse=True)
    response, seen, way = client.get("/huu-nghi"), [], []
    while True:
        listed = [number for number in stories(response) if number in order]
        ranked = [number for number in listed if number not in seen]
        seen += ranked
        way.append(response.request["PATH_INFO"] + "?" + response.request["QUERY_STRING"])
        if not _next(response):
            break
        response = client.get(_next(response))
        assert response.status_code == 200
    assert sorted(seen) == sorted(made)
    assert seen[:24] == order[:24]
    back = []
    while _prev(response):
        response = client.get(_prev(response))
        back.append(response.request["PATH_INFO"] + "?" + response.request["QUERY_STRING"])
    assert back[-1] == "/huu-nghi?"


def test_no_story_stands_twice_on_any_page(client, section):
    for place in range(40):
        make_article(section=section, published_at=LONG_AGO - place * HOUR)
    response = client.get("/huu-nghi")
    while True:
        found = stories(response)
        assert len(found) == len(set(found))
        if not _next(response):
            break
        response = client.get(_next(response))


def test_an_editor_s_choice_stands_at_the_head_of_the_first_page_only(client, section):
    old = make_article(section=section, published_at=LONG_AGO - 500 * HOUR)
    for place in range(30):
        make_article(section=section, published_at=LONG_AGO - place * HOUR)
    make_list(key="section-huu-nghi", fill="section", fill_section=section, size=2, pins=(old,))
    first = client.get("/huu-nghi")
    assert stories(first)[0] == old.pk
    assert stories(first).count(old.pk) == 1
    assert stories(client.get(_next(first)))[0] != old.pk


def test_the_head_of_a_subsection_has_a_list_of_its_own(client, section):
    child = make_section(name="Bốn phương kết bạn", parent=section)
    old, _new = make_article(section=child, published_at=LONG_AGO - HOUR), make_article(section=child)
    make_list(key="section-huu-nghi--bon-phuong-ket-ban", fill="section", fill_section=child, pins=(old,))
    assert stories(client.get("/huu-nghi/bon-phuong-ket-ban"))[0] == old.pk


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/huu-nghi/", "/huu-nghi"),
        ("/huu-nghi/bon-phuong-ket-ban/", "/huu-nghi/bon-phuong-ket-ban"),
        ("/huu-nghi&by-date=2025-05-26T20-49", "/huu-nghi?truoc=2025-05-26T20-49-00-0"),
        ("/huu-nghi/&by-date=2025-05-26T20-49", "/huu-nghi?truoc=2025-05-26T20-49-00-0"),
        ("/huu-nghi/bon-phuong-ket-ban&by-date=2025-05-26T20-49", None),
        ("/huu-nghi&by-date=nonsense", "/huu-nghi"),
        ("/huu-nghi&mobile=yes", "/huu-nghi"),
        ("/huu-nghi/?truoc=2025-05-26T20-49-00-7", "/huu-nghi?truoc=2025-05-26T20-49-00-7"),
        ("/huu-nghi/?utm_source=x", "/huu-nghi"),
    ],
)
def test_every_old_form_leads_to_the_one_address(client, section, address, leads_to):
    make_section(name="Bốn phương kết bạn", parent=section)
    response = client.get(address)
    assert response.status_code == 301
    assert response["Location"] == (leads_to or "/huu-nghi/bon-phuong-ket-ban?truoc=2025-05-26T20-49-00-0")


def test_the_old_listing_by_date_shows_what_was_older_then(client, section):
    newer, older = make_article(section=section), make_article(section=section, published_at=LONG_AGO - 24 * HOUR)
    response = client.get("/huu-nghi&by-date=2026-01-05T09-00", follow=True)
    found = stories(response)
    assert found[0] == older.pk
    assert found.index(older.pk) < found.index(newer.pk)  # it stands among the most read beside the list


@pytest.mark.parametrize("path", ["/khong-co", "/huu-nghi/khong-co", "/khong-co/", "/a/b/c", "/HUU-NGHI", "/huu_nghi"])
def test_an_unknown_section_is_not_there(client, section, path):
    assert client.get(path).status_code == 404


def test_each_page_is_canonical_to_itself(client, section, settings):
    for place in range(30):
        make_article(section=section, published_at=LONG_AGO - place * HOUR)
    first = client.get("/huu-nghi")
    assert link(first, "canonical") == [f"{settings.SITE_URL}/huu-nghi"]
    assert meta(first, "description") == "Tình hữu nghị giữa các dân tộc"
    second = client.get(_next(first))
    assert link(second, "canonical") == [f"{settings.SITE_URL}{_next(first)}"]
    assert link(second, "prev") == [f"{settings.SITE_URL}/huu-nghi"]
    assert link(first, "next") == link(second, "canonical")
    assert headings(second)[0] == "Hữu nghị"
