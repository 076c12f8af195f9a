"""The digest that an approval is bound to."""

from dataclasses import dataclass, fields, replace

import pytest

from articles.content import BylineLine, Content

OTHERS = {"photo", "byline", "pictures"}
TEXT = Content(
    **{field.name: f"chữ {field.name}" for field in fields(Content) if field.name not in OTHERS},
    photo=7,
    byline=(BylineLine(author=3, name="Thu Hà", role="author", title_lines=""),),
    pictures=((7, "ab" * 32),),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterContent(Content):
    """As the house will have it one day: with one more field."""

    strapline: str = ""


def test_a_text_comes_back_from_json_with_the_same_digest():
    assert Content.from_json(TEXT.to_json()) == TEXT
    assert Content.from_json(TEXT.to_json()).digest() == TEXT.digest()


@pytest.mark.parametrize("name", [field.name for field in fields(Content)])
def test_every_field_counts(name):
    other = {"photo": None, "byline": (), "pictures": ()}.get(name, "khác")
    assert replace(TEXT, **{name: other}).digest() != TEXT.digest()


def test_what_was_approved_before_a_field_existed_keeps_its_digest():
    kept = LaterContent.from_json(TEXT.to_json())
    assert kept.digest() == TEXT.digest()
    assert replace(kept, strapline="Tít phụ dưới").digest() != TEXT.digest()
