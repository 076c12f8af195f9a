"""All names of all bodies as a tree of words: reading a text costs the same however many bodies there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from organizations.words import Word, split_words


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write one body, and when it was written so."""

    organization: int
    words: tuple[str, ...]  # with accents
    rank: int  # 0 the official name, 1 a former one, 2 an alias or acronym, 3 a derived spelling
    starts_on: date | None = None
    ends_on: date | None = None
    is_general: bool = False

    def is_held(self, *, on: date) -> bool:
        """Whether the body was written so on that day."""
        return (self.starts_on is None or self.starts_on <= on) and (self.ends_on is None or self.ends_on >= on)

    def is_written(self, words: Sequence[Word]) -> bool:
        """Whether the words have this name's accents, or none: "bạn địa phương" is no "Ban Địa phương"."""
        return all(word.accented in (own, word.folded) for word, own in zip(words, self.words, strict=True))


@dataclass(slots=True)
class Node:
    """A place in the tree: the words that may follow, and the names that end here."""

    following: dict[str, "Node"] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)


class NameTree:
    """Names by their folded words; the longest name at a place wins."""

    def __init__(self) -> None:
        self.root = Node()

    def add(self, text: str, *, organization: int, rank: int, starts_on: date | None = None,
            ends_on: date | None = None, is_general: bool = False) -> None:  # fmt: skip
        """Put a name into the tree; a better rank of the same body and span replaces a worse one."""
        words, _text = split_words(text)
        if not words:
            return
        node = self.root
        for word in words:
            node = node.following.setdefault(word.folded, Node())
        name = Name(organization, tuple(word.accented for word in words), rank, starts_on, ends_on, is_general)
        if not any(_covers(other, name) for other in node.names):
            node.names.append(name)

    def exact(self, words: Sequence[Word]) -> list[Name]:
        """The names that the words, all of them, write."""
        node: Node | None = self.root
        for word in words:
            node = node.following.get(word.folded) if node else None
        return [name for name in node.names if name.is_written(words)] if node else []

    def longest(self, words: Sequence[Word], start: int) -> tuple[int, list[Name]]:
        """Where the longest name that begins at a word ends (exclusive), and whose it is."""
        node: Node | None = self.root
        best: tuple[int, list[Name]] = (start, [])
        for place in range(start, len(words)):
            node = node.following.get(words[place].folded) if node else None
            if node is None:
                break
            if node.names:
                written = words[start : place + 1]
                names = [name for name in node.names if name.is_written(written)]
                if names:
                    best = (place + 1, names)
            if words[place].is_last:
                break
        return best


def _covers(other: Name, name: Name) -> bool:
    return (
        other.organization == name.organization
        and other.rank <= name.rank
        and other.words == name.words
        and (other.starts_on, other.ends_on, other.is_general) == (name.starts_on, name.ends_on, name.is_general)
    )


def best_names(names: Iterable[Name], *, on: date | None) -> list[Name]:
    """The names that fit a day best: those in use then, then the more official; one a body."""
    ranked: dict[int, tuple[bool, int]] = {}
    chosen: dict[int, Name] = {}
    for name in names:
        worth = (on is not None and not name.is_held(on=on), name.rank)
        if name.organization not in ranked or worth < ranked[name.organization]:
            ranked[name.organization], chosen[name.organization] = worth, name
    if not ranked:
        return []
    best = min(ranked.values())
    return [chosen[organization] for organization, worth in ranked.items() if worth == best]
