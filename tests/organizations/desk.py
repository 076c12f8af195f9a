"""Opening and sending the forms of the desk as a browser does."""

from html.parser import HTMLParser
from typing import Any


class _Fields(HTMLParser):
    """The values with which a browser would send a page's forms unchanged."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self._select = self._textarea = ""
        self._text: list[str] = []
        self._is_multiple = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and name and given.get("type") not in {"submit", "button", "file"}:
            if given.get("type") in {"checkbox", "radio"}:
                if "checked" in given:
                    self.values[name] = given.get("value") or "on"
            else:
                self.values[name] = given.get("value") or ""
        elif tag == "select":
            self._select, self._is_multiple = name, "multiple" in given
            if self._is_multiple:
                self.values[name] = []
            else:
                self.values.setdefault(name, "")
        elif tag == "option" and self._select and "selected" in given:
            value = given.get("value") or ""
            if self._is_multiple:
                self.values[self._select].append(value)
            else:
                self.values[self._select] = value
        elif tag == "textarea":
            self._textarea, self._text = name, []

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self.values[self._textarea] = "".join(self._text).removeprefix("\n")
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._text.append(data)


def fields_of(html: str) -> dict[str, Any]:
    """What the forms of a page would send."""
    parser = _Fields()
    parser.feed(html)
    return {name: value for name, value in parser.values.items() if "__prefix__" not in name}


def add_row(fields: dict[str, Any], prefix: str, **row: Any) -> dict[str, Any]:
    """The same with one more row of an inline."""
    number = int(fields[f"{prefix}-TOTAL_FORMS"])
    added = {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return {**fields, f"{prefix}-TOTAL_FORMS": str(number + 1), **added}
