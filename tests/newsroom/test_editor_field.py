"""The body's form field and widget: the server decides, and the editor starts with all it needs."""

import json
import re

import pytest
from django import forms
from django.contrib.staticfiles import finders
from js_asset import Media

from newsroom.editor import BODY_MEDIA, BodyFormField
from newsroom.editor.field import MAX_LENGTH, MODULES
from newsroom.editor.words import WORDS
from tests.factories import make_article, make_photo


class BodyForm(forms.Form):
    body = BodyFormField(required=False)


class RequiredForm(forms.Form):
    body = BodyFormField()


def posted(html: str, *, form: type[forms.Form] = BodyForm) -> forms.Form:
    made = form({"body": html})
    made.full_clean()
    return made


def configuration(form: forms.Form) -> dict:
    page = str(form["body"])
    found = re.search(r'data-body-editor="([^"]*)"', page)
    assert found
    from html import unescape

    return json.loads(unescape(found[1]))


def test_a_hostile_post_is_cleaned() -> None:
    form = posted('<p onclick="x">a\x00<script>alert(1)</script></p><figure data-photo="x"></figure>')
    assert form.cleaned_data["body"] == "<p>a</p>"


def test_a_body_of_nothing_is_empty() -> None:
    assert posted("<p> </p><p></p>").cleaned_data["body"] == ""
    assert "body" in posted("<p>&nbsp;</p>", form=RequiredForm).errors


def test_a_body_that_is_too_long_is_refused_in_words() -> None:
    form = posted("a" * (MAX_LENGTH + 1))
    assert form.errors["body"] == ["Nội dung quá dài: hãy tách thành hai bài."]


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("<p>a</p>", "<p>a</p>", False),
        ("<p>a</p>", "<p>a</p><p></p>", False),
        ("<p>a</p>", "<p>b</p>", True),
        (None, "", False),
    ],
)
def test_only_a_real_change_counts(before: str | None, after: str, changed: bool) -> None:
    assert BodyForm({"body": after}, initial={"body": before}).has_changed() is changed


@pytest.mark.django_db
def test_the_editor_starts_with_what_the_text_points_at(django_assert_num_queries) -> None:
    photo, article = make_photo(caption="Cầu Long Biên"), make_article(title="Bài liên quan")
    body = f'<figure data-photo="{photo.pk}"></figure><aside data-related="{article.pk},999"></aside>'
    with django_assert_num_queries(2):
        data = configuration(BodyForm(initial={"body": body}))
    assert data["pictures"][str(photo.pk)]["caption"] == "Cầu Long Biên"
    assert {number: story["title"] for number, story in data["stories"].items()} == {str(article.pk): "Bài liên quan"}
    assert data["urls"]["photos"] == "/quan-tri/photos/photo/picker/"
    assert data["words"]["tools"]["bold"] == "Đậm"


def test_an_empty_editor_asks_nothing_of_the_database() -> None:
    assert configuration(BodyForm())["pictures"] == {}


def test_markup_in_the_text_stays_text_on_the_page() -> None:
    page = str(BodyForm({"body": "</textarea><script>alert(1)</script>"})["body"])
    assert "<script>" not in page
    assert page.count("</textarea>") == 1


def test_every_module_is_there_and_carries_the_nonce() -> None:
    page = str(Media.from_media(BodyForm().media, nonce="abc123"))
    found = re.search(r'<script type="importmap" nonce="abc123">(.*?)</script>', page)
    assert found
    imports = json.loads(found[1])["imports"]
    for name in (*MODULES, "main"):
        path = finders.find(f"js/editor/{name}.js")
        assert path, name
        with open(path, encoding="utf-8") as module:
            used = re.findall(r'from "([^"]+)"', module.read())
        assert set(used) <= set(imports), name
    assert re.search(r'<script[^>]*nonce="abc123"[^>]*type="module"', page)
    assert "nonce" not in str(BODY_MEDIA)


def test_the_scripts_use_only_words_that_exist() -> None:
    used: set[str] = set()
    for name in (*MODULES, "main"):
        with open(str(finders.find(f"js/editor/{name}.js")), encoding="utf-8") as module:
            used |= set(re.findall(r"\bwords\.(\w+)", module.read()))
    assert used <= set(WORDS)
    assert used >= set(WORDS)
