"""Answering the questions of the desk (`asking`) as a browser does."""

from typing import Any

from django.test import Client


def go_on(client: Client, answer: Any, **more: Any) -> Any:
    """Press the question's button: its form is sent as a browser sends it."""
    fields: dict[str, list[str]] = {}
    for name, value in [*answer.context["again"], ("_sure", answer.context["sure"]), *more.items()]:
        fields.setdefault(name, []).append(value)
    return client.post(answer.context["action"], fields)


def asked(answer: Any) -> str:
    """The question's sentences."""
    assert answer.status_code == 409
    question = answer.context["question"]
    return " ".join((question.title, *question.lines))
