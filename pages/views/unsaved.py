"""A form of the desk that could not be saved, as it comes back: to be sent again, and to be read."""

from contextlib import suppress
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.text import capfirst

from articles.body import plain_text

WORTH_READING = 30  # characters: what is longer somebody has written
FOR_MACHINES = {"base_filing", "next", "opened", "ticket"}  # hidden fields; so is whatever begins with _


def unsaved(request: HttpRequest) -> dict[str, Any]:
    """The context of 503.html. Nothing that was typed is lost, so far as there is no secret in the form, and no file: a
    browser sends those from its own form only.
    """
    form: list[tuple[str, str]] = []
    with suppress(Exception):  # a request that broke off cannot be read again
        form = [
            (name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"
        ]
    is_many = any(name == "_selected_action" for name, _value in form)
    if any(name == "code" or "password" in name for name, _value in form):
        form = []
    return {
        "at_desk": True,
        "csrf_token": get_token(request),
        "is_save": request.method == "POST",
        "is_many": is_many,
        "form": form,
        "typed": _typed(form, model=_model_of(request)),
    }


def _typed(form: list[tuple[str, str]], *, model: type[models.Model] | None) -> list[tuple[str, str]]:
    """The longer texts, each with the name of its field where it has one in words."""
    texts = [
        (name, _words(value) if name == "body" else value)
        for name, value in form
        if len(value) > WORTH_READING and not name.startswith("_") and name not in FOR_MACHINES
    ]
    return [(_label(name, model=model), text) for name, text in texts]


def _words(body: str) -> str:
    """Without its tags, so far as it can be read: nobody has cleaned it yet."""
    with suppress(Exception):
        return plain_text(body)
    return body


def _label(name: str, *, model: type[models.Model] | None) -> str:
    if model is None:
        return ""
    try:
        return str(capfirst(getattr(model._meta.get_field(name), "verbose_name", "")))
    except FieldDoesNotExist:
        return ""


def _model_of(request: HttpRequest) -> type[models.Model] | None:
    """The model whose form of the admin was sent."""
    match = request.resolver_match
    name, _, act = ((match.url_name or "") if match else "").rpartition("_")
    if act in {"add", "change"}:
        for model in apps.get_models():
            if name == f"{model._meta.app_label}_{model._meta.model_name}":
                return model
    return None
