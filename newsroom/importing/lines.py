"""One line of an import file: read, checked and normalised, or refused with every reason at once."""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

import vietnamese
from articles.models import Kind, Role
from search.places import LARGEST_NUMBER  # a story that the search could not hold would fail when it goes live

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
FIELDS = frozenset(
    {
        *("legacy_id", "slug", "kind", "title", "lead", "section", "published_at", "updated_at", "expires_at"),
        *("kicker", "video", "body", "thumbnail", "contributors", "source", "tags", "topics", "organizations"),
        *("lead_related", "body_related", "redirect_from"),
    }
)
_VIDEO_PREFIX = re.compile(r"^\s*\[\s*video\s*\]\s*[:\-–]?\s*", re.IGNORECASE)
_SLUG = re.compile(r"[A-Za-z0-9_-]{1,255}")
Reference = int | str  # a legacy id, or an exact title


class Refused(Exception):
    """The line cannot become a story; the arguments are the reasons."""

    def __str__(self) -> str:
        return "; ".join(self.args)


@dataclass(frozen=True, slots=True)
class Contributor:
    name: str
    role: str
    title_lines: str


@dataclass(slots=True)
class Line:
    """A line that can become a story. Times are aware; texts are clean; the body is still as it came."""

    number: int
    slug: str  # "" where the line brings none
    kind: str
    title: str
    lead: str
    section: tuple[str, ...]
    published_at: datetime
    updated_at: datetime | None
    expires_at: datetime | None
    kicker: str
    video: dict[str, str]
    body: str
    thumbnail: str
    contributors: tuple[Contributor, ...]
    source: dict[str, str]
    tags: tuple[str, ...]
    topics: tuple[str, ...]
    organizations: tuple[str, ...]
    lead_related: tuple[Reference, ...]
    body_related: tuple[Reference, ...]
    redirect_from: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    warnings: list[str] = field(default_factory=list)


def read(raw: bytes) -> Line:
    """Read one line of the file. Raises Refused."""
    return _Reader(decode(raw)).line()


def decode(raw: bytes) -> dict[str, Any]:
    """The JSON object of a line. Raises Refused."""
    try:
        data = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise Refused(_("The line is not UTF-8.")) from None
    except (ValueError, RecursionError):
        raise Refused(_("The line is not JSON.")) from None
    if not isinstance(data, dict):
        raise Refused(_("The line is not a JSON object."))
    return data


def legacy_id(data: dict[str, Any]) -> int | None:
    """The number of a decoded line, when it has a valid one."""
    value = data.get("legacy_id")
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_NUMBER else None


