"""What came of an import."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.utils.translation import gettext as _


@dataclass(slots=True)
class Report:
    """Counts, and a voice that says each refusal and warning as it comes (so that memory stays flat)."""

    say: Callable[[str], None]
    counts: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)  # dangerous markup: what → how often
    unknown_fields: set[str] = field(default_factory=set)

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """What is counted and said in the block stands when the block ends well; it is forgotten when that raises."""
        say, held = self.say, list[str]()
        counts, removed, unknown = Counter(self.counts), Counter(self.removed), set(self.unknown_fields)
        self.say = held.append
        try:
            yield
        except BaseException:
            self.counts, self.removed, self.unknown_fields = counts, removed, unknown
            raise
        finally:
            self.say = say
        for line in held:
            say(line)

    def refused(self, at: int, reason: str) -> None:
        self.counts["refused"] += 1
        self.say(_("line %(line)d refused: %(reason)s") % {"line": at, "reason": reason})

    def warning(self, at: int, what: str) -> None:
        self.counts["warnings"] += 1
        self.say(_("line %(line)d: %(warning)s") % {"line": at, "warning": what})

    def unknown(self, at: int, names: tuple[str, ...]) -> None:
        """Unknown fields are named once."""
        for name in names:
            if name not in self.unknown_fields:
                self.unknown_fields.add(name)
                self.warning(at, _("unknown field “%(name)s” is ignored, here and below.") % {"name": name})

    def summary(self) -> str:
        rows = [
            (_("new stories"), "created"),
            (_("updated stories"), "updated"),
            (_("unchanged"), "unchanged"),
            (_("left alone, edited at the desk"), "edited"),
            (_("overtaken by a later line"), "overtaken"),
            (_("refused"), "refused"),
            (_("warnings"), "warnings"),
            (_("pictures"), "pictures"),
        ]
        lines = [f"{label}: {self.counts[key]}" for label, key in rows]
        if self.removed:
            parts = ", ".join(f"{what} × {count}" for what, count in self.removed.most_common(20))
            lines.append(_("dangerous markup removed: %(parts)s") % {"parts": parts})
        return "\n".join(lines)
