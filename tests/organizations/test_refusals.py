"""Bad data is refused with a message, by the model and (for what a row can know of itself) by the database."""

from datetime import date, time
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from organizations.models import (
    Affiliation,
    ClusterMembership,
    ClusterOffice,
    Event,
    EventOrganizer,
    OfficeHolder,
    Organization,
    OrganizationPeriod,
    Person,
    ProvincePeriod,
    ProvinceSuccession,
    Succession,
    Term,
)
from tests.factories import make_event, make_organization, make_province

pytestmark = pytest.mark.django_db


def refused(row, *, words: str, by_database: bool = False) -> None:
    """The row is refused in Vietnamese words, and by the database too where that is said."""
    with override("vi"), pytest.raises(ValidationError) as caught:
        row.full_clean()
    assert words in " ".join(caught.value.messages)
    if by_database:
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def make_cluster(name: str = "Cụm số 9") -> Organization:
    return make_organization(name=name, kind=Organization.Kind.CLUSTER)


# ── parents ──
def test_a_body_is_not_its_own_parent():
    body = make_organization()
    body.parent = body
    refused(body, words="không thể là cấp trên của chính mình", by_database=True)


def test_a_loop_of_two():
    upper = make_organization()
    lower = make_organization(parent=upper)
    upper.parent = lower
    refused(upper, words="tạo thành vòng")


def test_a_loop_of_three():
    first = make_organization()
    second = make_organization(parent=first)
    third = make_organization(parent=second)
    first.parent = third
    refused(first, words="tạo thành vòng")


def test_a_loop_through_a_further_parent():
    upper = make_organization()
    lower = make_organization()
    Affiliation.objects.create(organization=lower, parent=upper)
    upper.parent = lower
    refused(upper, words="tạo thành vòng")
    refused(Affiliation(organization=upper, parent=lower), words="tạo thành vòng")


def test_a_further_parent_twice():
    upper, lower = make_organization(), make_organization()
    Affiliation.objects.create(organization=lower, parent=upper)
    refused(Affiliation(organization=lower, parent=upper), words="đã thuộc tổ chức này", by_database=True)


# ── spans of time ──
def test_an_end_before_a_start():
    span = {"starts_on": date(2024, 5, 2), "ends_on": date(2024, 5, 1)}
    body, cluster = make_organization(), make_cluster()
    person = Person.objects.create(name="Nguyễn Thị Mẫu")
    for row in (
        OrganizationPeriod(organization=body, name="Tên cũ", **span),
        ProvincePeriod(province=make_province(ends_on=date(2020, 1, 1)), name="Tỉnh cũ", **span),
        Affiliation(organization=body, parent=cluster, **span),
        OfficeHolder(organization=body, person=person, office="Chủ tịch", **span),
        ClusterMembership(cluster=cluster, member=body, **span),
    ):
        refused(row, words="Ngày cuối đứng trước ngày đầu", by_database=True)


def test_dissolved_before_founded():
    body = make_organization()
    body.founded_on, body.dissolved_on = date(2001, 1, 1), date(2000, 1, 1)
    refused(body, words="giải thể trước khi thành lập", by_database=True)


def test_periods_of_a_body_do_not_overlap():
    body = make_organization()
    OrganizationPeriod.objects.create(organization=body, name="Một", ends_on=date(2020, 6, 30))
    refused(
        OrganizationPeriod(organization=body, name="Hai", starts_on=date(2020, 6, 30), ends_on=date(2021, 1, 1)),
        words="chồng lên",
    )
    OrganizationPeriod(organization=body, name="Hai", starts_on=date(2020, 7, 1)).full_clean()


def test_periods_of_a_province_do_not_overlap():
    province = make_province(name="Xứ Đoài", code="98")
    refused(
        ProvincePeriod(province=province, name="Xứ Đoài Mới", starts_on=date(2025, 7, 1)),
        words="chồng lên",
        by_database=True,
    )


def test_a_code_has_one_holder():
    make_province(code="99")
    other = make_province(ends_on=date(2020, 1, 1))
    refused(
        ProvincePeriod(province=other, name="Xứ Bắc", code="99", starts_on=date(2025, 7, 1)),
        words="đơn vị khác đang mang mã này",
        by_database=True,
    )


