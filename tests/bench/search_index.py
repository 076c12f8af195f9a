"""The search index by itself: what a query costs, as multiples of getting one row by its key, best of some tries.

    DATABASE_URL=… .venv/bin/python -m tests.bench.search_index
    DATABASE_URL=… .venv/bin/python -m tests.bench.search_index --titles   # is every story found by its exact title?

On a database that `tests.bench.magazine` has filled. With `--documents 60000` the texts of so many generated stories,
of some 600 words each, are put into the index of a database that has just been migrated, and stories there are none.
"""

import argparse
import os
import time
from collections.abc import Callable, Iterator
from random import Random

import django

QUERIES = (
    ("common words", ("và của", "nhan dan", "hữu nghị")),
    ("phrases with accents", ("hữu nghị nhân dân", "đại biểu quốc tế", "giao lưu văn hóa")),
    ("phrases without accents", ("huu nghi nhan dan", "dai bieu quoc te", "giao luu van hoa")),
    ("rare words", ("múa rối nước", "chất độc da cam", "nguoi khuyet tat")),
    ("nothing", ("không hề có chữ này xyz",)),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--titles", action="store_true", help="ask for every title instead, and count who is not found")
    parser.add_argument("--documents", type=int, default=0, help="put so many into the index first, and ask for these")
    parser.add_argument("--every", type=int, default=1, help="of these, ask for each so manieth title only")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thoidai.settings")
    django.setup()
    if options.documents:
        put(options.documents)
        ask_for_titles((place, _title(place)) for place in range(1, options.documents + 1, options.every))
    elif options.titles:
        ask_for_titles(_titles())
    else:
        measure(times=options.times)


def measure(*, times: int) -> None:
    from django.utils import timezone

    from articles.models import Article
    from search import index
    from search.models import Entry

    key = Article.objects.order_by("-pk").values_list("pk", flat=True).first()
    unit = _best(lambda: Article.objects.filter(pk=key).values_list("title").get(), times=10 * times)
    print(f"{Entry.objects.count()} documents")
    for label, queries in QUERIES:
        for query in queries:
            spent = _best(lambda query=query: index.find(query, kind="article", at=timezone.now()), times=times)
            print(f"{label}: {query}: {spent / unit:.1f} ×")


def put(count: int) -> None:
    """The texts of generated stories, as the archive's import puts them; a story's number is its place."""
    from django.utils import timezone

    from search import index
    from tests.bench.stories import APART

    oldest, began = timezone.now() - APART * (count + 1), time.process_time()
    with index.bulk_load():
        index.put_many(
            index.Document(
                kind="article",
                number=place,
                title=_title(place),
                text=_text(place),
                live_from=oldest + APART * place,
            )
            for place in range(1, count + 1)
        )
    print(f"{count} documents, {1000 * (time.process_time() - began) / count:.1f} ms of CPU time each")


def _title(place: int) -> str:
    from tests.bench.stories import sentence

    return sentence(Random(place), 6)


def _text(place: int) -> str:
    from tests.bench.stories import PARAGRAPHS, WORDS_EACH, sentence

    random = Random(f"text {place}")
    return ". ".join(sentence(random, WORDS_EACH) for _ in range(PARAGRAPHS))


def _titles() -> Iterator[tuple[int, str]]:
    from django.utils import timezone

    from articles.models import Article

    yield from Article.objects.live(at=timezone.now()).order_by("pk").values_list("pk", "title")


def ask_for_titles(numbered: Iterator[tuple[int, str]]) -> None:
    """Asks for every story by its title, with accents and without in turns; prints the numbers of the missing."""
    from django.db import connection
    from django.utils import timezone

    from search import index
    from vietnamese import fold

    at, missing, titles = timezone.now(), [], list(numbered)
    began = time.process_time()
    for place, (number, title) in enumerate(titles):
        hits = index.find(fold(title) if place % 2 else title, kind="article", at=at, per_page=100).hits
        if index.Hit("article", number) not in hits:
            missing.append(number)
    spent = 1000 * (time.process_time() - began) / max(len(titles), 1)
    version = connection.Database.sqlite_version if connection.vendor == "sqlite" else connection.pg_version
    print(f"{connection.vendor} {version}: {len(titles)} titles asked for, {spent:.1f} ms of CPU time each")
    print(f"stories not found: {len(missing)} {missing[:20] or ''}")


def _best(run: Callable[[], object], *, times: int) -> float:
    """Seconds by the clock, the database's included: the best of some tries is the least disturbed one."""
    run()
    spent = []
    for _ in range(times):
        before = time.perf_counter()
        run()
        spent.append(time.perf_counter() - before)
    return min(spent)


if __name__ == "__main__":
    main()
