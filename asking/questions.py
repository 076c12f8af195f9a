"""The question itself. Going on says yes to the very sentences that were read: when they change, it is asked anew."""

import hashlib
from dataclasses import dataclass

from django.http import HttpRequest

SURE, BACK = "_sure", "_back"
LONGEST_REASON = 2000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """What a colleague may have meant, offered first: a page to open, or the form sent with other values.

    `replaced` are (name of a field, value as it was sent, value in its place).
    """

    label: str
    url: str = ""
    replaced: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`lines` say what changes, `button` what going on does. `reason_name` is the field of a reason, if one is due."""

    title: str
    lines: tuple[str, ...]
    button: str
    reason_name: str = ""
    reason_label: str = ""
    instead: Instead | None = None

    @property
    def answer(self) -> str:
        """What a form sends that says yes to these sentences."""
        return hashlib.sha256("\n".join((self.title, *self.lines)).encode()).hexdigest()[:32]

    def is_answered(self, request: HttpRequest) -> bool:
        if self.reason_name and not reason_of(request, self.reason_name):
            return False
        return self.answer in request.POST.getlist(SURE)


class Unanswered(Exception):
    """Nothing was done: the colleague is asked first. The desk answers with the question's page."""

    def __init__(self, question: Question) -> None:
        self.question = question
        super().__init__(question.title)


def ask(request: HttpRequest, question: Question) -> None:
    """Raise Unanswered unless the request says yes; raise it within the transaction, so that nothing is written."""
    if not question.is_answered(request):
        raise Unanswered(question)


def reason_of(request: HttpRequest, name: str) -> str:
    """A reason as it was typed, without what no text may hold."""
    return request.POST.get(name, "")[:LONGEST_REASON].replace("\x00", "").strip()


def wants_back(request: HttpRequest) -> bool:
    """Was “back to the form” pressed? Then the form is drawn with all that was typed, and nothing is saved."""
    return request.method == "POST" and BACK in request.POST


def again(request: HttpRequest, *, but: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Every field as it was sent, to be sent again."""
    left_out = {"csrfmiddlewaretoken", BACK, *but}
    return [(name, value) for name, values in request.POST.lists() for value in values if name not in left_out]
