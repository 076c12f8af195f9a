"""Bodies converted without a database: every picture that is there is number 7, those called "mat…" are missing."""

from collections import Counter
from types import SimpleNamespace
from typing import Any

from newsroom.importing.bodies import convert
from newsroom.importing.pictures import Media, Missing


class Library(Media):
    """Numbers each picture by its source, in order, and keeps what was said of it."""

    def __init__(self, root: Any = None) -> None:
        super().__init__(root)
        self.said: dict[str, dict[str, str]] = {}

    def photo(self, source: str, *, caption: str, alt: str, credit: str) -> Any:
        if source.startswith("mat"):
            raise Missing(f"“{source}” is not there.")
        self.said.setdefault(source, {"caption": caption, "alt": alt, "credit": credit})
        return SimpleNamespace(pk=list(self.said).index(source) + 1)


class Converted(SimpleNamespace):
    html: str
    warnings: list[str]
    removed: Counter[str]
    library: Library


def converted(html: str, *, library: Library | None = None, **more: Any) -> Converted:
    library, removed = library or Library(), Counter[str]()
    warnings: list[str] = []
    out = convert(html, media=library, warn=warnings.append, removed=removed, **more)
    return Converted(html=out, warnings=warnings, removed=removed, library=library)


def figure(caption: str = "", *, number: int = 1, credit: str = "", alt: str = "") -> str:
    """A picture as the vocabulary writes it."""
    said = "".join(f' {name}="{words}"' for name, words in (("data-alt", alt), ("data-credit", credit)) if words)
    return f'<figure data-photo="{number}" data-layout="normal"{said}><figcaption>{caption}</figcaption></figure>'


def film(key: str = "youtube:dQw4w9WgXcQ", caption: str = "") -> str:
    return f'<figure data-embed="{key}"><figcaption>{caption}</figcaption></figure>'
