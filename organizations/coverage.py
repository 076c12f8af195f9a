"""How often each body was covered: the report VUFO's office asks for at year's end, as data and as a spreadsheet.

Who covered what is counted by those who know the stories; here the counts become a report.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from organizations.models import Organization
from vietnamese import clean_line

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for a formula


@dataclass(frozen=True, slots=True)
class Count:
    """So many stories on a body in one period, section and kind."""

    organization: int
    period: str
    section: str
    kind: str
    stories: int


@dataclass(slots=True)
class Line:
    """One body's line of the report."""

    organization: Organization
    total: int = 0
    periods: Counter[str] = field(default_factory=Counter)
    sections: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    share: float = 0.0  # of the most covered body, 0 to 1: the length of its bar


@dataclass(slots=True)
class Report:
    """Lines of all bodies asked for, the uncovered ones too, the most covered first."""

    lines: list[Line]
    periods: list[str]
    sections: list[str]
    kinds: list[str]

    @property
    def total(self) -> int:
        """All namings; a story that names two bodies counts for both."""
        return sum(line.total for line in self.lines)

    @property
    def uncovered(self) -> list[Line]:
        """The bodies of which there was no story."""
        return [line for line in self.lines if not line.total]


def build_report(bodies: Iterable[Organization], counts: Iterable[Count], *, periods: Sequence[str] = ()) -> Report:
    """Put counts to bodies. `periods` gives the columns in order, with those in which nothing was written."""
    lines = {body.pk: Line(body) for body in bodies}
    seen = (Counter[str](), Counter[str](), Counter[str]())
    for count in counts:
        line = lines.get(count.organization)
        if line is None:
            continue
        line.total += count.stories
        for own, everybody, key in (
            (line.periods, seen[0], count.period),
            (line.sections, seen[1], count.section),
            (line.kinds, seen[2], count.kind),
        ):
            own[key] += count.stories
            everybody[key] += count.stories
    most = max((line.total for line in lines.values()), default=0)
    for line in lines.values():
        line.share = line.total / most if most else 0.0
    return Report(
        lines=sorted(lines.values(), key=lambda line: (-line.total, line.organization.sort_key, line.organization.pk)),
        periods=list(dict.fromkeys([*periods, *sorted(seen[0])])),
        sections=[section for section, _number in seen[1].most_common()],
        kinds=[kind for kind, _number in seen[2].most_common()],
    )


def write_workbook(report: Report, *, title: str) -> bytes:
    """The report as an .xlsx file: a sheet by period, one by section, one by kind of story."""
    book = Workbook(write_only=True)
    for name, columns, attribute in (
        (_("By period"), report.periods, "periods"),
        (_("By section"), report.sections, "sections"),
        (_("By kind of story"), report.kinds, "kinds"),
    ):
        sheet = book.create_sheet(name[:31])
        sheet.freeze_panes = "D3"
        sheet.column_dimensions["A"].width = 60
        sheet.column_dimensions["B"].width = 28
        sheet.append([_bold(sheet, title)])
        heads = [_("Organization"), _("Kind"), _("Stories"), *columns]
        sheet.append([_bold(sheet, _plain(head)) for head in heads])
        for line in report.lines:
            counted: Counter[str] = getattr(line, attribute)
            body = line.organization
            sheet.append(
                [_plain(body.name), str(body.get_kind_display()), line.total, *(counted[column] for column in columns)]
            )
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(text: str) -> str:
    """Text that a spreadsheet can hold, and cannot take for a formula."""
    text = clean_line(text)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _bold(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    return cell
