"""Pages of results, and the bound of what is counted."""

from datetime import datetime, timedelta

import pytest

from search import index


@pytest.fixture
def rain(db, now: datetime) -> None:
    index.put_many(
        index.Document(
            kind="article",
            number=number,
            title="mưa rào" if number % 7 == 0 else "tin",
            text="rào mưa" if number % 2 else "mưa rào",
            live_from=now - timedelta(hours=number),
        )
        for number in range(1, 46)
    )


def test_pages_hold_every_document_once(rain: None, now: datetime) -> None:
    whole = index.find("mưa rào", kind="article", at=now, per_page=100)
    assert len(whole.hits) == whole.total == 45
    assert not whole.has_next
    pages = [index.find("mưa rào", kind="article", at=now, page=page, per_page=10) for page in range(1, 6)]
    assert [hit for page in pages for hit in page.hits] == whole.hits
    assert [page.has_next for page in pages] == [True, True, True, True, False]
    assert {page.total for page in pages} == {45}


@pytest.mark.parametrize("page", [6, 10**9, 10**30])
def test_a_page_past_the_end_is_empty(page: int, rain: None, now: datetime) -> None:
    assert index.find("mưa", kind="article", at=now, page=page, per_page=10) == index.Results(total=45)


def test_odd_numbers_give_the_nearest_page(rain: None, now: datetime) -> None:
    first = index.find("mưa", kind="article", at=now, per_page=1)
    assert index.find("mưa", kind="article", at=now, page=-3, per_page=0) == first
    assert len(index.find("mưa", kind="article", at=now, per_page=10**9).hits) == 45


def test_the_total_is_capped(rain: None, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "MOST_RESULTS", 20)
    pages = [index.find("mưa rào", kind="article", at=now, page=page, per_page=8) for page in (1, 2, 3, 4)]
    assert [len(page.hits) for page in pages] == [8, 8, 4, 0]
    assert {page.total for page in pages} == {20}
    assert [page.has_next for page in pages] == [True, True, False, False]


def test_the_newest_are_kept_when_there_are_too_many(
    rain: None, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "MOST_RESULTS", 5)
    hits = index.find("mưa", kind="article", at=now, per_page=5).hits
    assert [hit.number for hit in hits] == [7, 14, 21, 28, 35]  # the word in the title first, then newest
    assert [hit.number for hit in index.find("tin", kind="article", at=now).hits] == [1, 2, 3, 4, 5]
