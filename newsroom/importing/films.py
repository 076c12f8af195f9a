"""Films of an archive: from an address of an allowed host, or from a file into the media storage."""

import hashlib
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import urlsplit

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from articles import body
from articles.body.embeds import embed_of_url
from articles.models import Kind

from .lines import Refused
from .pictures import Media, Missing, Warn

FILM_TYPES = (".mp4", ".webm", ".m4v")


class Film(NamedTuple):
    """What a story of kind video has become, once it is known which film there is."""

    kind: str
    video: str
    body: str


def film_of_line(video: dict[str, str], *, media: Media, warn: Warn) -> str:
    """The embed that a line's `video` stands for; "" with a warning when it cannot be had."""
    if address := video.get("url"):
        embed = embed_of_url(address)
        if embed is None:
            warn(_("video address “%(address)s” is of no allowed host.") % {"address": address[:120]})
        return embed or ""
    if name := video.get("file"):
        try:
            return f"file:{stored(name, media=media)}"
        except (Missing, OSError) as missing:
            warn(str(missing))
    return ""


def settled(kind: str, video: str, html: str, *, warn: Warn) -> Film:
    """A story of kind video has its film: the line's own, or the first in its clean body, which moves up.

    Without any it is an article. Raises Refused where nothing is left to read.
    """
    if kind != Kind.VIDEO or video:
        return Film(kind, video, html)
    for segment in body.segments(html):
        if isinstance(segment, body.Embed):
            return Film(kind, segment.name, _without(segment, html))
    if body.is_empty(html):
        raise Refused(_("The video story has neither a film nor a text."))
    warn(_("The video story has no film and came in as an article."))
    return Film(Kind.ARTICLE, "", html)


def _without(film: body.Embed, html: str) -> str:
    """The body without its first film, whose caption stays as a paragraph."""
    start = html.index(f'<figure data-embed="{film.name}">')
    after = html.index("</figure>", start) + len("</figure>")
    words = f"<p>{film.caption_html}</p>" if film.caption_html else ""
    return html[:start] + words + html[after:]


def stored(name: str, *, media: Media) -> str:
    """Copy a film into the media storage under its content's hash; the path below the storage. Raises Missing."""
    path = media.path(name)
    if path.suffix.lower() not in FILM_TYPES:
        raise Missing(_("“%(name)s” is no film of a known type.") % {"name": name[:120]})
    with path.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
        target = f"video/{digest[:2]}/{digest}{path.suffix.lower()}"
        if media.keeps_films and not default_storage.exists(target):
            source.seek(0)
            default_storage.save(target, File(source))
    return target


def is_film_file(address: str) -> bool:
    """Is this the path of a film that may lie among the archive's files?"""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not parts.netloc and not parts.scheme and PurePosixPath(parts.path).suffix.lower() in FILM_TYPES
