"""One set of stories runs through all blocks of a page, in page order, so that none stands there twice."""

from collections.abc import Iterable


class Shown:
    """The stories that a page shows already, or keeps for a place further down."""

    def __init__(self, numbers: Iterable[int] = ()) -> None:
        self._shown = set(numbers)
        self._kept: set[int] = set()

    def keep(self, numbers: Iterable[int]) -> None:
        """Keep stories for the place where an editor pinned them: no block fills itself up with them."""
        self._kept.update(numbers)

    def place(self, numbers: Iterable[int], *, limit: int) -> list[int]:
        """The first stories that an editor chose and that do not stand here yet; from now on they do."""
        return self._choose((number for number in numbers if number not in self._shown), limit=limit)

    def fill(self, numbers: Iterable[int], *, limit: int) -> list[int]:
        """The first stories that neither stand here yet nor are kept for another place; from now on they do."""
        free = (number for number in numbers if number not in self._shown and number not in self._kept)
        return self._choose(free, limit=limit)

    def _choose(self, numbers: Iterable[int], *, limit: int) -> list[int]:
        chosen: list[int] = []
        for number in numbers:
            if len(chosen) >= limit:
                break
            if number not in chosen:
                chosen.append(number)
        self._shown.update(chosen)
        return chosen

    @property
    def numbers(self) -> frozenset[int]:
        """All stories that stand on the page."""
        return frozenset(self._shown)

    def __len__(self) -> int:
        return len(self._shown)
