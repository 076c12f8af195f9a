"""Which body a name means, and which bodies a story names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max

from organizations.models import Alias, Country, Organization, OrganizationKind, OrganizationPeriod, Province
from organizations.names import Name, NameTree, best_names
from organizations.spellings import spellings
from organizations.words import Word, split_words

MAX_TEXT = 400_000  # characters; the longest story is a tenth of it
# A central or national body's name goes on with a place when a local one is meant, which may not be entered.
NATIONWIDE = frozenset({OrganizationKind.CENTRAL, OrganizationKind.NATIONAL_ASSOCIATION, OrganizationKind.OTHER})
PLACE_WORDS = frozenset({"tinh", "tp", "huyen", "quan", "phuong", "xa"})
PLACE_PAIRS = frozenset({("thanh", "pho"), ("thi", "xa"), ("dia", "phuong"), ("cac", "tinh"), ("cac", "dia")})
BRANCH_WORDS = frozenset({"chi", "phan"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text at which a body is named."""

    organization: int
    start: int
    end: int
    is_general: bool
    first_word: int
    after_word: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A body that a story names, with the words that name it; the desk decides."""

    organization: int
    name: str
    mentions: int
    as_written: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What the matching needs to know of a body besides its names."""

    name: str
    kind: str
    parent: int | None
    is_public: bool


class Directory:
    """All names of all bodies, as they stood at one moment."""

    def __init__(self) -> None:
        self.tree = NameTree()
        self.places = NameTree()
        self.bodies: dict[int, BodyFacts] = {}
        countries = {country.pk: tuple(country.names) for country in Country.objects.all()}
        for row in Organization.objects.order_by("pk").values(
            "pk", "name", "short_name", "acronym", "name_en", "kind", "parent", "country",
            "founded_on", "dissolved_on", "is_confirmed", "has_general_name",
        ):  # fmt: skip
            self._add_body(row, countries.get(row["country"], ()))
        self._add_periods(countries)
        for alias in Alias.objects.order_by("pk"):
            self._add(alias.organization_id, alias.name, 2, alias.starts_on, alias.ends_on, alias.is_general)
        for number, name in Province.objects.values_list("pk", "name"):
            self.places.add(name, organization=number, rank=0)

    def _add(
        self,
        body: int,
        text: str,
        rank: int,
        starts_on: date | None = None,
        ends_on: date | None = None,
        is_general: bool = False,
    ) -> None:
        self.tree.add(text, organization=body, rank=rank, starts_on=starts_on, ends_on=ends_on, is_general=is_general)

    def _add_body(self, row: Mapping[str, Any], countries: tuple[str, ...]) -> None:
        body, life = row["pk"], (row["founded_on"], row["dissolved_on"])
        self.bodies[body] = BodyFacts(row["name"], row["kind"], row["parent"], row["is_confirmed"])
        for spelling in spellings(row["name"], countries=countries):
            rank = 0 if spelling == row["name"] else 3
            self._add(body, spelling, rank, *life, is_general=row["has_general_name"])
        for column in ("acronym", "short_name", "name_en"):
            self._add(body, row[column], 2, *life)

    def _add_periods(self, countries: dict[int, tuple[str, ...]]) -> None:
        for period in OrganizationPeriod.objects.exclude(name="").select_related("organization").order_by("pk"):
            body = period.organization
            if period.name != body.name:
                for spelling in spellings(period.name, countries=countries.get(body.country_id or 0, ())):
                    self._add(body.pk, spelling, 1, period.starts_on, period.ends_on, is_general=body.has_general_name)

    # ── reading a text ──
    def mentions(self, text: str, *, on: date | None) -> tuple[list[Mention], str]:
        """Every naming of a body in one pass, the longest at each place, and the text they point into."""
        words, composed = split_words(text[:MAX_TEXT])
        found: list[Mention] = []
        place = 0
        while place < len(words):
            end, names = self.tree.longest(words, place)
            if not names:
                place += 1
                continue
            for name in best_names(names, on=on):
                if not self._is_of_another(name, words, place, end):
                    is_general = all(other.is_general for other in names if other.organization == name.organization)
                    start = words[place].start
                    found.append(Mention(name.organization, start, words[end - 1].end, is_general, place, end))
            place = end
        return found, composed

    def _is_of_another(self, name: Name, words: list[Word], start: int, end: int) -> bool:
        """Whether the words around make it a branch or a local body: "Chi hội …", "… tỉnh Nghệ An"."""
        if self.bodies[name.organization].kind not in NATIONWIDE:
            return False
        if start and words[start - 1].folded in BRANCH_WORDS and not words[start - 1].is_last:
            return True
        if end >= len(words) or words[end - 1].is_last:
            return False
        following = words[end].folded
        after = words[end + 1].folded if end + 1 < len(words) else ""
        if following in PLACE_WORDS or (following, after) in PLACE_PAIRS:
            return True
        return words[end].is_capitalised and bool(self.places.longest(words, end)[1])

    def counted(self, found: list[Mention]) -> list[Mention]:
        """Without general names that stand alone.

        "Ban Thường vụ" counts beside its parent's name only, a branch in a story that names its parent, a cluster in
        a story that names anybody of its family.
        """
        named = {mention.organization for mention in found if not mention.is_general}
        families = {self.bodies[body].parent for body in named} | named
        kept = []
        for number, mention in enumerate(found):
            facts = self.bodies[mention.organization]
            if not mention.is_general:
                counts = True
            elif facts.kind == OrganizationKind.CLUSTER:
                counts = facts.parent in families
            elif facts.kind == OrganizationKind.BRANCH:
                counts = facts.parent in named
            else:
                counts = self._is_beside_parent(found, number, facts.parent)
            if counts:
                kept.append(mention)
        return kept

    @staticmethod
    def _is_beside_parent(found: list[Mention], number: int, parent: int | None) -> bool:
        mention = found[number]
        return any(
            other.organization == parent
            and (0 <= other.first_word - mention.after_word <= 1 or 0 <= mention.first_word - other.after_word <= 1)
            for other in found[max(0, number - 2) : number + 3]
        )