# ── successions ──
def test_a_successor_before_its_predecessors_end():
    old, young = make_organization(dissolved_on=date(2025, 7, 1)), make_organization()
    succession = Succession(predecessor=old, successor=young, kind="merged_into", happened_on=date(2025, 6, 30))
    refused(succession, words="trước khi tổ chức tiền thân kết thúc")
    succession.happened_on = date(2025, 7, 1)
    succession.full_clean()


def test_an_end_after_the_successor_took_over():
    old, young = make_organization(), make_organization()
    Succession.objects.create(predecessor=old, successor=young, kind="renamed", happened_on=date(2020, 1, 1))
    old.dissolved_on = date(2021, 1, 1)
    refused(old, words="đã tiếp nối trước ngày này")


def test_a_successor_that_had_ended():
    old, young = make_organization(), make_organization(dissolved_on=date(2019, 1, 1))
    refused(
        Succession(predecessor=old, successor=young, kind="renamed", happened_on=date(2020, 1, 1)),
        words="đã kết thúc",
    )


def test_a_predecessor_not_yet_founded():
    old, young = make_organization(founded_on=date(2022, 1, 1)), make_organization()
    refused(
        Succession(predecessor=old, successor=young, kind="renamed", happened_on=date(2020, 1, 1)),
        words="chưa thành lập",
    )


@pytest.mark.parametrize("length", [2, 3])
def test_a_loop_of_successions(length):
    bodies = [make_organization() for _ in range(length)]
    for number, (old, young) in enumerate(pairwise(bodies)):
        Succession.objects.create(
            predecessor=old, successor=young, kind="renamed", happened_on=date(2000 + number, 1, 1)
        )
    refused(
        Succession(predecessor=bodies[-1], successor=bodies[0], kind="renamed", happened_on=date(2020, 1, 1)),
        words="tạo thành vòng",
    )


def test_a_body_does_not_succeed_itself():
    body = make_organization()
    refused(
        Succession(predecessor=body, successor=body, kind="renamed", happened_on=date(2020, 1, 1)),
        words="kế thừa chính mình",
        by_database=True,
    )


def test_a_province_does_not_begin_before_its_predecessors_last_day_is_over():
    old, young = make_province(ends_on=date(2025, 6, 30)), make_province()
    succession = ProvinceSuccession(predecessor=old, successor=young, happened_on=date(2025, 6, 30))
    refused(succession, words="trước khi đơn vị cũ hết ngày cuối")
    succession.happened_on = date(2025, 7, 1)
    succession.full_clean()
    succession.save()
    refused(ProvinceSuccession(predecessor=young, successor=old, happened_on=date(2026, 1, 1)), words="đã là đơn vị cũ")


# ── clusters ──
def test_two_heads_of_one_cluster_in_one_year():
    cluster, first, second = make_cluster(), make_organization(), make_organization()
    for member in (first, second):
        ClusterMembership.objects.create(cluster=cluster, member=member)
    ClusterOffice.objects.create(cluster=cluster, year=2025, office="head", holder=first)
    refused(
        ClusterOffice(cluster=cluster, year=2025, office="head", holder=second),
        words="đã có đơn vị giữ vai trò này",
        by_database=True,
    )
    refused(
        ClusterOffice(cluster=cluster, year=2025, office="deputy", holder=first),
        words="đã giữ một vai trò",
        by_database=True,
    )
    ClusterOffice(cluster=cluster, year=2026, office="head", holder=second).full_clean()


def test_a_head_from_outside_the_cluster():
    cluster, member = make_cluster(), make_organization()
    ClusterMembership.objects.create(cluster=cluster, member=member, ends_on=date(2023, 12, 31))
    ClusterOffice(cluster=cluster, year=2023, office="head", holder=member).full_clean()
    refused(
        ClusterOffice(cluster=cluster, year=2024, office="head", holder=member),
        words="không phải thành viên của cụm",
    )


def test_two_clusters_at_once():
    first, second, member = make_cluster(), make_cluster("Cụm số 8"), make_organization()
    ClusterMembership.objects.create(cluster=first, member=member)
    refused(ClusterMembership(cluster=second, member=member), words="đã là thành viên", by_database=True)


def test_a_cluster_is_of_the_kind_cluster():
    union, member = make_organization(), make_organization()
    refused(ClusterMembership(cluster=union, member=member), words="không phải là cụm")
    refused(ClusterOffice(cluster=union, year=2025, office="head", holder=member), words="không phải là cụm")


