"""The system of bodies on a day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.models import Affiliation, OrganizationPeriod, Succession
from organizations.tree import Node, build_tree
from tests.factories import make_organization, make_province

pytestmark = pytest.mark.django_db
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


def find(nodes: list[Node], name: str) -> Node | None:
    for node in nodes:
        found = node if node.name == name and not node.is_further else find(node.children, name)
        if found:
            return found
    return None


def test_vufo_with_all_that_belongs_to_it(loaded):
    roots = build_tree(on=BEFORE)
    vufo = roots[0]
    assert vufo.organization.acronym == "VUFO"
    groups = {label: len(nodes) for label, nodes in vufo.groups}
    assert groups["Liên hiệp cấp tỉnh"] == 51
    assert groups["Cụm liên hiệp"] == 5
    assert next(iter(groups)) == "Cơ quan, đơn vị của Trung ương"
    hanoi = find(roots, "Liên hiệp các tổ chức hữu nghị thành phố Hà Nội")
    assert [child.name for child in hanoi.children] == [
        "Hội hữu nghị Việt Nam - Bulgaria thành phố Hà Nội",
        "Hội hữu nghị Việt Nam - Cuba thành phố Hà Nội",
    ]


def test_a_further_parent_shows_the_body_without_counting_it_twice(loaded):
    roots = build_tree(on=AFTER)
    cuba = find(roots, "Hội hữu nghị Việt Nam - Cuba")
    assert [(child.name, child.is_further) for child in cuba.children] == [
        ("Hội hữu nghị Việt Nam - Cuba thành phố Hà Nội", True)
    ]
    assert cuba.size == 0


def test_a_committee_stands_under_its_standing_agency(loaded):
    roots = build_tree(on=AFTER)
    assert "COMINGO" not in [node.organization.acronym for node in roots]
    assert "COMINGO" in [node.organization.acronym for node in roots[0].children]


def test_a_union_whose_province_has_merged_says_so(loaded):
    vinh_phuc = find(build_tree(on=AFTER), "Liên hiệp các tổ chức hữu nghị tỉnh Vĩnh Phúc")
    assert vinh_phuc.became_part_of.name == "Phú Thọ"
    assert find(build_tree(on=BEFORE), "Liên hiệp các tổ chức hữu nghị tỉnh Vĩnh Phúc").became_part_of is None


def test_a_confirmed_succession_ends_the_predecessor(loaded):
    assert Succession.objects.filter(successor__province__slug="phu-tho").update(is_confirmed=True) == 2
    assert find(build_tree(on=AFTER), "Liên hiệp các tổ chức hữu nghị tỉnh Vĩnh Phúc") is None
    assert find(build_tree(on=BEFORE), "Liên hiệp các tổ chức hữu nghị tỉnh Vĩnh Phúc")


def test_names_and_parents_of_the_day(db):
    old, new = make_organization(name="Cấp trên cũ"), make_organization(name="Cấp trên mới")
    body = make_organization(name="Tên mới", parent=new)
    OrganizationPeriod.objects.create(organization=body, name="Tên cũ", parent=old, ends_on=date(2010, 1, 1))
    assert [node.name for node in find(build_tree(on=date(2009, 1, 1)), "Cấp trên cũ").children] == ["Tên cũ"]
    assert [node.name for node in find(build_tree(on=date(2012, 1, 1)), "Cấp trên mới").children] == ["Tên mới"]


def test_a_body_under_an_unconfirmed_parent_stands_alone(db):
    hidden = make_organization(name="Chưa rõ", is_confirmed=False)
    make_organization(name="Con của chưa rõ", parent=hidden)
    roots = build_tree(on=AFTER)
    assert find(roots, "Con của chưa rõ")
    assert not find(roots, "Chưa rõ")


def test_a_loop_that_slipped_in_does_not_hang(db):
    first = make_organization(name="Một")
    second = make_organization(name="Hai", parent=first)
    type(first).objects.filter(pk=first.pk).update(parent=second)
    assert find(build_tree(on=AFTER), "Một") is None


def test_the_tree_costs_the_same_with_many_bodies(loaded):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            build_tree(on=AFTER)
        return len(captured)

    before = queries()
    province = make_province(ends_on=BEFORE)
    parent = make_organization()
    for _ in range(15):
        body = make_organization(parent=parent, province=province)
        OrganizationPeriod.objects.create(organization=body, starts_on=AFTER, province=make_province(ends_on=BEFORE))
        Affiliation.objects.create(organization=body, parent=make_organization())
    assert queries() == before
