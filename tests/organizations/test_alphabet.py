"""Names stand in the Vietnamese alphabet and are found without accents, on every database."""

import pytest

from organizations.models import Alias, Country, Organization, Person
from tests.factories import make_organization

pytestmark = pytest.mark.django_db

IN_ORDER = [
    "An Giang",
    "Ấn Độ",
    "Bắc Ninh",
    "Cà Mau",
    "Cần Thơ",
    "Dân tộc",
    "Đà Nẵng",
    "Đắk Lắk",
    "Điện Biên",
    "Êđê",
    "Gia Lai",
]


def test_vietnamese_order():
    for name in reversed(IN_ORDER):
        Person.objects.create(name=name)
    assert [str(person) for person in Person.objects.all().in_alphabetical_order()] == IN_ORDER


def test_every_list_of_names_is_alphabetical_by_itself():
    for code, name in (
        ("EG", "Ai Cập"),
        ("GB", "Anh"),
        ("AT", "Áo"),
        ("IN", "Ấn Độ"),
        ("DK", "Đan Mạch"),
        ("DE", "Đức"),
    ):
        Country.objects.create(code=code, name=name, slug=code.lower())
    assert [country.name for country in Country.objects.all()] == ["Ai Cập", "Anh", "Áo", "Ấn Độ", "Đan Mạch", "Đức"]


@pytest.mark.parametrize(
    "query",
    [
        "LHHN Vinh Phuc",
        "liên hiệp hữu nghị vĩnh phúc",
        "vĩnh phúc",
        "Vinh  Phúc  tinh",
        "LIEN-HIEP vinh-phuc",
        "vin ph",
    ],
)
def test_a_union_is_found_without_accents(query):
    union = make_organization(name="Liên hiệp các tổ chức hữu nghị tỉnh Vĩnh Phúc")
    make_organization(name="Liên hiệp các tổ chức hữu nghị tỉnh Vĩnh Long")
    assert list(Organization.objects.all().matching(query)) == [union]


def test_a_word_may_stand_in_an_alias():
    body = make_organization(name="Hội hữu nghị Việt - Anh")
    Alias.objects.create(organization=body, name="VUFA")
    assert list(Organization.objects.all().matching("vufa anh")) == [body]


def test_the_middle_of_a_word_does_not_find():
    make_organization(name="Hội hữu nghị Việt Nam - Thái Lan")
    assert not Organization.objects.all().matching("hai").exists()


@pytest.mark.parametrize("query", ["", "   ", "\x00", "%%%", "'; drop", "a " * 500])
def test_no_query_breaks(query):
    make_organization()
    assert Organization.objects.all().matching(query).count() in {0, 1}
