"""What is the same in two sequences, at a bounded cost."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.alignment import Allowance, Stretch, stretches

ITEMS = st.lists(st.integers(0, 3) | st.integers(0, 60), max_size=40)


def together(old: list, new: list, found: list[Stretch]) -> None:
    """The stretches are both sequences, and the same where they say so."""
    assert [item for each in found for item in old[slice(*each.old)]] == old
    assert [item for each in found for item in new[slice(*each.new)]] == new
    assert all(old[slice(*each.old)] == new[slice(*each.new)] for each in found if each.is_same)
    assert all(one.is_same != other.is_same for one, other in pairwise(found))


@given(ITEMS, ITEMS, st.sampled_from([0, 10, 60, 10_000]))
def test_stretches_are_both_sequences_whatever_may_be_spent(old: list, new: list, steps: int) -> None:
    together(old, new, stretches(old, new, allowance=Allowance(steps)))


def test_words_that_were_put_in_and_taken_out() -> None:
    found = stretches(["một", "hai", "ba", "bốn", "năm"], ["một", "ba", "tư", "bốn", "năm", "sáu"])
    assert found == [
        Stretch((0, 1), (0, 1), is_same=True),
        Stretch((1, 2), (1, 1)),
        Stretch((2, 3), (1, 2), is_same=True),
        Stretch((3, 3), (2, 3)),
        Stretch((3, 5), (3, 5), is_same=True),
        Stretch((5, 5), (5, 6)),
    ]


def test_repeated_items_are_matched_by_the_shortest_edit() -> None:
    found = stretches(list("abcabba"), list("cbabac"))
    assert sum(each.old[1] - each.old[0] for each in found if each.is_same) == 4


def test_a_moved_paragraph_leaves_the_others_where_they_are() -> None:
    found = stretches(list(range(50)), [*range(10, 50), *range(10)])
    assert [each for each in found if each.is_same] == [Stretch((10, 50), (0, 40), is_same=True)]
    assert not any(each.is_coarse for each in found)


def sequences(shape: str, size: int) -> tuple[list, list]:
    random = Random(size)
    return {
        "one item": (["a"] * size, ["b", *["a"] * size]),
        "two items": ([random.choice("ab") for _ in range(size)], [random.choice("ab") for _ in range(size)]),
        "turned round": (list(range(size)), list(range(size))[::-1]),
        "mixed": (list(range(size)), random.sample(range(size), size)),
        "twice each": ([n // 2 for n in range(size)], [n // 2 for n in range(size)][::-1]),
        "few hundred": ([n % 300 for n in range(size)], [random.randrange(300) for _ in range(size)]),
        "shifted": ([n % 300 for n in range(size)], [(n + 150) % 300 for n in range(size)]),
        "anchors": ([x for n in range(size) for x in (n, "s", "t")], [x for n in range(size) for x in (n, "t", "s")]),
    }[shape]


@pytest.mark.parametrize(
    "shape", ["one item", "two items", "turned round", "mixed", "twice each", "few hundred", "shifted", "anchors"]
)
def test_the_cost_grows_as_the_sequences_do(shape: str) -> None:
    def looked_at(size: int) -> int:
        old, new = ([Counted(item) for item in items] for items in sequences(shape, size))
        Counted.count = 0
        assert stretches(old, new)
        return Counted.count

    assert looked_at(8_000) < 2.6 * looked_at(4_000)
    assert looked_at(8_000) < 40 * 2 * 8_000 * (3 if shape == "anchors" else 1)


class Counted:
    """An item that counts how often it was compared or hashed."""

    count = 0

    def __init__(self, item: object) -> None:
        self.item = item

    def __eq__(self, other: object) -> bool:
        Counted.count += 1
        return isinstance(other, Counted) and self.item == other.item

    def __hash__(self) -> int:
        Counted.count += 1
        return hash(self.item)
