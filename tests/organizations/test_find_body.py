"""One body for a name, however it is written."""

from datetime import date

import pytest

from organizations.matching import find_body
from organizations.models import Alias, OrganizationPeriod
from tests.factories import make_country, make_organization

pytestmark = pytest.mark.django_db

VUFO = "Liên hiệp các tổ chức hữu nghị Việt Nam"
VINH_PHUC = "Liên hiệp các tổ chức hữu nghị tỉnh Vĩnh Phúc"
HCMC = "Liên hiệp các tổ chức hữu nghị thành phố Hồ Chí Minh"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("VUFO", VUFO),
        ("vufo", VUFO),
        ("Liên hiệp", VUFO),
        ("LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ VIỆT NAM", VUFO),
        ("Vietnam Union of Friendship Organizations", VUFO),
        ("LHHN Vinh Phuc", VINH_PHUC),
        ("liên hiệp hữu nghị vĩnh phúc", VINH_PHUC),
        ("Liên hiệp Hữu nghị tỉnh Vĩnh Phúc", VINH_PHUC),
        ("LHHN tỉnh Vĩnh Phúc", VINH_PHUC),
        ("Liên hiệp các tổ chức hữu nghị TP. Hồ Chí Minh", HCMC),
        ("LHHN TPHCM", HCMC),
        ("HUFO", HCMC),
        ("Hội Việt - Mỹ", "Hội Việt - Mỹ"),
        ("Hội Việt-Mỹ", "Hội Việt - Mỹ"),
        ("Hội Việt – Mỹ", "Hội Việt - Mỹ"),
        ("Hoi Viet My", "Hội Việt - Mỹ"),
        ("Hội Việt Nam - Hoa Kỳ", None),
        ("Hội hữu nghị Việt Nam - Hoa Kỳ", "Hội Việt - Mỹ"),
        ("Hội hữu nghị Việt - Nga", "Hội hữu nghị Việt Nam - Liên bang Nga"),
        ("Hội hữu nghị Việt Nam – Vương quốc Anh", "Hội hữu nghị Việt - Anh"),
        ("Hội hữu nghị Việt Nam - Cuba TP Hà Nội", "Hội hữu nghị Việt Nam - Cuba thành phố Hà Nội"),
        ("Hội hữu nghị Việt - Cuba thành phố Hà Nội", "Hội hữu nghị Việt Nam - Cuba thành phố Hà Nội"),
        ("Hội hữu nghị Cuba - Việt Nam", None),
        ("Cụm số 1", "Cụm số 1"),
        ("Hội Việt", None),
        ("", None),
        ("...", None),
        ("\x00" * 5000, None),
    ],
)
def test_a_name_in_any_spelling(loaded, written, name):
    found = find_body(written, on=date(2023, 1, 23))
    assert (found.name if found else None) == name


def test_the_name_of_the_day_counts(db):
    old = make_organization(name="Hội Hữu nghị Phương Xa")
    OrganizationPeriod.objects.create(organization=old, name="Hội Ái hữu Phương Xa", ends_on=date(2015, 12, 31))
    young = make_organization(name="Hội Ái hữu Phương Xa", founded_on=date(2020, 1, 1))
    assert find_body("Hội Ái hữu Phương Xa", on=date(2010, 5, 1)) == old
    assert find_body("Hội Ái hữu Phương Xa", on=date(2023, 5, 1)) == young


def test_an_ended_body_is_still_found(db):
    body = make_organization(name="Hội Cũ", founded_on=date(1950, 1, 1), dissolved_on=date(1960, 1, 1))
    assert find_body("hội cũ", on=date(2026, 1, 1)) == body


def test_two_bodies_of_one_name_are_nobody(db):
    make_organization(name="Hội Song Sinh")
    make_organization(name="Hội Song Sinh")
    assert find_body("Hội Song Sinh") is None


def test_a_public_body_goes_before_an_unconfirmed_one(db):
    make_organization(name="Hội Song Sinh", is_confirmed=False)
    public = make_organization(name="Hội Song Sinh")
    assert find_body("Hội Song Sinh") == public


def test_a_new_alias_works_at_once(db):
    body = make_organization(name="Hội hữu nghị Việt Nam - Xứ Xa", country=make_country(code="XX", name="Xứ Xa"))
    assert find_body("VILA") is None
    Alias.objects.create(organization=body, name="VILA")
    assert find_body("VILA") == body
    Alias.objects.filter(name="VILA").delete()
    assert find_body("VILA") is None
    assert find_body("Hội Việt - Xứ Xa") == body
    body.delete()
    assert find_body("Hội Việt - Xứ Xa") is None


def test_one_look_costs_the_same_with_many_bodies(db, django_assert_max_num_queries):
    for number in range(30):
        make_organization(name=f"Hội Đông Đảo {number}")
    find_body("x")
    with django_assert_max_num_queries(5):
        assert find_body("Hội Đông Đảo 7") is not None
