"""Which parts of two sequences are the same: blocks, sentences or words, at a cost that is bounded whatever they hold.

Pure functions over anything that can be hashed. Comparing versions shows what they find; merging three texts is two of
them, base against each side. In this order: the common beginning and end; items that stand once on either side, in
their longest common order (as patience does); between them the shortest edit (Myers). All of it is paid for from an
Allowance; a stretch for which nothing is left counts as replaced, and says so.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

PER_ITEM = 8  # steps for each item of both sequences together
AT_LEAST = 60_000  # steps that short sequences have
MOST_EDITS = 400  # of one stretch without an item that stands once; its trace takes the square of them


class Allowance:
    """How many steps a comparison may still take. One is shared by everything that one page compares."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    @classmethod
    def for_items(cls, count: int) -> "Allowance":
        """What comparing so many items may cost: it grows as they do."""
        return cls(AT_LEAST + PER_ITEM * count)

    def pay(self, steps: int) -> bool:
        """Takes the steps off, if there are so many."""
        if steps > self.left:
            return False
        self.left -= steps
        return True


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of both sequences, `old[start:end]` and `new[start:end]`: the same, or one in the stead of the other.

    `is_coarse`: not compared any further, so that parts of it may be the same all the same.
    """

    old: tuple[int, int]
    new: tuple[int, int]
    is_same: bool = False
    is_coarse: bool = False


def stretches(old: Sequence[Hashable], new: Sequence[Hashable], *, allowance: Allowance | None = None) -> list[Stretch]:
    """Both sequences from beginning to end, the same and the replaced in turns; neither is empty on both sides."""
    allowance = allowance or Allowance.for_items(len(old) + len(new))
    found: list[Stretch] = []
    for piece in _pieces(old, new, allowance):
        last = found[-1] if found else None
        if last and last.is_same == piece.is_same:
            found[-1] = Stretch(
                (last.old[0], piece.old[1]),
                (last.new[0], piece.new[1]),
                is_same=piece.is_same,
                is_coarse=last.is_coarse or piece.is_coarse,
            )
        else:
            found.append(piece)
    return found


def _pieces(old: Sequence[Hashable], new: Sequence[Hashable], allowance: Allowance) -> Iterator[Stretch]:
    """In their order. What waits stands in a list, so that no text is too deep."""
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        start, end, start_new, end_new = waiting.pop()
        if start == end or start_new == end_new:
            if start != end or start_new != end_new:
                yield Stretch((start, end), (start_new, end_new))
        elif head := _common_head(old, new, start, end, start_new, end_new):
            yield Stretch((start, start + head), (start_new, start_new + head), is_same=True)
            waiting.append((start + head, end, start_new + head, end_new))
        elif tail := _common_tail(old, new, start, end, start_new, end_new):
            # What is the same to its end waits as such: its head will be all of it.
            waiting.append((end - tail, end, end_new - tail, end_new))
            waiting.append((start, end - tail, start_new, end_new - tail))
        else:
            matches = _matches(old[start:end], new[start_new:end_new], allowance=allowance)
            if not matches:
                yield Stretch((start, end), (start_new, end_new), is_coarse=matches is None)
                continue
            at, at_new, parts = start, start_new, []
            for place, place_new in matches:
                here, here_new = start + place, start_new + place_new
                parts += [(at, here, at_new, here_new), (here, here + 1, here_new, here_new + 1)]
                at, at_new = here + 1, here_new + 1
            waiting.extend(reversed([*parts, (at, end, at_new, end_new)]))


def _common_head(
    old: Sequence[Hashable], new: Sequence[Hashable], start: int, end: int, start_new: int, end_new: int
) -> int:
    most, count = min(end - start, end_new - start_new), 0
    while count < most and old[start + count] == new[start_new + count]:
        count += 1
    return count


def _common_tail(
    old: Sequence[Hashable], new: Sequence[Hashable], start: int, end: int, start_new: int, end_new: int
) -> int:
    most, count = min(end - start, end_new - start_new), 0
    while count < most and old[end - 1 - count] == new[end_new - 1 - count]:
        count += 1
    return count


def _matches(old: Sequence[Hashable], new: Sequence[Hashable], *, allowance: Allowance) -> list[tuple[int, int]] | None:
    """Pairs of places, both rising, that hold the same; none where nothing is; None where it would cost too much."""
    if not allowance.pay(len(old) + len(new)):
        return None
    counted, counted_new = Counter(old), Counter(new)
    if counted.keys().isdisjoint(counted_new):
        return []
    once = {item for item, count in counted.items() if count == 1 and counted_new.get(item) == 1}
    if not once:
        return _shortest_edit(old, new, allowance=allowance)
    places_new = {item: place for place, item in enumerate(new) if item in once}
    return _longest_rising([(place, places_new[item]) for place, item in enumerate(old) if item in once])


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of pairs in the order of the first number the most whose second number rises, too."""
    ends: list[int] = []  # the lowest second number with which a rising row of so many ends
    tops: list[int] = []  # the pair that it belongs to
    before = [-1] * len(pairs)
    for number, (_place, place_new) in enumerate(pairs):
        length = bisect_left(ends, place_new)
        before[number] = tops[length - 1] if length else -1
        if length == len(ends):
            ends.append(place_new)
            tops.append(number)
        else:
            ends[length], tops[length] = place_new, number
    row, number = [], tops[-1] if tops else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]


def _shortest_edit(
    old: Sequence[Hashable], new: Sequence[Hashable], *, allowance: Allowance
) -> list[tuple[int, int]] | None:
    """The pairs of the shortest edit (Myers 1986), whose cost grows with the edits; None when it has too many."""
    size, size_new = len(old), len(new)
    furthest = {1: 0}  # on each diagonal (how many more were taken out than put in) the place in `old` that was reached
    trace: list[dict[int, int]] = []
    if abs(size - size_new) > MOST_EDITS:
        return None
    for edits in range(min(size + size_new, MOST_EDITS) + 1):
        trace.append(dict(furthest))
        steps = edits
        for diagonal in range(-edits, edits + 1, 2):
            came_from = _came_from(furthest, diagonal, edits=edits)
            place = began = furthest[came_from] + (came_from < diagonal)
            while place < size and place - diagonal < size_new and old[place] == new[place - diagonal]:
                place += 1
            steps += place - began + 1
            furthest[diagonal] = place
            if place >= size and place - diagonal >= size_new:
                return _traced(trace, size, size_new)
        if not allowance.pay(steps):
            return None
    return None


def _came_from(furthest: dict[int, int], diagonal: int, *, edits: int) -> int:
    """The neighbouring diagonal from which one more edit leads furthest."""
    if diagonal == -edits or (diagonal != edits and furthest[diagonal - 1] < furthest[diagonal + 1]):
        return diagonal + 1
    return diagonal - 1


def _traced(trace: list[dict[int, int]], size: int, size_new: int) -> list[tuple[int, int]]:
    """The pairs that are the same, from the end of the trace back to its beginning."""
    matches: list[tuple[int, int]] = []
    place, place_new = size, size_new
    for edits in range(len(trace) - 1, -1, -1):
        came_from = _came_from(trace[edits], place - place_new, edits=edits)
        before = trace[edits][came_from] if edits else 0
        before_new = before - came_from if edits else 0
        while place > before and place_new > before_new:
            place, place_new = place - 1, place_new - 1
            matches.append((place, place_new))
        place, place_new = before, before_new
    return matches[::-1]
