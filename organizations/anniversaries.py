"""The anniversaries of a year: relations with countries, and bodies founded; editors plan by them."""

from dataclasses import dataclass
from datetime import date

from organizations.models import CountryRelation, Organization, Precision

ROUND = 5  # years: what is celebrated


@dataclass(frozen=True, slots=True)
class Anniversary:
    """Something that is so many years old on a day of the year (or in its month, or some time in it)."""

    day: date
    precision: str
    years: int
    title: str
    relation: CountryRelation | None = None
    organization: Organization | None = None

    @property
    def is_round(self) -> bool:
        """Whether it is one of those that are celebrated: 5, 10, 15 … years."""
        return self.years % ROUND == 0


def anniversary_in(year: int, *, of: date) -> date:
    """The day of the year on which something of a day is so many years old; 29 February becomes 1 March."""
    return date(year, 3, 1) if (of.month, of.day) == (2, 29) and not _is_leap(year) else of.replace(year=year)


def relation_anniversaries(year: int) -> list[Anniversary]:
    """The confirmed country relations that have an anniversary in the year, from January to December."""
    relations = CountryRelation.objects.public().with_country().older_than(year)
    found = [
        Anniversary(
            day=anniversary_in(year, of=relation.established_on),
            precision=relation.precision,
            years=year - relation.established_on.year,
            title=f"{relation.country.name}: {relation.get_kind_display()}",
            relation=relation,
        )
        for relation in relations
    ]
    return sorted(found, key=_in_order)


def founding_anniversaries(year: int) -> list[Anniversary]:
    """The bodies that were founded on a known day or month, from January to December."""
    bodies = Organization.objects.public().existing(on=date(year, 12, 31)).filter(founded_on__year__lt=year)
    found = [
        Anniversary(
            day=anniversary_in(year, of=body.founded_on),
            precision=body.founded_precision,
            years=year - body.founded_on.year,
            title=body.name,
            organization=body,
        )
        for body in bodies
        if body.founded_on
    ]
    return sorted(found, key=_in_order)


def _in_order(anniversary: Anniversary) -> tuple[bool, date, int]:
    """What is only known by its year comes last."""
    return anniversary.precision == Precision.YEAR, anniversary.day, -anniversary.years


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
