"""The ways in which the name of one body is written."""

from vietnamese import fold

# What stands before the place in the name of a provincial union.
UNION_OPENINGS = (
    "lien hiep cac to chuc huu nghi",
    "lien hiep to chuc huu nghi",
    "lien hiep huu nghi",
    "lh cac to chuc huu nghi",
    "lh huu nghi",
    "lhhn",
)


def abbreviations(name: str) -> list[str]:
    """The abbreviations by which a body is looked up: lhhn for a union, hhn for an association."""
    folded = fold(name)
    if folded.startswith(UNION_OPENINGS[0]):
        return ["lhhn"]
    if folded.startswith("hoi huu nghi"):
        return ["hhn"]
    return []
