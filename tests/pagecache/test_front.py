"""What a kept page is like: the same for every reader, whole, compressed, and answered without Django."""

import gzip

import pytest
from django.test import override_settings

from pagecache import recording, touch
from pagecache.changes import number_changes
from photos import withdrawal
from tests.factories import make_article, make_photo, make_section, make_user
from tests.pagecache.reading import Reader
from tests.pages.addresses import Magazine

pytestmark = pytest.mark.django_db


@pytest.fixture
def magazine() -> Magazine:
    return Magazine()


def test_a_second_reader_is_answered_without_a_query(reader, magazine, django_assert_num_queries) -> None:
    for address in magazine.addresses:
        first = reader.get(address)
        if "surrogate-key" not in first.headers:
            continue
        with django_assert_num_queries(0):
            second = reader.get(address)
        assert (second.status, second.body) == (first.status, first.body), address


def test_every_public_page_but_searches_is_kept(reader, magazine) -> None:
    passed_over = {address for address in magazine.addresses if "surrogate-key" not in reader.get(address).headers}
    assert passed_over == {"/tim-kiem/", "/tim-kiem/?q=huu+nghi", "/to-chuc/?q=huu+nghi"}


def test_a_kept_page_is_what_django_draws(reader, magazine) -> None:
    for address in magazine.addresses:
        reader.get(address)
        kept, drawn = reader.get(address), reader.get_anew(address)
        assert (kept.status, kept.body) == (drawn.status, drawn.body), address
        assert kept.headers.get("etag") == drawn.headers.get("etag"), address
        assert kept.headers["content-type"] == drawn.headers["content-type"], address


def test_it_goes_out_compressed_to_whoever_can_read_that(reader, magazine) -> None:
    plain, packed = reader.get("/"), reader.get("/", accept_encoding="br, gzip")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert int(packed.headers["content-length"]) == len(packed.body) < len(plain.body)
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("refused", ["gzip;q=0, identity", "br, gzip; q=0.00", "identity"])
def test_it_goes_out_as_it_is_to_whoever_refuses_that(reader, magazine, refused) -> None:
    assert "content-encoding" not in reader.get("/", accept_encoding=refused).headers
    assert reader.get("/", accept_encoding="br;q=0, gzip;q=0.5").headers["content-encoding"] == "gzip"


def test_who_has_it_already_gets_a_short_answer(reader, magazine) -> None:
    etag = reader.get("/").headers["etag"]
    again = reader.get("/", if_none_match=etag)
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == etag
    assert reader.get("/", if_none_match='"another"').status == 200


def test_the_first_reader_may_have_it_already(reader, magazine) -> None:
    etag = reader.get_anew("/").headers["etag"]
    assert reader.get("/", if_none_match=etag).status == 304
    assert reader.get("/").body == reader.get_anew("/").body


def test_asked_for_the_head_alone(reader, magazine) -> None:
    for _ in range(2):
        head = reader.get("/", method="HEAD")
        assert (head.status, head.body) == (200, b"")
    whole = reader.get("/")
    assert int(head.headers["content-length"]) == len(whole.body) > 0


def test_other_methods_reach_django(reader, magazine) -> None:
    reader.get("/")
    assert reader.get("/", method="POST").status == 403


def test_where_a_reader_came_from_makes_no_difference(reader, magazine, django_assert_num_queries) -> None:
    reader.get("/")
    with django_assert_num_queries(0):
        assert reader.get("/?utm_source=zalo&fbclid=abc").status == 200


def test_parameters_that_a_page_reads_make_another_page(reader, magazine) -> None:
    by_name = reader.get("/to-chuc/?xem=ten").body
    assert reader.get("/to-chuc/").body != by_name
    assert reader.get("/to-chuc/?utm_source=x&xem=ten").body == by_name


def test_the_desk_is_never_kept(reader, magazine) -> None:
    for _ in range(2):
        answer = reader.get("/quan-tri/login/")
        assert answer.status == 200
        assert "surrogate-key" not in answer.headers


def test_an_unknown_host_gets_nothing_of_it(reader, magazine) -> None:
    assert reader.get("/").status == 200
    assert reader.get("/", host="evil.example").status == 400


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"))
def test_who_comes_without_tls_is_sent_to_it(db) -> None:
    Magazine()
    reader = Reader()
    assert reader.get("/", x_forwarded_proto="https").status == 200
    assert reader.get("/", x_forwarded_proto="http").status == 301


