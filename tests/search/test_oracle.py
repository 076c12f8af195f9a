"""Both databases answer as a plain reading of the rules does, over random documents of a few syllables."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from search import index
from vietnamese import accented, fold

SYLLABLES = [
    "an",
    "án",
    "ấn",
    "ninh",
    "nính",
    "nình",
    "lương",
    "luống",
    "lượng",
    "thực",
    "thức",
    "hội",
    "hỏi",
    "Hòa",
    "hoà",
]
DOCUMENTS = 150


def holds(text: str, phrase: str) -> bool:
    return f" {phrase} " in f" {text} "


def grade(query: str, *, title: str, text: str) -> int | None:
    """The place of a document in the order that search/index.py promises; None when it does not fit."""
    exact, plain = accented(query), fold(query)
    pairs = list(zip(exact.split(), plain.split(), strict=True))
    is_accented = exact != plain

    def has_words(where: str, *, with_accents: bool) -> bool:
        return all(
            holds(accented(where), word) if with_accents and word != folded else holds(fold(where), folded)
            for word, folded in pairs
        )

    fitting = []
    if is_accented:
        fitting += [holds(accented(title), exact), holds(accented(title), exact) or holds(accented(text), exact)]
    fitting += [holds(fold(title), plain), holds(fold(title), plain) or holds(fold(text), plain)]
    if len(pairs) == 1:
        fitting = []
    whole = f"{title} {text}"
    if is_accented:
        fitting += [has_words(title, with_accents=True), has_words(whole, with_accents=True)]
    fitting += [has_words(title, with_accents=False), has_words(whole, with_accents=False)]
    return next((place for place, fits in enumerate(fitting) if fits), None)


def random_documents(chance: random.Random, *, now: datetime) -> Iterator[index.Document]:
    for number in range(1, DOCUMENTS + 1):
        yield index.Document(
            kind=chance.choices(("article", "event"), weights=(9, 1))[0],
            number=number,
            title=" ".join(chance.choices(SYLLABLES, k=chance.randint(0, 3))),
            text=" ".join(chance.choices(SYLLABLES, k=chance.randint(0, 6))),
            live_from=now - timedelta(days=chance.choice((1, 10, 100, 5000)) * chance.random() - 0.5),
            live_until=now + timedelta(days=chance.choice((-1, 1))) if chance.random() < 0.1 else None,
        )


@pytest.mark.parametrize("most_results", [4, 30, 1000])
@pytest.mark.parametrize("seed", range(4))
def test_found_as_the_rules_say(
    seed: int, most_results: int, db, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "MOST_RESULTS", most_results)
    chance = random.Random(seed)
    documents = list(random_documents(chance, now=now))
    index.put_many(documents, batch_size=40)
    for _query in range(25):
        query = " ".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 3, 4))))
        query = query if chance.random() < 0.6 else fold(query)
        kind = chance.choice(("article", "event", None))
        fitting = [
            (place, -document.live_from.timestamp() // 1, -document.number, document.kind)
            for document in documents
            if (place := grade(query, title=document.title, text=document.text)) is not None
            and kind in (document.kind, None)
            and document.live_from <= now
            and (document.live_until is None or now < document.live_until)
        ]
        expected = [index.Hit(kind, -number) for _place, _second, number, kind in sorted(fitting)][:most_results]
        results = index.find(query, kind=kind, at=now, per_page=100)
        assert results.total == len(expected)
        assert results.hits == expected[:100], query
