"""A line becomes a finished story: its text frozen, its pictures in the library, its filing resolved."""

from collections import Counter
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

import vietnamese
from articles.content import BylineLine, Content, picture_keys
from articles.querysets.old_address import any_words_before
from newsroom import checks
from newsroom.models import Status
from newsroom.publishing import ArchiveStory
from newsroom.publishing.address import NAMELESS
from newsroom.publishing.magazine import Edition, Filing
from photos.models import Photo

from . import bodies, films
from .lines import Line
from .names import Names
from .narrowing import PUBLISHED
from .overview import Overview
from .pictures import Media, Missing, Warn


def sources(line: Line) -> list[str]:
    """Every file or address that a line asks for."""
    return [*filter(None, (line.thumbnail, line.video.get("file", ""))), *bodies.sources(line.body)]


def make(
    line: Line,
    *,
    number: int,
    digest: str,
    lead_related: tuple[int, ...],
    body_related: tuple[int, ...],
    overview: Overview,
    media: Media,
    names: Names,
    warn: Warn,
    removed: Counter[str],
) -> ArchiveStory:
    """The story of a line. What cannot be had is said through `warn`; raises Refused where nothing can be made."""
    section = names.section(line.section)
    html = bodies.convert(
        line.body,
        media=media,
        warn=warn,
        removed=removed,
        related=body_related,
        number=overview.number,
        known=overview.known,
        itself=number,
        title=line.title,
    )
    film = films.settled(line.kind, films.film_of_line(line.video, media=media, warn=warn), html, warn=warn)
    photo = _thumbnail(line, media=media, warn=warn)
    photos = Photo.objects.in_bulk(picture_keys(photo.pk if photo else None, film.body))
    content = Content(
        kind=film.kind,
        kicker=line.kicker,
        title=line.title,
        card_title="",
        seo_title="",
        social_title="",
        lead=line.lead,
        body=film.body,
        photo=photo.pk if photo else None,
        photo_caption=photo.caption if photo else "",
        photo_alt=photo.alt if photo else "",
        photo_credit=photo.credit_line if photo else "",
        video=film.video,
        source_outlet=line.source.get("outlet", ""),
        source_agency=line.source.get("agency", ""),
        source_url=_address(line.source.get("url", ""), warn=warn),
        byline=tuple(
            BylineLine(author=names.author(person), name=person.name, role=person.role, title_lines=person.title_lines)
            for person in line.contributors
        ),
        pictures=tuple((key, photos[key].content_hash if key in photos else "") for key in sorted(photos)),
    )
    for finding in checks.findings(content, at=line.published_at, photos=photos):
        if finding.blocks:
            warn(finding.message)
    filing = Filing(
        section=section.pk,
        top_section=section.top.pk,
        tags=names.tags(line.tags),
        topics=names.topics(line.topics),
        organizations=names.organizations(line, warn=warn),
        picks=tuple(("lead", number) for number in lead_related),
    )
    edition = Edition(
        number=number,
        content=content,
        version_hash=content.digest(),
        filing=filing,
        slug=line.slug or vietnamese.slugify(line.title) or NAMELESS,
        published_at=line.published_at,
        updated_at=line.updated_at,
        embargo_until=line.embargo_until,
        expires_at=line.expires_at,
    )
    return ArchiveStory(
        edition=edition,
        status=_status(line),
        withdrawn_at=line.withdrawn_at,
        line_digest=digest,
        old_paths=_old_paths(line, number=number, warn=warn),
    )


def _status(line: Line) -> Status:
    if line.withdrawn_at:
        return Status.WITHDRAWN
    return Status.PUBLISHED if line.status == PUBLISHED else Status.DRAFT


def _thumbnail(line: Line, *, media: Media, warn: Warn) -> Photo | None:
    if not line.thumbnail:
        return None
    try:
        return media.photo(line.thumbnail, caption="", alt="", credit="")
    except Missing as missing:
        warn(str(missing))
        return None


def _address(address: str, *, warn: Warn) -> str:
    if not address:
        return ""
    address = address if "://" in address else f"https://{address}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        warn(_("source address “%(address)s” was left out.") % {"address": address[:120]})
        return ""
    return address[:500]


def _old_paths(line: Line, *, number: int, warn: Warn) -> tuple[str, ...]:
    """As readers' requests have them: decoded, without what stands behind a # that never arrives."""
    paths = [any_words_before(line.legacy_id)] if line.legacy_id != number else []
    for written in line.redirect_from:
        path = vietnamese.clean_line(unquote(written.partition("#")[0]))
        if not path.startswith("/") or path.startswith("//"):
            warn(_("old address “%(path)s” does not begin with a slash.") % {"path": written[:120]})
        elif "?" in path:
            warn(_("old address “%(path)s” has a query, by which no address is told here.") % {"path": written[:120]})
        else:
            paths.append(path)
    return tuple(dict.fromkeys(paths))
