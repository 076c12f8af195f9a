"""What is kept of an address, a redirect or nothing, does not outlive what it says."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.merging import merge_authors, merge_tags
from newsroom.publishing import magazine as door
from pagecache.changes import number_changes
from pagecache.ledger import ledger
from tests.addresses.kinds import KINDS, MERGED
from tests.factories import make_article, make_author, make_section, make_tag

OF_KINDS = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def move(row, slug: str) -> None:
    row.refresh_from_db()
    row.slug = slug
    row.save()
    number_changes()


@OF_KINDS
def test_a_rename_makes_old_what_it_must(reader, kind):
    row = kind.make(name="Cu")
    kind.bring_out(row)
    number_changes()
    cu, moi, nua = (kind.found_at(slug)[0] for slug in ("cu", "moi", "nua"))
    assert [reader.get(address).status for address in (cu, moi)] == [200, 404]
    move(row, "moi")
    assert (reader.get(cu).headers["location"], reader.get(moi).status) == (moi, 200)
    move(row, "nua")
    assert [reader.get(address).headers["location"] for address in (cu, moi)] == [nua, nua]
    move(row, "cu")
    assert reader.get(cu).status == 200
    assert [reader.get(address).headers["location"] for address in (moi, nua)] == [cu, cu]


@OF_KINDS
def test_a_cache_in_front_is_told_of_every_answer(reader, kind):
    """Whatever an address that nobody has answers: its key is touched by whatever may give it to somebody."""
    row = kind.make(name="Cu")
    kind.bring_out(row)
    number_changes()
    old, new = kind.found_at("cu")[0], kind.found_at("moi")[0]
    nothing = reader.get(new).headers["surrogate-key"].split()
    move(row, "moi")
    redirect = reader.get(old).headers["surrogate-key"].split()
    for keys in (nothing, redirect):
        assert str(row._meta.model_name) in keys
    number = ledger.number
    other = kind.make(name="Khac")
    kind.bring_out(other)
    move(other, "cu")
    ledger.listen()
    assert ledger.standing(redirect, number=number, drawn=0.0, until=float("inf"), now=4e9).old_since is not None
    assert reader.get(old).status == 200


@pytest.mark.parametrize("kind", MERGED, ids=lambda kind: kind.name)
def test_a_merge_makes_old_what_it_must(reader, kind):
    keep, duplicate = kind.make(name="Giu"), kind.make(name="Thua")
    one, other = kind.bring_out(keep), kind.bring_out(duplicate)
    number_changes()
    page, gone = kind.found_at("giu")[0], kind.found_at("thua")[0]
    for address in (page, gone, one.get_absolute_url(), other.get_absolute_url()):
        assert reader.get(address).status == 200
    kind.merge(keep=keep, duplicate=duplicate, by=None, now=timezone.now())
    number_changes()
    assert reader.get(gone).headers["location"] == page
    listed = reader.get(page).text
    assert all(article.get_absolute_url() in listed for article in (one, other))
    story = reader.get(other.get_absolute_url()).text
    assert page in story
    assert gone not in story


def test_a_redirect_to_what_is_withdrawn_is_not_given_once_more(reader):
    tag = make_tag(name="Cu")
    article = make_article(tags=(tag,))
    move(tag, "moi")
    assert reader.get("/tag/cu/").status == 301
    door.blank(article, now=timezone.now())
    number_changes()
    assert [reader.get(f"/tag/{slug}/").status for slug in ("cu", "moi")] == [404, 404]


def test_a_redirect_begins_on_the_minute(reader, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    tag = make_tag(name="Cu")
    make_article(tags=(tag,), published_at=now + timedelta(hours=1))
    move(tag, "moi")
    assert reader.get("/tag/cu/").status == 404
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(hours=1))
    number_changes()
    assert reader.get("/tag/cu/").status == 301


def test_lists_of_a_merged_author_and_tag_are_drawn_anew(reader):
    section = make_section(name="Hữu nghị")
    keep, duplicate = make_author(name="Một"), make_author(name="Hai")
    here, gone = make_tag(name="Một"), make_tag(name="Hai")
    make_article(section=section, authors=(keep,), tags=(here,))
    late = make_article(section=section, authors=(duplicate,), tags=(gone,))
    number_changes()
    feeds = ["/rss/tac-gia/mot/", "/rss/tag/mot/", "/sitemap-tac-gia-0.xml", "/sitemap-the-0.xml"]
    before = [reader.get(feed).text for feed in feeds]
    merge_authors(keep=keep, duplicate=duplicate, by=None, now=timezone.now())
    merge_tags(keep=here, duplicate=gone, by=None, now=timezone.now())
    number_changes()
    after = [reader.get(feed).text for feed in feeds]
    assert [late.get_absolute_url() in text for text in [*before[:2], *after[:2]]] == [False, False, True, True]
    assert ["/hai/" in text for text in [*before[2:], *after[2:]]] == [True, True, False, False]
    assert after == [reader.get_anew(feed).text for feed in feeds]
