"""A table's grid: rows and cells with bounded spans, whatever it was written like."""

from articles.body.nodes import Element, Node, Run
from articles.body.vocabulary import MAX_COLSPAN, MAX_ROWSPAN, SCOPES, canonical_span


def table_rows(table: Element) -> tuple[list[Element], list[Node]]:
    """The rows, and what stood in the table outside its cells."""
    loose: list[Node] = []
    found: list[tuple[Element, bool]] = []
    _collect(table, found, loose, in_head=False)
    rows: list[Element] = []
    for at, (row, in_head) in enumerate(found):
        cells = [cell for cell in row.elements() if cell.name in ("td", "th")]
        heads = [in_head or cell.name == "th" for cell in cells]
        rows.append(
            Element(
                "tr",
                children=[
                    _cell(cell, head=head, whole_row=all(heads), rows_left=len(found) - at)
                    for cell, head in zip(cells, heads, strict=True)
                ],
            )
        )
    return rows, loose


def _collect(parent: Element, found: list[tuple[Element, bool]], loose: list[Node], *, in_head: bool) -> None:
    row: Element | None = None  # for cells that were written without a row
    for child in parent.children:
        if not isinstance(child, Element):
            loose.append(child)
            continue
        if child.name in ("td", "th"):
            if row is None:
                row = Element("tr")
                found.append((row, in_head))
            row.children.append(child)
            continue
        row = None
        if child.name == "thead":
            _collect(child, found, loose, in_head=True)
        elif child.name == "tr":
            if any(cell.name in ("td", "th") for cell in child.elements()):
                found.append((child, in_head))
            loose += [c for c in child.children if not isinstance(c, Element) or c.name not in ("td", "th")]
        else:
            loose += [Run(" "), child]


def _cell(cell: Element, *, head: bool, whole_row: bool, rows_left: int) -> Element:
    attrs: dict[str, str] = {}
    if head:
        said = cell.attrs.get("scope", "")
        attrs["scope"] = said if said in SCOPES else ("col" if whole_row else "row")
    if columns := canonical_span(cell.attrs.get("colspan", ""), most=MAX_COLSPAN):
        attrs["colspan"] = columns
    if rows := canonical_span(cell.attrs.get("rowspan", ""), most=min(MAX_ROWSPAN, rows_left)):
        attrs["rowspan"] = rows
    return Element("th" if head else "td", attrs, cell.children)
