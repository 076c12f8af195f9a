"""A byline on the page: everyone in their role, which is named once for all who had it."""

import pytest

from articles.content import BylineLine
from tests.factories import make_article, make_author
from tests.pages.reading import element, text_of

pytestmark = pytest.mark.django_db


def byline(client, *people: tuple[str, str, str]) -> list[str]:
    """The lines of the byline of a story by these people: (name, role, titles)."""
    lines = [
        BylineLine(author=make_author(name=name).pk, name=name, role=role, title_lines=titles)
        for name, role, titles in people
    ]
    page = client.get(make_article(authors=tuple(lines)).get_absolute_url())
    return [text_of(line) for line in element(page, "byline").iter("li")]


def test_a_role_is_named_once_for_all_its_names(client):
    people = (("Sơn Hà", "illustration", ""), ("Khánh An", "illustration", ""), ("Vàng A Mẫu", "illustration", ""))
    assert byline(client, *people) == ["Minh họa: Sơn Hà, Khánh An, Vàng A Mẫu"]


def test_roles_stand_where_their_first_name_stands(client):
    people = (
        ("Thu Hà", "author", ""),
        ("Sơn Hà", "illustration", ""),
        ("Minh Quân", "author", ""),
        ("Lê Hữu", "photo", ""),
        ("Khánh An", "illustration", ""),
    )
    assert byline(client, *people) == ["Thu Hà", "Minh Quân", "Minh họa: Sơn Hà, Khánh An", "Ảnh: Lê Hữu"]


def test_titles_stand_under_their_name(client):
    people = (("Lê Hữu", "photo", "Phóng viên\nBan Ảnh"), ("Khánh An", "photo", ""), ("Thu Hà", "author", "Nhà báo"))
    first, second = byline(client, *people)
    assert first.replace(" ", "") == "Ảnh:LêHữu,PhóngviênBanẢnhKhánhAn"
    assert second.replace(" ", "") == "ThuHàNhàbáo"
