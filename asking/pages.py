"""The question as a page of the desk."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse

from asking.questions import Question, again, reason_of

STATUS = 409  # what was asked for stands against what is; saying yes resolves it


def page(
    request: HttpRequest,
    question: Question,
    *,
    context: Mapping[str, Any],
    action: str = "",
    fields: list[tuple[str, str]] | None = None,
    back: str = "",
) -> TemplateResponse:
    """`fields` are sent again with the answer: by default all that came, to where it came. `back` leads away."""
    own = {
        "title": question.title,
        "question": question,
        "action": action or request.get_full_path(),
        "again": again(request, but=(question.reason_name,)) if fields is None else fields,
        "instead": _instead(request, question),
        "reason": reason_of(request, question.reason_name) if question.reason_name else "",
        "may_go_back": fields is None,
        "back": back,
        "sure": question.answer,
    }
    return TemplateResponse(request, "admin/question.html", dict(context) | own, status=STATUS)


def _instead(request: HttpRequest, question: Question) -> list[tuple[str, str]]:
    """Every field as it would be sent if the colleague meant what is offered."""
    replaced = {(name, sent): value for name, sent, value in question.instead.replaced} if question.instead else {}
    return [(name, replaced.get((name, value), value)) for name, value in again(request)] if replaced else []
