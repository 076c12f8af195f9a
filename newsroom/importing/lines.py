"""One line of an import file: read, checked and normalised, or refused with every reason at once."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

import vietnamese
from articles.models import Kind, Role

from . import encodings, plain, times
from .narrowing import PUBLISHED, STATUSES, is_narrowing

FIELDS = frozenset(
    {
        *("legacy_id", "slug", "kind", "title", "lead", "section", "published_at", "updated_at", "expires_at"),
        *("status", "embargo_until", "withdrawn_at"),
        *("kicker", "video", "body", "thumbnail", "contributors", "source", "tags", "topics", "organizations"),
        *("lead_related", "body_related", "redirect_from"),
    }
)
LONGEST_ID = 20  # digits
# What stands in brackets before a title says of which kind the story is; folded.
KIND_PREFIXES = {
    "video": Kind.VIDEO,
    "clip": Kind.VIDEO,
    "infographic": Kind.INFOGRAPHIC,
    "infographics": Kind.INFOGRAPHIC,
    "do hoa": Kind.INFOGRAPHIC,
    "anh": Kind.PHOTO_STORY,
    "photo": Kind.PHOTO_STORY,
    "photos": Kind.PHOTO_STORY,
    "chum anh": Kind.PHOTO_STORY,
    "phong su anh": Kind.PHOTO_STORY,
}
_PREFIX = re.compile(r"^\[\s*([^\[\]]{2,20}?)\s*\]\s*[:\-–]?\s*")
_SLUG = re.compile(r"[A-Za-z0-9_-]{1,255}")
_ID = re.compile(rf"0*([1-9][0-9]{{0,{LONGEST_ID - 1}}})")
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

    legacy_id: int  # up to twenty digits; the story's number is another where the search index cannot hold it
    slug: str  # "" where the line brings none
    kind: str
    title: str
    lead: str
    section: tuple[str, ...]
    status: str  # of STATUSES
    published_at: datetime
    updated_at: datetime | None
    expires_at: datetime | None
    embargo_until: datetime | None
    withdrawn_at: datetime | None
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
    data = decode(raw)
    narrowing = sorted(name for name in data.keys() - FIELDS if is_narrowing(name, data[name]))
    if narrowing:
        raise Refused(
            *(
                _("unknown field “%(name)s” may mean that not everybody may read the story.") % {"name": name[:60]}
                for name in narrowing
            )
        )
    try:
        known, encoding = encodings.in_unicode({name: data[name] for name in data.keys() & FIELDS})
    except encodings.Unreadable as unreadable:
        raise Refused(_("The text cannot be read: %(why)s.") % {"why": unreadable}) from None
    line = _Reader(known).line()
    line.unknown = tuple(sorted(str(name)[:60] for name in data.keys() - FIELDS))
    if encoding != encodings.UNICODE:
        line.warnings.insert(0, _("the text came in %(encoding)s and was converted.") % {"encoding": encoding})
    return line


def decode(raw: bytes) -> dict[str, Any]:
    """The JSON object of a line. Raises Refused."""
    try:
        data = json.loads(raw.decode("utf-8"), object_pairs_hook=_object)
    except UnicodeDecodeError:
        raise Refused(_("The line is not UTF-8.")) from None
    except (ValueError, RecursionError):
        raise Refused(_("The line is not JSON.")) from None
    if not isinstance(data, dict):
        raise Refused(_("The line is not a JSON object."))
    return data


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object, in which no key says two things; of "draft" and "published" nobody knows which is meant."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found and repr(found[key]) != repr(value):  # 1 is not true
            raise Refused(_("“%(name)s” stands twice in the line, with different values.") % {"name": key[:60]})
        found[key] = value
    return found


def legacy_id(value: Any) -> int | None:
    """A legacy id, of a number or a text of at most twenty digits, or None."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    digits = _ID.fullmatch(str(value).strip()) if not isinstance(value, int) or abs(value) < 10**LONGEST_ID else None
    return int(digits[1]) if digits and str(value).strip().isascii() else None