_cached: tuple[object, Directory] | None = None


def directory() -> Directory:
    """All names, read anew when a body, a name or a country has changed."""
    global _cached
    stamp = tuple(
        tuple(model.objects.aggregate(Count("pk"), Max("pk"), Max("changed_at")).values())  # type: ignore[attr-defined]
        for model in (Organization, OrganizationPeriod, Alias, Country)
    )
    if _cached is None or _cached[0] != stamp:
        _cached = (stamp, Directory())
    return _cached[1]


def find_body(name: str, *, on: date | None = None) -> Organization | None:
    """The one body that a name, in any spelling, meant on a day; None when none does, or several do."""
    words, _composed = split_words(name[:1000])
    if not words:
        return None
    known = directory()
    found = best_names(known.tree.exact(words), on=on)
    public = [match for match in found if known.bodies[match.organization].is_public]
    candidates = public or found
    return Organization.objects.filter(pk=candidates[0].organization).first() if len(candidates) == 1 else None


def suggest_bodies(text: str, *, on: date | None = None) -> list[Suggestion]:
    """The bodies that a story's plain text names, the most often named first. Nothing is tagged by it."""
    known = directory()
    found, composed = known.mentions(text, on=on)
    counts: dict[int, int] = {}
    first: dict[int, Mention] = {}
    for mention in known.counted(found):
        counts[mention.organization] = counts.get(mention.organization, 0) + 1
        first.setdefault(mention.organization, mention)
    suggestions = [
        Suggestion(
            organization=body,
            name=known.bodies[body].name,
            mentions=counts[body],
            as_written=composed[mention.start : mention.end],
            is_public=known.bodies[body].is_public,
        )
        for body, mention in first.items()
    ]
    return sorted(suggestions, key=lambda suggestion: -suggestion.mentions)
