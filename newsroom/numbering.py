"""Numbers of stories: a new one gets the next of the counter, an archive's keeps its own or gets one for good.

No number is above `search.places.LARGEST_NUMBER`, the highest that the search index can hold.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from newsroom.models import ForeignNumber, Story
from search.places import LARGEST_NUMBER

ROOM = 1_000_000  # numbers that an archive cannot take from the desk: the counter does not follow it into the last ones
CHUNK = 500


@transaction.atomic
def next_numbers(count: int, *, but: Collection[int] = ()) -> list[int]:
    """Numbers that no story has and none gets again. Raises OverflowError when there is none left."""
    numbers: list[int] = []
    while len(numbers) < count:
        drawn = _draw(count - len(numbers))
        if drawn[-1] > LARGEST_NUMBER:
            raise OverflowError(f"No number of a story is left below {LARGEST_NUMBER}.")
        taken = set(Story.objects.filter(pk__in=drawn).values_list("pk", flat=True))
        numbers += [number for number in drawn if number not in taken and number not in but]
    return numbers


@contextmanager
def continued_above(numbers: Iterable[int]) -> Iterator[None]:
    """Around writing an archive's stories: the desk's next ones are numbered above them."""
    highest = max((number for number in numbers if number <= LARGEST_NUMBER - ROOM), default=0)
    before = _last_drawn()
    yield
    _set_last_drawn(max(highest, before), was=before)


@transaction.atomic
def reserve(foreign_ids: Collection[int], *, but: Collection[int] = ()) -> None:
    """Give each id of another system that is too large for a number one of its own, once and for good.

    `but`: numbers that other stories of the archive bring along.
    """
    wanted = sorted(set(foreign_ids) - numbers_of(foreign_ids).keys())
    if not wanted:
        return
    numbers = next_numbers(len(wanted), but=but)
    rows = [ForeignNumber(foreign_id=str(each), number=number) for each, number in zip(wanted, numbers, strict=True)]
    ForeignNumber.objects.bulk_create(rows, batch_size=CHUNK, ignore_conflicts=True)  # another run may be at it


def numbers_of(foreign_ids: Iterable[int]) -> dict[int, int]:
    """The numbers that were reserved, by foreign id."""
    wanted, found = [str(each) for each in foreign_ids], {}
    for start in range(0, len(wanted), CHUNK):
        rows = ForeignNumber.objects.filter(foreign_id__in=wanted[start : start + CHUNK])
        found.update({int(each): number for each, number in rows.values_list("foreign_id", "number")})
    return found


def foreign_ids_of(numbers: Collection[int]) -> dict[int, str]:
    """Of numbers that were given to ids of another system those ids."""
    return dict(ForeignNumber.objects.filter(number__in=numbers).values_list("number", "foreign_id"))


def _draw(count: int) -> list[int]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT nextval('newsroom_story_id_seq') FROM generate_series(1, %s)", [count])
            return sorted(number for (number,) in cursor.fetchall())
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = 'newsroom_story' RETURNING seq", [count])
        [last] = cursor.fetchone()
        return list(range(last - count + 1, last + 1))


def _last_drawn() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT last_value FROM newsroom_story_id_seq")
        else:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = 'newsroom_story'")
        return int(cursor.fetchone()[0])


def _set_last_drawn(number: int, *, was: int) -> None:
    """On SQLite also where nothing changes: a row's own number has moved the counter meanwhile."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = 'newsroom_story'", [number])
        elif number > was:  # unless others have drawn higher ones meanwhile
            cursor.execute(
                "SELECT setval('newsroom_story_id_seq', %s) WHERE %s > (SELECT last_value FROM newsroom_story_id_seq)",
                [number, number],
            )