# ── terms and offices ──
def test_terms():
    body = make_organization()
    Term.objects.create(organization=body, ordinal=6, from_year=2019, to_year=2024)
    refused(Term(organization=body, from_year=2024, to_year=2019), words="kết thúc trước khi bắt đầu", by_database=True)
    refused(Term(organization=body, from_year=2019, to_year=2023), words="bắt đầu từ năm này", by_database=True)
    refused(
        Term(organization=body, ordinal=6, from_year=2024, to_year=2029), words="có số thứ tự này", by_database=True
    )
    refused(
        Term(organization=body, from_year=2024, to_year=2029, opened_on=date(2025, 1, 1), closed_on=date(2024, 1, 1)),
        words="bế mạc trước khi khai mạc",
        by_database=True,
    )
    refused(
        Term(organization=body, ordinal=7, ordinal_text="lần thứ VIII", from_year=2024, to_year=2029),
        words="hai số khác nhau",
    )
    refused(Term(organization=body, from_year=19, to_year=99999), words="1900")


def test_an_office_in_a_term_of_another_body():
    term = Term.objects.create(organization=make_organization(), from_year=2019, to_year=2024)
    person = Person.objects.create(name="Trần Văn Mẫu")
    refused(
        OfficeHolder(organization=make_organization(), person=person, office="Chủ tịch", term=term),
        words="thuộc tổ chức khác",
    )


def test_the_same_office_twice():
    body, person = make_organization(), Person.objects.create(name="Trần Văn Mẫu")
    OfficeHolder.objects.create(organization=body, person=person, office="Chủ tịch")
    refused(
        OfficeHolder(organization=body, person=person, office="Chủ tịch"), words="đang giữ chức vụ", by_database=True
    )
    OfficeHolder(organization=body, person=person, office="Ủy viên").full_clean()


# ── events ──
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"ends_on": date(2026, 12, 1)}, "kết thúc trước khi bắt đầu"),
        ({"starts_time": time(9), "ends_time": time(8)}, "kết thúc trước khi bắt đầu"),
        ({"ends_time": time(8)}, "cần có giờ bắt đầu"),
        ({"opens_term": True}, "mở đầu nhiệm kỳ nào"),
    ],
)
def test_events_that_cannot_be(fields, words):
    event = make_event()
    for name, value in fields.items():
        setattr(event, name, value)
    refused(event, words=words, by_database=True)


def test_an_event_of_several_days_may_end_earlier_in_the_day():
    event = make_event(starts_on=date(2026, 12, 2), ends_on=date(2026, 12, 3))
    event.starts_time, event.ends_time = time(14), time(11)
    event.full_clean()


def test_a_term_is_opened_once():
    term = Term.objects.create(organization=make_organization(), from_year=2022, to_year=2027)
    make_event(term=term, opens_term=True)
    event = make_event()
    event.term, event.opens_term = term, True
    refused(event, words="Đại hội khác đã mở đầu nhiệm kỳ này", by_database=True)


def test_parts_have_no_parts():
    whole = make_event()
    part = make_event(part_of=whole)
    deeper = make_event()
    deeper.part_of = part
    refused(deeper, words="không thể có phần riêng")
    whole.part_of = deeper
    deeper.part_of = None
    refused(whole, words="không thể là một phần")
    part.part_of = part
    refused(part, words="một phần của chính nó", by_database=True)


def test_an_event_in_person_has_no_online_address():
    event = make_event()
    event.online_url = "https://example.org/phong-hop"
    refused(event, words="không có địa chỉ trực tuyến")
    event.attendance = Event.Attendance.HYBRID
    event.full_clean()


def test_a_body_or_words_for_an_event():
    event, body = make_event(), make_organization()
    refused(EventOrganizer(event=event), words="một trong hai", by_database=True)
    refused(EventOrganizer(event=event, organization=body, name="Sở Ngoại vụ"), words="một trong hai", by_database=True)
    EventOrganizer.objects.create(event=event, organization=body)
    refused(EventOrganizer(event=event, organization=body, role="host"), words="đã có trong sự kiện", by_database=True)
    for name in ("Sở Ngoại vụ", "Đại sứ quán"):
        EventOrganizer.objects.create(event=event, name=name)
