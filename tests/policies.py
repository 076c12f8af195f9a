"""Reading what our answers tell browsers: policies by directive, and code that stands in a page itself."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.urls import URLResolver, get_resolver

# Each would let a page run or load what is not ours.
LOOSE = {"*", "https:", "http:", "data:", "blob:", "'strict-dynamic'", "'unsafe-hashes'", "'wasm-unsafe-eval'"}


def policy(response: HttpResponse) -> dict[str, list[str]]:
    """The Content-Security-Policy of an answer, checked to be strict."""
    found = {name: sources for name, *sources in map(str.split, response["Content-Security-Policy"].split(";"))}
    for name, sources in found.items():
        assert not LOOSE & set(sources), (name, sources)
        if not (name == "style-src" and "sandbox" in found):  # the browser's own, around a picture opened by itself
            assert not [source for source in sources if "unsafe" in source], (name, sources)
    assert found["default-src"] == ["'none'"]
    assert found["base-uri"] == ["'none'"]
    assert found["frame-ancestors"] == ["'self'"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    return found


class _Inline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.nonces: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.nonces |= {given["nonce"] or ""} if "nonce" in given else set()
        code = tag == "style" or (tag == "script" and not {"src", "nonce"} & set(given) and not _is_data(given))
        handlers = [name for name in given if name == "style" or name.startswith("on")]
        links = [name for name in ("href", "src", "action") if (given.get(name) or "").startswith("javascript:")]
        if code or handlers or links:
            self.found.append(self.get_starttag_text() or tag)


def _is_data(given: dict[str, str | None]) -> bool:
    return (given.get("type") or "").endswith("json")


def read(html: str) -> _Inline:
    """`found`: every tag with code or style of its own; `nonces`: what scripts are trusted by."""
    parser = _Inline()
    parser.feed(html)
    return parser


def fixed_addresses(start: str) -> list[str]:
    """All addresses that begin so and name nothing in particular, whichever room they are of."""

    def walk(patterns: list[Any], before: str) -> Iterator[str]:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            elif route.startswith(start) and not set("<(^") & set(route):
                yield route

    return sorted(set(walk(get_resolver().url_patterns, "/")))