class _Reader:
    """Collects every problem of a line before it refuses it."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.problems: list[str] = []
        self.warnings: list[str] = []

    def line(self) -> Line:
        number = legacy_id(self.data.get("legacy_id"))
        if number is None:
            self.problems.append(
                _("legacy_id is missing or is no whole number of at most %(most)d digits.") % {"most": LONGEST_ID}
            )
        kind, title = self._kind_and_title()
        published_at = self._time("published_at", required=True)
        line = Line(
            legacy_id=number or 0,
            slug=self._slug(),
            kind=kind,
            title=title,
            lead=plain.text(self._text("lead")),
            section=self._section(),
            status=self._status(),
            published_at=published_at or timezone.now(),
            updated_at=self._time("updated_at"),
            expires_at=self._time("expires_at"),
            embargo_until=self._time("embargo_until"),
            withdrawn_at=self._withdrawn_at(published_at),
            kicker=self._short("kicker", plain.line(self._text("kicker")), longest=120),
            video=self._mapping("video", ("url", "file"), clean=vietnamese.clean_line),
            body=self._text("body"),
            thumbnail=self._text("thumbnail").strip(),
            contributors=self._contributors(),
            source=self._source(),
            tags=self._names("tags", 100),
            topics=self._names("topics", 150),
            organizations=self._names("organizations", 300),
            lead_related=self._references("lead_related"),
            body_related=self._references("body_related"),
            redirect_from=self._names("redirect_from", 400),
        )
        if self.problems:
            raise Refused(*self.problems)
        self._put_times_in_order(line)
        line.warnings = self.warnings
        return line

    def _put_times_in_order(self, line: Line) -> None:
        """An embargo holds; what contradicts the time of publication is left out, and said."""
        if line.embargo_until and line.embargo_until > line.published_at:
            if line.status == PUBLISHED and line.embargo_until > timezone.now():
                self.warnings.append(_("the story is under embargo and comes out when that ends."))
                line.published_at = line.embargo_until
            elif line.status == PUBLISHED:
                self.warnings.append(_("embargo_until lies after published_at, and both are past: it was left out."))
                line.embargo_until = None
        if line.updated_at and line.updated_at > timezone.now():
            self.warnings.append(_("updated_at lies ahead and was left out."))
            line.updated_at = None
        if line.updated_at and line.updated_at < line.published_at:
            self.warnings.append(_("updated_at lies before published_at and was left out."))
            line.updated_at = None
        if line.expires_at and line.expires_at <= max(line.published_at, line.embargo_until or line.published_at):
            self.warnings.append(_("expires_at does not lie after published_at and was left out."))
            line.expires_at = None

    def _withdrawn_at(self, published_at: datetime | None) -> datetime | None:
        at = self._time("withdrawn_at")
        if at is None or published_at is None:
            return at
        if max(at, published_at) > timezone.now():
            self.problems.append(_("withdrawn_at: only a story that readers had is withdrawn; this time lies ahead."))
        elif at < published_at:
            self.warnings.append(_("withdrawn_at lies before published_at: it was withdrawn as soon as it came out."))
        return max(at, published_at)

    def _status(self) -> str:
        value = self.data.get("status")
        if value is None:
            return PUBLISHED
        status = value.strip().lower() if isinstance(value, str) else value
        if status not in STATUSES:
            self.problems.append(
                _("status “%(status)s” is none of: %(known)s.")
                % {"status": str(value)[:40], "known": ", ".join(STATUSES)}
            )
            return PUBLISHED
        return str(status)

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
        title = plain.line(self._text("title"))
        while (prefix := _PREFIX.match(title)) and (meant := KIND_PREFIXES.get(vietnamese.fold(prefix[1]))):
            title, kind = title[prefix.end() :], meant
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
        names = [plain.line(n) for n in value if isinstance(n, str)] if isinstance(value, list) else []
        if not isinstance(value, list) or len(names) != len(value) or not 1 <= len(names) <= 2:
            self.problems.append(_("section is no list of one or two names."))
        elif not all(vietnamese.slugify(name) and len(name) <= 80 for name in names):
            self.problems.append(_("section has a name that is empty or longer than 80 characters."))
        return tuple(names)

    def _time(self, name: str, *, required: bool = False) -> datetime | None:
        value = self.data.get(name)
        if value in (None, ""):
            if required:
                self.problems.append(_("%(field)s is missing.") % {"field": name})
            return None
        at = times.read(value)
        if at is None:
            self.problems.append(_("%(field)s is no date and time that can be read.") % {"field": name})
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
            text = plain.line(value) if isinstance(value, str) else ""
            if text and len(text) <= longest:
                names.append(text)
            else:
                self.warnings.append(_("%(field)s has an entry that was left out.") % {"field": name})
        return tuple(dict.fromkeys(names))

    def _references(self, name: str) -> tuple[Reference, ...]:
        found: list[Reference] = []
        for value in self._list(name):
            if number := legacy_id(value):
                found.append(number)
            elif isinstance(value, str) and plain.line(value):
                found.append(plain.line(value))
            else:
                self.warnings.append(_("%(field)s has an entry that was left out.") % {"field": name})
        return tuple(dict.fromkeys(found))

    def _mapping(self, name: str, keys: tuple[str, ...], *, clean: Callable[[str], str]) -> dict[str, str]:
        value = self.data.get(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.problems.append(_("%(field)s is no object.") % {"field": name})
            return {}
        texts = {key: clean(value[key]) for key in keys if isinstance(value.get(key), str)}
        if any(value.get(key) not in (None, "") and key not in texts for key in keys):
            self.warnings.append(_("%(field)s has an entry that was left out.") % {"field": name})
        return {key: text for key, text in texts.items() if text}

    def _source(self) -> dict[str, str]:
        source = self._mapping("source", ("outlet", "agency", "url"), clean=plain.line)
        return {
            key: text if key == "url" else self._short(f"source.{key}", text, longest=200)
            for key, text in source.items()
        }

    def _short(self, name: str, text: str, *, longest: int) -> str:
        """Cut between words where it is too long, and said."""
        if len(text) <= longest:
            return text
        self.warnings.append(_("%(field)s has %(count)d characters and was cut.") % {"field": name, "count": len(text)})
        return text[: longest + 1].rpartition(" ")[0] or text[:longest]

    def _contributors(self) -> tuple[Contributor, ...]:
        found: dict[tuple[str, str], Contributor] = {}
        for value in self._list("contributors"):
            name = plain.line(value["name"]) if _has_name(value) else ""
            if not name or len(name) > 150:
                self.warnings.append(_("%(field)s has an entry that was left out.") % {"field": "contributors"})
                continue
            role = value.get("role") or Role.AUTHOR
            if role not in Role.values:
                self.warnings.append(_("role “%(role)s” is unknown; author was taken.") % {"role": str(role)[:40]})
                role = Role.AUTHOR
            titles = value.get("titles")
            titles = [titles] if isinstance(titles, str) else titles
            lines = [plain.line(t) for t in titles if isinstance(t, str)] if isinstance(titles, list) else []
            found.setdefault((name, role), Contributor(name, str(role), "\n".join(filter(None, lines))))
        return tuple(found.values())


def _has_name(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("name"), str)
