"""What a body points at: pictures, galleries, stories, films, in the order in which they stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.body.embeds import canonical_embed
from articles.body.nodes import Element, Node
from articles.body.reading import read
from articles.body.vocabulary import canonical_id, canonical_ids, numbers


@dataclass(frozen=True, slots=True)
class References:
    """Numbers of pictures and stories, in document order, each list as used (a picture used twice stands twice)."""

    photos: tuple[int, ...] = ()
    galleries: tuple[tuple[int, ...], ...] = ()
    infographics: tuple[int, ...] = ()
    stories: tuple[int, ...] = ()
    embeds: tuple[str, ...] = ()

    @property
    def all_photos(self) -> tuple[int, ...]:
        """Every library picture that is used in any way, once each."""
        used = (*self.photos, *(number for gallery in self.galleries for number in gallery), *self.infographics)
        return tuple(dict.fromkeys(used))


def references(html: str) -> References:
    """What a clean body points at."""
    found: dict[str, list[str]] = {}
    for name, value in _pointers(read(html).children):
        found.setdefault(name, []).append(value)
    return References(
        photos=tuple(int(value) for value in found.get("data-photo", ())),
        galleries=tuple(numbers(value) for value in found.get("data-gallery", ())),
        infographics=tuple(int(value) for value in found.get("data-infographic", ())),
        stories=tuple(number for value in found.get("data-related", ()) for number in numbers(value)),
        embeds=tuple(found.get("data-embed", ())),
    )


_CANONICAL = {
    "data-photo": canonical_id,
    "data-infographic": canonical_id,
    "data-gallery": canonical_ids,
    "data-related": canonical_ids,
    "data-embed": canonical_embed,
}


def _pointers(nodes: Iterable[Node]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if not isinstance(node, Element):
            continue
        for name, canonical in _CANONICAL.items():
            if name in node.attrs and (value := canonical(node.attrs[name])):
                yield name, value
                break
        if "data-gallery" not in node.attrs:
            yield from _pointers(node.children)
