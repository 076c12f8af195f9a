"""The approved text, and its hash: what a version freezes and what the magazine prints are the same bytes."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Self

from articles.models.text import StoryText

if TYPE_CHECKING:
    from articles.models import Article

# The plain columns of StoryText that go into the hash as they are (the lead picture goes by its digest too).
TEXT_FIELDS = tuple(field.name for field in StoryText._meta.local_fields if field.name != "photo")


@dataclass(frozen=True, slots=True)
class BylineLine:
    author: int  # articles.Author's key
    name: str  # as printed
    role: str
    title_lines: str  # one a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything that an approval covers. Serialises to JSON and back without loss; `digest` is SHA-256."""

    kind: str
    kicker: str
    title: str
    card_title: str
    seo_title: str
    social_title: str
    lead: str
    body: str
    photo: int | None
    photo_caption: str
    photo_alt: str
    photo_credit: str
    video: str
    source_outlet: str
    source_agency: str
    source_url: str
    byline: tuple[BylineLine, ...] = ()
    pictures: tuple[tuple[int, str], ...] = ()  # (photo's key, content hash), sorted: lead picture and body

    @classmethod
    def of(cls, text: StoryText, *, byline: Iterable[BylineLine], digests: Mapping[int, str]) -> Self:
        """From a row (a story or an article), its byline and the content hashes of the pictures it uses.

        A picture that `digests` does not hold is recorded with an empty hash.
        """
        return cls(
            **{name: getattr(text, name) for name in TEXT_FIELDS},
            photo=text.photo_id,
            byline=tuple(byline),
            pictures=tuple((key, digests.get(key, "")) for key in picture_keys(text.photo_id, text.body)),
        )

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in data.items() if name in known}
        values["byline"] = tuple(BylineLine(**line) for line in data.get("byline", ()))
        values["pictures"] = tuple((key, digest) for key, digest in data.get("pictures", ()))
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(self)}
        data["byline"] = [asdict(line) for line in self.byline]
        data["pictures"] = [list(pair) for pair in self.pictures]
        return data

    def digest(self) -> str:
        """64 hexadecimal digits. A field that came later (default "") does not count while it is empty."""
        later = {field.name for field in fields(self) if field.default == ""}
        data = {name: value for name, value in self.to_json().items() if value or name not in later}
        canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def columns(self) -> dict[str, Any]:
        """The values of StoryText's columns, ready for a model's constructor."""
        return {name: getattr(self, name) for name in TEXT_FIELDS} | {"photo_id": self.photo}


def picture_keys(lead_photo: int | None, body: str) -> list[int]:
    """The keys of all pictures a text uses, sorted, each once."""
    from articles.body import references

    return sorted({*references(body).all_photos, *([lead_photo] if lead_photo else [])})


def of_article(article: "Article", *, digests: Mapping[int, str]) -> Content:
    """The content as it stands in the magazine; its digest must be that of an approved version."""
    byline = (
        BylineLine(author=line.author_id, name=line.name, role=line.role, title_lines=line.title_lines)
        for line in article.contributions.all()
    )
    return Content.of(article, byline=byline, digests=digests)
