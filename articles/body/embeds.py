"""What may be embedded in a body: players of allow-listed hosts and the magazine's own films.

An embed is written `provider:key`. The player's address is made here when a page is drawn, never stored.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

_FILE = re.compile(r"(?!.*\.\.)[A-Za-z0-9_-][A-Za-z0-9_./-]{0,199}\.(?:mp4|webm|m4v)")


@dataclass(frozen=True, slots=True)
class Provider:
    """A host whose player may stand in a body."""

    name: str
    key: re.Pattern[str]
    player: str  # address of the player, with {key}; "" for the magazine's own files
    page: str  # address a reader without JavaScript or frames is sent to, with {key}
    paths: tuple[tuple[str, re.Pattern[str]], ...]  # (host, path pattern with the group "key")


PROVIDERS: dict[str, Provider] = {
    "youtube": Provider(
        name="YouTube",
        key=re.compile(r"[A-Za-z0-9_-]{11}"),
        player="https://www.youtube-nocookie.com/embed/{key}",
        page="https://www.youtube.com/watch?v={key}",
        paths=(
            ("youtu.be", re.compile(r"/(?P<key>[A-Za-z0-9_-]{11})/?")),
            ("youtube.com", re.compile(r"/(?:embed|shorts|live|v)/(?P<key>[A-Za-z0-9_-]{11})/?")),
            ("youtube-nocookie.com", re.compile(r"/embed/(?P<key>[A-Za-z0-9_-]{11})/?")),
        ),
    ),
    "vimeo": Provider(
        name="Vimeo",
        key=re.compile(r"[0-9]{5,12}"),
        player="https://player.vimeo.com/video/{key}?dnt=1",
        page="https://vimeo.com/{key}",
        paths=(
            ("vimeo.com", re.compile(r"/(?P<key>[0-9]{5,12})/?")),
            ("player.vimeo.com", re.compile(r"/video/(?P<key>[0-9]{5,12})/?")),
        ),
    ),
    "file": Provider(name="", key=_FILE, player="", page="", paths=()),
}
# For a frame-src policy.
FRAME_HOSTS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")


def canonical_embed(value: str) -> str | None:
    """`provider:key` when the provider is known and the key has its form."""
    name, _, key = value.strip().partition(":")
    provider = PROVIDERS.get(name)
    if provider is None or not provider.key.fullmatch(key):
        return None
    return f"{name}:{key}"


def embed_of_url(url: str) -> str | None:
    """The embed that a player's or a film page's address stands for."""
    url = url.strip()
    if len(url) > 2_000:
        return None
    try:
        parts = urlsplit(f"https:{url}" if url.startswith("//") else url)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    if host == "youtube.com" and parts.path == "/watch":
        try:
            key = parse_qs(parts.query, max_num_fields=50).get("v", [""])[0]
        except ValueError:
            return None
        return canonical_embed(f"youtube:{key}")
    for name, provider in PROVIDERS.items():
        for known, path in provider.paths:
            if host == known and (found := path.fullmatch(parts.path)):
                return f"{name}:{found['key']}"
    return None


def player_url(embed: str) -> str:
    """The address for the player's frame; empty for the magazine's own files."""
    name, _, key = embed.partition(":")
    return PROVIDERS[name].player.format(key=key)


def page_url(embed: str) -> str:
    """The film's own page at its host; empty for the magazine's own files."""
    name, _, key = embed.partition(":")
    return PROVIDERS[name].page.format(key=key)
