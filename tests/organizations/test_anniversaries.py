"""The anniversaries of a year, by which editors plan."""

from datetime import date

import pytest

from organizations.anniversaries import anniversary_in, founding_anniversaries, relation_anniversaries
from organizations.models import CountryRelation
from tests.factories import make_country, make_organization

pytestmark = pytest.mark.django_db


def test_the_year_2022(loaded):
    CountryRelation.objects.all().update(is_confirmed=True)
    found = {
        (row.relation.country.code, row.relation.kind): row for row in relation_anniversaries(2022) if row.is_round
    }
    assert found["LA", "diplomatic"].years == 60
    assert found["KH", "diplomatic"].years == 55
    assert found["KR", "diplomatic"].years == 30
    assert found["LA", "treaty"].years == 45
    assert found["LA", "diplomatic"].day == date(2022, 9, 5)


def test_in_the_order_of_the_year():
    for day in (date(1973, 9, 21), date(1962, 1, 5), date(1950, 1, 30)):
        CountryRelation.objects.create(country=make_country(code=f"X{day.month}", name=str(day)), established_on=day)
    days = [row.day for row in relation_anniversaries(2023) if row.relation.country.code.startswith("X")]
    assert days == [date(2023, 1, 5), date(2023, 1, 30), date(2023, 9, 21)]


def test_not_before_the_first_and_not_unconfirmed():
    country = make_country(code="XY", name="Xứ Yên")
    CountryRelation.objects.create(country=country, established_on=date(1990, 5, 1))
    CountryRelation.objects.create(country=country, established_on=date(1980, 5, 1), is_confirmed=False)

    def years(year: int) -> list[int]:
        return [row.years for row in relation_anniversaries(year) if row.relation.country == country]

    assert [years(year) for year in (1989, 1990, 1991)] == [[], [], [1]]


@pytest.mark.parametrize(
    ("of", "year", "day"),
    [
        (date(1972, 2, 29), 2023, date(2023, 3, 1)),
        (date(1972, 2, 29), 2024, date(2024, 2, 29)),
        (date(1972, 2, 29), 2100, date(2100, 3, 1)),
        (date(1972, 3, 5), 2023, date(2023, 3, 5)),
    ],
)
def test_leap_days(of, year, day):
    assert anniversary_in(year, of=of) == day
    assert CountryRelation(established_on=of).anniversary(year=year) == day


def test_bodies_founded():
    alive = make_organization(name="Hội Mười Năm", founded_on=date(2016, 5, 4))
    make_organization(name="Hội Đã Mất", founded_on=date(2011, 5, 4), dissolved_on=date(2020, 1, 1))
    vague = make_organization(name="Hội Năm Ấy", founded_on=date(2006, 1, 1), founded_precision="year")
    found = [row for row in founding_anniversaries(2026) if row.organization in {alive, vague}]
    assert [(row.title, row.years, row.is_round) for row in found] == [
        ("Hội Mười Năm", 10, True),
        ("Hội Năm Ấy", 20, True),
    ]
    assert "Hội Đã Mất" not in {row.title for row in founding_anniversaries(2026)}
