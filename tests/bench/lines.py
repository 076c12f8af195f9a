"""What is measured, as data: pages, yardsticks, and the goals that hold a page against a yardstick."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FILE, BARE, ONE, LIST = "plain file", "bare view", "one query", "plain list"
# What the yardsticks cost on the machine of the issue, in CPU milliseconds a request, to compare machines.
YARDSTICKS = {FILE: 0.0065, BARE: 0.116, ONE: 0.34, LIST: 6.8}


@dataclass(frozen=True, slots=True)
class Line:
    """A page may cost at most `goal` times what `unit` costs: a yardstick, or the same page of a smaller archive."""

    page: str
    unit: str
    goal: float


# Drawn anew for each reader; parts that many pages share may be kept.
DRAWN = (
    Line("home", LIST, 2.2),
    Line("section", LIST, 0.7),
    Line("section, deep", LIST, 0.7),
    Line("article", ONE, 12),
    Line("search", ONE, 100),
)
# Not part of the goals against a yardstick, and measured all the same: no goal.
WITHOUT_GOAL = (Line("tag", LIST, 0), Line("feed", LIST, 0))
GROWTH = 1.2
GROWING = ("home", "section", "section, deep", "article", "tag", "feed")
# Kept pages, against the same server with a view that does nothing, and against nginx: a share of their throughput.
KEPT_SHARE, FRONT_SHARE = 0.8, 0.9


@dataclass(frozen=True, slots=True)
class Result:
    """One line as it came out: the median of `runs`. `goal` 0: there is none."""

    page: str
    unit: str
    ratio: float
    goal: float
    at_least: bool = False
    milliseconds: float = 0.0
    of_database: float = 0.0
    note: str = ""

    @property
    def verdict(self) -> str:
        if not self.goal:
            return ""
        return "met" if (self.ratio >= self.goal if self.at_least else self.ratio <= self.goal) else "missed"


def table(results: Sequence[Result]) -> str:
    """The results as a Markdown table."""
    rows = [("page", "× of", "ratio", "goal", "", "CPU ms", "of it database")]
    for each in results:
        sign = "≥" if each.at_least else "≤"
        rows.append(
            (
                each.page + (f" ({each.note})" if each.note else ""),
                each.unit,
                f"{each.ratio:.2f}",
                f"{sign} {each.goal:g}" if each.goal else "",
                each.verdict,
                f"{each.milliseconds:.3f}" if each.milliseconds else "",
                f"{each.of_database:.3f}" if each.of_database else "",
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def as_json(results: Sequence[Result], *, about: Mapping[str, object]) -> dict[str, object]:
    fields = ("page", "unit", "ratio", "goal", "at_least", "milliseconds", "of_database", "note", "verdict")
    return {"about": dict(about), "results": [{name: getattr(each, name) for name in fields} for each in results]}
