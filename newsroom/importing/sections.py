"""Which of the magazine's sections the names of an archive mean: `--sections FILE`."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

import vietnamese

from . import plain

Names = tuple[str, ...]  # one name, or a section and its subsection


class BadMap(ValueError):
    """The file cannot be used; the arguments are the reasons."""

    def __str__(self) -> str:
        return " ".join(self.args)


class SectionMap:
    """`{"Tin tức": "Hữu nghị", "Tin tức/Thế giới": ["Quốc tế", "Láng giềng"]}`; accents and case do not matter.

    What a subsection is not mapped by goes by its section: "Tin tức/Trong nước" is then "Hữu nghị/Trong nước".
    """

    def __init__(self, meant: Mapping[Names, Names]) -> None:
        self._meant = {_key(names): target for names, target in meant.items()}
        self._names = {_key(names): "/".join(names) for names in meant}
        self._met: set[Names] = set()

    def of(self, names: Names) -> Names:
        """The magazine's names for an archive's."""
        key = _key(names)
        if key in self._meant:
            self._met.add(key)
            return self._meant[key]
        if len(names) == 2 and key[:1] in self._meant:
            self._met.add(key[:1])
            target = self._meant[key[:1]]
            return (target[0], names[1]) if len(target) == 1 else target
        return names

    def never_met(self) -> list[str]:
        """Names of the file that no line brought: misspelt, perhaps."""
        return [name for key, name in self._names.items() if key not in self._met]


def read(path: Path) -> SectionMap:
    """Raises BadMap with every reason at once."""
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadMap(_("%(file)s cannot be read as JSON: %(why)s.") % {"file": path, "why": error}) from None
    if not isinstance(data, dict):
        raise BadMap(_("%(file)s is no JSON object of names.") % {"file": path})
    problems: list[str] = []
    meant = {_names(name.split("/"), of=name, problems=problems): _target(name, data[name], problems) for name in data}
    if problems:
        raise BadMap(*problems)
    return SectionMap(meant)


def _target(name: str, value: Any, problems: list[str]) -> Names:
    return _names(value if isinstance(value, list) else [value], of=name, problems=problems)


def _names(values: list[Any], *, of: str, problems: list[str]) -> Names:
    names = tuple(plain.line(value) for value in values if isinstance(value, str))
    if len(names) != len(values) or not 1 <= len(names) <= 2 or not all(map(vietnamese.slugify, names)):
        problems.append(_("“%(name)s”: one name, or a section and its subsection, is wanted.") % {"name": of[:80]})
    return names


def _key(names: Names) -> Names:
    return tuple(vietnamese.fold(name) for name in names)
