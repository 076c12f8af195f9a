"""Reading the values of the data files."""

from datetime import date
from typing import Any

from organizations.models import OrganizationKind, Precision, ProvincePeriod

MERGERS_ON = date(2025, 7, 1)  # the day on which 63 provincial units became 34
LAST_OLD_DAY = date(2025, 6, 30)

KINDS = {
    "central": OrganizationKind.CENTRAL,
    "organ": OrganizationKind.ORGAN,
    "department": OrganizationKind.ORGAN,
    "unit": OrganizationKind.ORGAN,
    "inter_agency": OrganizationKind.ORGAN,
    "partnership": OrganizationKind.ORGAN,
    "friendship_association": OrganizationKind.NATIONAL_ASSOCIATION,
    "peace_solidarity_body": OrganizationKind.OTHER,
    "local_association": OrganizationKind.LOCAL_ASSOCIATION,
    "branch": OrganizationKind.BRANCH,
    "provincial_union": OrganizationKind.PROVINCIAL_UNION,
    "multilateral": OrganizationKind.MULTILATERAL,
}
PROVINCE_KINDS = {
    "tỉnh": ProvincePeriod.Kind.PROVINCE,
    "thành phố trực thuộc trung ương": ProvincePeriod.Kind.CITY,
}
_Region = ProvincePeriod.Region
REGIONS = {
    "Trung du và miền núi phía Bắc": _Region.NORTHERN_MOUNTAINS,
    "Đồng bằng sông Hồng": _Region.RED_RIVER_DELTA,
    "Bắc Trung Bộ": _Region.NORTH_CENTRAL,
    "Bắc Trung Bộ và duyên hải miền Trung": _Region.NORTH_CENTRAL_AND_COAST,
    "Duyên hải Nam Trung Bộ và Tây Nguyên": _Region.SOUTH_CENTRAL_AND_HIGHLANDS,
    "Tây Nguyên": _Region.CENTRAL_HIGHLANDS,
    "Đông Nam Bộ": _Region.SOUTHEAST,
    "Đồng bằng sông Cửu Long": _Region.MEKONG_DELTA,
}


def read_day(text: str | None) -> tuple[date | None, str]:
    """A date as exactly as it is known: "1965-01-25", "2022-11" or "1993"."""
    if not text:
        return None, Precision.DAY
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    return date(year, month or 1, day or 1), precision


def read_years(text: str) -> tuple[int, int]:
    """The years of a term: "2019-2024"."""
    first, last = text.split("-")
    return int(first), int(last)


def graded(entry: dict[str, Any]) -> dict[str, Any]:
    """How surely an entry is known and from where."""
    return {"confidence": entry.get("confidence", "high"), "source": entry.get("source", "")}