class _Reader:
    """Collects every problem of a line before it refuses it."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.problems: list[str] = []
        self.warnings: list[str] = []

    def line(self) -> Line:
        number = legacy_id(self.data)
        if number is None:
            self.problems.append(
                _("legacy_id is missing or is no whole number from 1 to %(last)d.") % {"last": LARGEST_NUMBER}
            )
        kind, title = self._kind_and_title()
        published_at = self._time("published_at", required=True)
        line = Line(
            number=number or 0,
            slug=self._slug(),
            kind=kind,
            title=title,
            lead=vietnamese.clean_text(self._text("lead")).strip(),
            section=self._section(),
            published_at=published_at or datetime.now(HANOI),
            updated_at=self._time("updated_at"),
            expires_at=self._time("expires_at"),
            kicker=vietnamese.clean_line(self._text("kicker"))[:120],
            video=self._mapping("video", ("url", "file")),
            body=self._text("body"),
            thumbnail=self._text("thumbnail").strip(),
            contributors=self._contributors(),
            source=self._mapping("source", ("outlet", "agency", "url")),
            tags=self._names("tags", 100),
            topics=self._names("topics", 150),
            organizations=self._names("organizations", 300),
            lead_related=self._references("lead_related"),
            body_related=self._references("body_related"),
            redirect_from=self._names("redirect_from", 400),
            unknown=tuple(sorted(str(name)[:60] for name in self.data.keys() - FIELDS)),
        )
        if self.problems:
            raise Refused(*self.problems)
        if line.updated_at and line.updated_at < line.published_at:
            self.warnings.append(_("updated_at lies before published_at and was left out."))
            line.updated_at = None
        if line.expires_at and line.expires_at <= line.published_at:
            self.warnings.append(_("expires_at does not lie after published_at and was left out."))
            line.expires_at = None
        line.warnings = self.warnings
        return line

    def _text(self, name: str) -> str:
        value = self.data.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.problems.append(_("%(field)s is no text.") % {"field": name})
            return ""
        return value.encode("utf-8", "ignore").decode()  # a lone surrogate is no character

    def _kind_and_title(self) -> tuple[str, str]:
        kind = self.data.get("kind") or Kind.ARTICLE
        if kind not in Kind.values:
            self.problems.append(_("kind “%(kind)s” is unknown.") % {"kind": str(kind)[:40]})
        title = vietnamese.clean_line(self._text("title"))
        if prefix := _VIDEO_PREFIX.match(title):
            title = title[prefix.end() :]
            kind = Kind.VIDEO
        if not title:
            self.problems.append(_("title is missing."))
        elif len(title) > 255:
            self.problems.append(_("title has %(count)d characters; 255 is the most.") % {"count": len(title)})
        return str(kind), title

    def _slug(self) -> str:
        slug = self._text("slug").strip()
        if _SLUG.fullmatch(slug):
            return slug
        if slug:
            self.warnings.append(_("slug “%(slug)s” was made anew from the title.") % {"slug": slug[:60]})
        return ""

    def _section(self) -> tuple[str, ...]:
        value = self.data.get("section")
        names = [vietnamese.clean_line(n) for n in value if isinstance(n, str)] if isinstance(value, list) else []
        if not isinstance(value, list) or len(names) != len(value) or not 1 <= len(names) <= 2:
            self.problems.append(_("section is no list of one or two names."))
        elif not all(vietnamese.slugify(name) and len(name) <= 80 for name in names):
            self.problems.append(_("section has a name that is empty or longer than 80 characters."))
        return tuple(names)

    def _time(self, name: str, *, required: bool = False) -> datetime | None:
        value = self.data.get(name)
        if value in (None, "") and not required:
            return None
        try:
            at = parse_datetime(value) if isinstance(value, str) else None
            if at is not None:
                at = at if at.tzinfo else at.replace(tzinfo=HANOI)
                at.astimezone(HANOI) + timedelta(days=1)  # year 9999 overflows here, not later
        except (ValueError, OverflowError):
            at = None
        if at is None or not 1900 <= at.year <= 2200:
            self.problems.append(_("%(field)s is no date and time of ISO 8601.") % {"field": name})
            return None
        return at

    def _list(self, name: str) -> list[Any]:
        value = self.data.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.problems.append(_("%(field)s is no list.") % {"field": name})
            return []
        return value

    def _names(self, name: str, longest: int) -> tuple[str, ...]:
        names = []
        for value in self._list(name):
            text = vietnamese.clean_line(value) if isinstance(value, str) else ""
            if text and len(text) <= longest:
                names.append(text)
            else:
                self.warnings.append(_("%(field)s has an entry that was left out.") % {"field": name})
        return tuple(dict.fromkeys(names))

    def _references(self, name: str) -> tuple[Reference, ...]:
        found: list[Reference] = []
        for value in self._list(name):
            if legacy_id({"legacy_id": value}):
                found.append(value)
            elif isinstance(value, str) and vietnamese.clean_line(value):
                found.append(vietnamese.clean_line(value))
            else:
                self.warnings.append(_("%(field)s has an entry that was left out.") % {"field": name})
        return tuple(dict.fromkeys(found))

    def _mapping(self, name: str, keys: tuple[str, ...]) -> dict[str, str]:
        value = self.data.get(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.problems.append(_("%(field)s is no object.") % {"field": name})
            return {}
        texts = {key: vietnamese.clean_line(value[key]) for key in keys if isinstance(value.get(key), str)}
        return {key: text for key, text in texts.items() if text}

    def _contributors(self) -> tuple[Contributor, ...]:
        found: dict[tuple[str, str], Contributor] = {}
        for value in self._list("contributors"):
            name = vietnamese.clean_line(value["name"]) if _has_name(value) else ""
            if not name or len(name) > 150:
                self.warnings.append(_("%(field)s has an entry that was left out.") % {"field": "contributors"})
                continue
            role = value.get("role") or Role.AUTHOR
            if role not in Role.values:
                self.warnings.append(_("role “%(role)s” is unknown; author was taken.") % {"role": str(role)[:40]})
                role = Role.AUTHOR
            titles = value.get("titles")
            lines = [vietnamese.clean_line(t) for t in titles if isinstance(t, str)] if isinstance(titles, list) else []
            found.setdefault((name, role), Contributor(name, str(role), "\n".join(filter(None, lines))))
        return tuple(found.values())


def _has_name(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("name"), str)
