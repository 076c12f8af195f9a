"""Whatever a request carries, the desk answers with a page: never with a 500, on either database."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.contrib import admin
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client
from django.urls import reverse

from tests.factories import make_event, make_organization, make_photo, make_section, make_story, make_topic, make_user

VALUES = {
    "a NUL within words": "h%E1%BB%AFu%00ngh%E1%BB%8B",
    "bytes that are no UTF-8": "%ff%fe%ed%a0%80",
    "a number without end": "9" * 40,
    "digits of another script": "%D9%A3%EF%BC%91",
    "8 kB of markup": "%22%3E%3Cscript%3E" + "b" * 8000,
}
OWN = ("q", "p", "o", "e", "all", "_popup", "_to_field", "id__exact", "id__in")  # of every changelist


@pytest.fixture
def desk(db, roles) -> Client:
    """The desk with something of everything, before somebody who may open all of it."""
    make_story(by=make_user(role="reporter"), section=make_section())
    make_photo()
    make_topic()
    make_event(organizers=(make_organization(),))
    client = Client()
    client.force_login(make_user(is_superuser=True))
    return client


def parameters_of(model_admin: admin.ModelAdmin) -> list[str]:
    """Every parameter that the changelist's filters read, and Django's own."""
    found = list(OWN)
    for each in model_admin.list_filter:
        name = each[0] if isinstance(each, tuple) else each
        if isinstance(name, str):
            found += [name, f"{name}__exact", f"{name}__id__exact"]
        else:
            found.append(name.parameter_name)
    if model_admin.date_hierarchy:
        found += [f"{model_admin.date_hierarchy}__{part}" for part in ("year", "month", "day")]
    return found


FORM = "application/x-www-form-urlencoded"
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label_lower)


@pytest.mark.parametrize("model", MODELS, ids=[model._meta.label_lower for model in MODELS])
def test_no_query_breaks_a_changelist(desk: Client, model) -> None:
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for parameter in parameters_of(admin.site._registry[model]):
        for value in VALUES.values():
            assert desk.get(f"{address}?{parameter}={value}").status_code < 500


@pytest.mark.parametrize("model", MODELS, ids=[model._meta.label_lower for model in MODELS])
def test_no_form_breaks_an_add_page_or_an_action(desk: Client, model) -> None:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    page = desk.get(reverse(f"{name}_add"))
    form = page.context["adminform"].form if page.context and "adminform" in page.context else None
    fields = [*(form.fields if form else ()), "_popup", "_to_field", "_save"]
    for hostile in ("x\0y", "9" * 40):
        assert desk.post(reverse(f"{name}_add"), dict.fromkeys(fields, hostile)).status_code < 500
        acted = {"action": "delete_selected", "_selected_action": hostile, "index": hostile, "select_across": hostile}
        assert desk.post(reverse(f"{name}_changelist"), acted).status_code < 500
    body = "&".join(f"{field}=%00%ff%ed%a0%80" for field in fields)
    assert desk.post(reverse(f"{name}_add"), body, content_type=FORM).status_code < 500
    assert desk.get(reverse(f"{name}_changelist") + "%00/").status_code == 404
    for number in ("9" * 40, "x", "_00", "1_00"):
        assert desk.get(reverse(f"{name}_changelist") + f"{number}/change/").status_code < 500


def test_autocomplete_takes_any_words(desk: Client) -> None:
    for value in VALUES.values():
        for field in ("topics", "organizations", "events", value):
            query = f"app_label=newsroom&model_name=story&field_name={field}&term={value}&page={value}"
            assert desk.get(f"{reverse('admin:autocomplete')}?{query}").status_code < 500


@pytest.fixture
def received(monkeypatch) -> Callable[..., WSGIRequest]:
    """A request as Django gets it from the server's own callable (imported late, under the tests' settings)."""
    from thoidai import wsgi

    got: list[WSGIRequest] = []

    def django(environ: dict[str, Any], start_response: object) -> list[bytes]:
        got.append(WSGIRequest(environ))
        assert got[-1].POST is not None  # read while it is here
        return []

    monkeypatch.setattr(wsgi, "django", django)

    def send(*, query: str = "", kind: str, body: bytes = b"") -> WSGIRequest:
        environ: dict[str, Any] = {"REQUEST_METHOD": "POST", "QUERY_STRING": query, "CONTENT_TYPE": kind}
        environ |= {"CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body)}
        setup_testing_defaults(environ)
        wsgi.application(environ, lambda status, headers, *rest: None)
        return got[-1]

    return send


@pytest.mark.parametrize("charset", ["utf-7", '"utf-7"', "utf-16", "base64", "idna", "latin-1", "no-such", "\0", ""])
@pytest.mark.parametrize("claim", ["; charset={}", " ;CHARSET = {} ; x=y"])
def test_a_request_is_utf_8_whatever_it_claims(received, charset: str, claim: str) -> None:
    words = b"q=%2BAAA-&r=b%E1%BA%A1n"
    request = received(query=words.decode(), kind=FORM + claim.format(charset), body=words)
    for data in (request.GET, request.POST):
        assert data.dict() == {"q": "+AAA-", "r": "bạn"}


def test_a_form_with_files_keeps_its_boundary(received) -> None:
    part = b'--abc\r\nContent-Disposition: form-data; name="q"\r\n\r\nb\xe1\xba\xa1n\r\n--abc--\r\n'
    request = received(kind="multipart/form-data; charset=utf-16; boundary=abc", body=part)
    assert request.POST.dict() == {"q": "bạn"}


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages", "x"])
@pytest.mark.parametrize("value", ['"\\000abc"', "\x7f", "%00", '"\\355\\240\\200"', "a" * 4000])
def test_no_cookie_breaks_a_page(db, name: str, value: str) -> None:
    for address in ("/", "/quan-tri/", "/quan-tri/login/"):
        assert Client(HTTP_COOKIE=f"{name}={value}").get(address).status_code < 500


def test_signing_in_with_anything(db) -> None:
    for hostile in ("\0", "a\0b", "9" * 4000, "\N{COMBINING ACUTE ACCENT}" * 300):
        answer = Client().post("/quan-tri/login/", {"username": hostile, "password": hostile, "next": hostile})
        assert answer.status_code == 200


def test_a_broken_upload_is_a_clean_refusal(desk: Client) -> None:
    kind = "multipart/form-data; boundary=x"
    for body in (b"", b"--x", b'--x\r\nContent-Disposition: form-data; name="a\0"\r\n\r\n\0\r\n--x--\r\n'):
        for name in ("newsroom_story_add", "organizations_event_add", "photos_photo_add", "photos_upload"):
            assert desk.post(reverse(f"admin:{name}"), body, content_type=kind).status_code < 500