def test_a_withdrawn_story_stays_gone_without_a_query(reader, django_assert_num_queries, now) -> None:
    article = make_article(withdrawn_at=now)
    assert reader.get(article.get_absolute_url()).status == 410
    with django_assert_num_queries(0):
        assert reader.get(article.get_absolute_url()).status == 410


def test_what_is_not_there_is_not_kept_here_and_not_for_long_elsewhere(reader) -> None:
    missing = reader.get("/bai-sap-len-1999999.html")
    assert missing.status == 404
    assert reader.front.memory.get("/bai-sap-len-1999999.html") is None
    assert "article:1999999" in missing.headers["surrogate-key"].split()
    assert int(missing.headers["surrogate-control"].removeprefix("max-age=")) <= 10


@pytest.mark.parametrize(
    "header", [("Set-Cookie", "a=1"), ("Vary", "Accept, Cookie"), ("Content-Range", "bytes 0-1/9")]
)
def test_what_differs_by_reader_is_not_kept(reader, header) -> None:
    def personal(environ, start_response):
        recording.declare_public()
        start_response("200 OK", [("Content-Type", "text/plain"), ("Cache-Control", "public, s-maxage=30"), header])
        return [b"yours"]

    reader = Reader(personal)
    assert reader.get("/").text == "yours"
    assert reader.front.memory.get("/") is None


@override_settings(MEDIA_URL="https://media.example/media/")
def test_a_picture_is_asked_for_as_it_comes_wherever_readers_get_pictures() -> None:
    asked = []

    def pictures(environ, start_response):
        asked.append(environ)
        start_response("206 Partial Content", [])
        return []

    Reader(pictures).get("/media/phim/a.mp4", range="bytes=0-1")
    assert asked[0]["HTTP_RANGE"] == "bytes=0-1"


def test_no_cookie_goes_out_with_a_page(reader, magazine) -> None:
    for address in magazine.addresses:
        assert "set-cookie" not in reader.get(address).headers, address


def test_a_page_names_what_it_is_made_of(reader) -> None:
    section = make_section()
    article = make_article(section=section)
    keys = reader.get(article.get_absolute_url()).headers["surrogate-key"].split()
    assert {f"article:{article.pk}", f"section:{section.pk}/stories", "everything"} <= set(keys)


def test_only_caches_are_told_what_a_page_is_made_of(reader, magazine) -> None:
    """All names together are longer than nginx takes from an application by itself."""
    for address in (*magazine.addresses, "/khong-co-1999999.html"):
        for _ in range(2):
            headers = reader.get(address, surrogate_capability="").headers
            assert not {"surrogate-key", "surrogate-control"} & set(headers), address
            assert sum(len(name) + len(value) + 4 for name, value in headers.items()) < 3_000, address


def test_a_page_of_very_many_rows_names_their_kind(reader) -> None:
    articles = [make_article() for _ in range(160)]
    keys = reader.get(f"/sitemap-bai-{articles[0].pk // 10_000}.xml").headers["surrogate-key"].split()
    assert "article" in keys
    assert not [key for key in keys if key.startswith("article:")]


def test_a_broken_page_is_replaced_by_the_old_one(reader, magazine, monkeypatch) -> None:
    old = reader.get("/")
    touch({"everything"})
    number_changes()
    monkeypatch.setattr("pages.views.home.compose", _broken)
    assert (reader.get("/").status, reader.get("/").body) == (200, old.body)


def test_a_withdrawal_leaves_no_old_page(reader, magazine, monkeypatch) -> None:
    reader.get("/")
    touch({"everything"}, withdrawal=True)
    number_changes()
    monkeypatch.setattr("pages.views.home.compose", _broken)
    broken = reader.get("/")
    assert broken.status == 500
    assert "surrogate-control" not in broken.headers


def test_a_withdrawn_photo_leaves_no_old_page(reader, roles, magazine, monkeypatch, now) -> None:
    photo = make_photo()
    make_article(photo=photo)
    assert photo.content_hash in reader.get("/").text
    monkeypatch.setattr("pages.views.home.compose", _broken)
    withdrawal.withdraw(photo, by=make_user(role="editor_in_chief"), reason="Hết quyền", now=now)
    number_changes()
    assert reader.get("/").status == 500


def _broken(**context):
    raise RuntimeError("broken")
