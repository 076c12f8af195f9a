"""The ways in which the name of one body is written, with their accents."""

import re

from vietnamese import fold

UNION = "Liên hiệp các tổ chức hữu nghị"
# What journalists write for it before the place.
UNION_OPENINGS = (
    UNION,
    "Liên hiệp tổ chức hữu nghị",
    "Liên hiệp hữu nghị",
    "LH các tổ chức hữu nghị",
    "LH hữu nghị",
    "LHHN",
)
ASSOCIATION_OPENINGS = ("Hội hữu nghị", "Hội hữu nghị và hợp tác", "HHN")
VIETNAM = ("Việt Nam", "Việt")
PLACE_KINDS = ("", "tỉnh", "thành phố", "TP")
# Places with abbreviations of their own, by their folded name.
PLACE_ABBREVIATIONS = {"ho chi minh": ("TPHCM", "TP HCM", "HCM", "Sài Gòn")}
_PLACE_AT_END = re.compile(r"(?P<base>.+?)\s+(?:tỉnh|thành\s+phố|tp\.?)\s+(?P<place>\S.*)\Z", re.IGNORECASE)
_PLACE_ALONE = re.compile(r"(?:tỉnh|thành\s+phố|tp\.?)\s+(?P<place>\S.*)\Z", re.IGNORECASE)


def abbreviations(name: str) -> list[str]:
    """The abbreviations by which a body is looked up: lhhn for a union, hhn for an association."""
    folded = fold(name)
    if folded.startswith(fold(UNION)):
        return ["lhhn"]
    return ["hhn"] if folded.startswith("hoi huu nghi") else []


def spellings(name: str, *, countries: tuple[str, ...] = ()) -> list[str]:
    """Every way to write a name, the name itself first.

    `countries` are the names of the partner country: with them "Hội hữu nghị Việt Nam - Liên bang Nga" is also
    "Hội Việt - Nga".
    """
    found = [name]
    words = name.split()
    if fold(name).startswith(fold(UNION)):
        found += _union_spellings(" ".join(words[len(UNION.split()) :]))
    else:
        match = _PLACE_AT_END.match(name)
        base, place = (match["base"], match["place"]) if match else (name, "")
        bases = [base, *_association_spellings(base, countries)]
        found += [" ".join((written, tail)) for written in bases for tail in _places(place)] if place else bases
    return list(dict.fromkeys(found))


def _union_spellings(tail: str) -> list[str]:
    match = _PLACE_ALONE.match(tail)
    places = _places(match["place"]) if match else [tail]
    return [f"{opening} {place}".strip() for opening in UNION_OPENINGS for place in places if place]


def _places(place: str) -> list[str]:
    """A province's name with and without its kind, which may have changed since."""
    named = [f"{kind} {place}".strip() for kind in PLACE_KINDS] if place else []
    return [*named, *PLACE_ABBREVIATIONS.get(fold(place), ())]


def _association_spellings(name: str, countries: tuple[str, ...]) -> list[str]:
    if not countries or not fold(name).startswith("hoi"):
        return []
    long_forms = [
        f"{opening} {vietnam} - {country}"
        for opening in ASSOCIATION_OPENINGS
        for vietnam in VIETNAM
        for country in countries
    ]
    return [*long_forms, *(f"Hội Việt - {country}" for country in countries)]
