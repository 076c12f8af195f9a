"""The project's own data comes in whole, again and again, and never over an editor's head."""

import json
import shutil
from datetime import date

import pytest

from organizations.loading import load_everything
from organizations.loading.everything import DATA
from organizations.models import (
    ClusterMembership,
    ClusterOffice,
    Confidence,
    Event,
    LoadedRecord,
    Organization,
    OrganizationPeriod,
    Province,
    ProvincePeriod,
    Succession,
)

pytestmark = pytest.mark.django_db
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


def test_everything_comes_in(loaded):
    kinds = Organization.Kind
    assert {
        kind: Organization.objects.of_kind(kind).count()
        for kind in (
            kinds.CENTRAL,
            kinds.NATIONAL_ASSOCIATION,
            kinds.PROVINCIAL_UNION,
            kinds.CLUSTER,
            kinds.LOCAL_ASSOCIATION,
        )
    } == {"central": 1, "national_association": 53, "provincial_union": 53, "cluster": 5, "local_association": 2}
    assert (loaded.updated.total(), loaded.differences, loaded.refused) == (0, [], [])


def test_a_second_loading_changes_nothing(loaded):
    numbers = LoadedRecord.objects.count()
    again = load_everything()
    assert (again.created.total(), again.updated.total(), again.confirmed) == (0, 0, 0)
    assert (again.differences, again.removed_by_editors, again.refused) == ([], [], [])
    assert again.unchanged == numbers == LoadedRecord.objects.count()


def test_only_what_is_sure_is_public(loaded):
    korea = Organization.objects.get(country__code="KR")
    assert (korea.confidence, korea.is_confirmed) == (Confidence.MEDIUM, False)
    assert korea not in Organization.objects.public()
    assert set(Organization.objects.public().values_list("confidence", flat=True)) == {Confidence.HIGH}


def test_the_demo_confirms_what_is_fairly_sure(loaded):
    report = load_everything(confirm="medium")
    assert report.confirmed > 30
    assert Organization.objects.get(country__code="KR").is_confirmed
    assert not Succession.objects.public().filter(confidence=Confidence.INFERRED).exists()


def test_an_editor_who_withdrew_a_confirmation_is_obeyed(loaded):
    vufo = Organization.objects.get(acronym="VUFO")
    vufo.is_confirmed = False
    vufo.save()
    load_everything(confirm="inferred")
    vufo.refresh_from_db()
    assert not vufo.is_confirmed


def test_an_editors_change_is_reported_and_kept(loaded):
    vufo = Organization.objects.get(acronym="VUFO")
    vufo.address = "Địa chỉ mới"
    vufo.save()
    report = load_everything()
    assert [(found.key, found.field, found.ours) for found in report.differences] == [
        ("organization:vufo", "address", "Địa chỉ mới")
    ]
    vufo.refresh_from_db()
    assert vufo.address == "Địa chỉ mới"


def test_a_body_that_an_editor_deleted_stays_away(loaded):
    Organization.objects.get(acronym="PACCOM").delete()
    report = load_everything()
    assert report.removed_by_editors == ["organization:paccom"]
    assert not Organization.objects.filter(acronym="PACCOM").exists()


def test_newer_data_reaches_what_no_editor_touched(loaded, tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    path = tmp_path / "data" / "organizations.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["central"][0]["address"] = "105A Quán Thánh, phường Ba Đình, Hà Nội"
    path.write_text(json.dumps(data), encoding="utf-8")
    report = load_everything(folder=tmp_path / "data")
    assert report.updated == {"Organization": 1}
    assert Organization.objects.get(acronym="VUFO").address == "105A Quán Thánh, phường Ba Đình, Hà Nội"


def test_the_unions_are_one_row_each(loaded):
    phu_tho = Organization.objects.get(name="Liên hiệp các tổ chức hữu nghị tỉnh Phú Thọ")
    periods = list(phu_tho.periods.all())
    assert [(period.starts_on, period.ends_on, period.is_confirmed) for period in periods] == [
        (None, BEFORE, True),
        (AFTER, None, False),
    ]
    origins = {row.predecessor.name: row for row in phu_tho.origins.select_related("predecessor")}
    assert set(origins) == {
        "Liên hiệp các tổ chức hữu nghị tỉnh Vĩnh Phúc",
        "Liên hiệp các tổ chức hữu nghị tỉnh Hòa Bình",
    }
    assert {(row.kind, row.is_confirmed) for row in origins.values()} == {("merged_into", False)}


def test_a_union_under_a_new_name_is_two_rows(loaded):
    bac_ninh = Organization.objects.get(name="Liên hiệp các tổ chức hữu nghị tỉnh Bắc Ninh")
    assert (bac_ninh.founded_on, bac_ninh.province.slug) == (AFTER, "bac-ninh")
    succession = bac_ninh.origins.get()
    assert (succession.kind, succession.predecessor.province.slug) == ("carried_on_as", "bac-giang")
    before, after = Organization.objects.existing(on=BEFORE), Organization.objects.existing(on=AFTER)
    assert bac_ninh not in before
    assert bac_ninh in after
    assert succession.predecessor in before
    assert succession.predecessor not in after


def test_codes_that_belong_to_another_province_today(loaded):
    moved = {
        code: tuple(Province.objects.with_code(code, on=day).get().name for day in (BEFORE, AFTER))
        for code in ("15", "24", "44", "52", "80", "82", "91")
    }
    assert moved == {
        "15": ("Yên Bái", "Lào Cai"),
        "24": ("Bắc Giang", "Bắc Ninh"),
        "44": ("Quảng Bình", "Quảng Trị"),
        "52": ("Bình Định", "Gia Lai"),
        "80": ("Long An", "Tây Ninh"),
        "82": ("Tiền Giang", "Đồng Tháp"),
        "91": ("Kiên Giang", "An Giang"),
    }


def test_63_units_became_34(loaded):
    assert Province.objects.existing(on=BEFORE).count() == 63
    assert Province.objects.existing(on=AFTER).count() == 34
    for day, number in ((BEFORE, 63), (AFTER, 34)):
        codes = list(ProvincePeriod.objects.held(on=day).values_list("code", flat=True))
        assert len(codes) == len(set(codes)) == number


@pytest.mark.parametrize(
    ("slug", "day", "full_name"),
    [
        ("dong-nai", date(2025, 6, 1), "tỉnh Đồng Nai"),
        ("dong-nai", date(2026, 4, 29), "tỉnh Đồng Nai"),
        ("dong-nai", date(2026, 4, 30), "thành phố Đồng Nai"),
        ("hue", date(2024, 12, 31), "tỉnh Thừa Thiên Huế"),
        ("hue", date(2025, 1, 1), "thành phố Huế"),
        ("vinh-phuc", date(2023, 1, 23), "tỉnh Vĩnh Phúc"),
    ],
)
def test_a_province_on_a_day(loaded, slug, day, full_name):
    assert Province.objects.with_history().get(slug=slug).period_on(day).full_name == full_name


def test_vinh_phuc_became_part_of_phu_tho(loaded):
    vinh_phuc = Province.objects.get(slug="vinh-phuc")
    assert vinh_phuc.ended_on == BEFORE
    succession = vinh_phuc.successions.get()
    assert (succession.successor.name, succession.happened_on) == ("Phú Thọ", AFTER)


def test_clusters_with_their_heads(loaded):
    first = Organization.objects.get(slug="cum-so-1")
    today = ClusterMembership.objects.public().filter(cluster=first).held(on=date(2026, 1, 18))
    assert {membership.member.province.name for membership in today} == {
        "Nghệ An", "Quảng Ninh", "Ninh Bình", "Thanh Hóa", "Hà Nội", "Hải Phòng", "Hưng Yên", "Bắc Ninh",
    }  # fmt: skip
    assert ClusterMembership.objects.filter(cluster=first).held(on=BEFORE).count() == 11
    head = ClusterOffice.objects.get(cluster=first, year=2025)
    assert (head.office, head.holder.province.name) == ("head", "Nghệ An")
    inferred = ClusterMembership.objects.get(member__province__slug="hau-giang")
    assert (inferred.confidence, inferred.is_confirmed) == ("inferred", False)


def test_founding_days_are_as_exact_as_known(loaded):
    founded = {
        slug: (body.founded_on, body.founded_precision)
        for slug, body in Organization.objects.in_bulk(field_name="slug").items()
        if body.founded_on
    }
    assert founded["lien-hiep-cac-to-chuc-huu-nghi-viet-nam"] == (date(1950, 11, 17), "day")
    assert founded["hoi-huu-nghi-viet-nam-ao"] == (date(2022, 11, 1), "month")
    assert founded["vufo-ngo-rc"] == (date(1993, 1, 1), "year")


def test_a_local_association_belongs_to_two(loaded):
    association = Organization.objects.get(name="Hội hữu nghị Việt Nam - Cuba thành phố Hà Nội")
    assert association.parent.acronym == "HAUFO"
    assert [row.parent.name for row in association.affiliations.all()] == ["Hội hữu nghị Việt Nam - Cuba"]
    assert association.province.name == "Hà Nội"


def test_the_events_come_in_without_loss(loaded):
    assembly = Event.objects.get(ordinal_text="lần thứ 22")
    assert (assembly.delegates, assembly.is_delegates_approximate) == (100, True)
    assert (assembly.countries_count, assembly.organizations_count, assembly.ordinal) == (45, 56, 22)
    assert [(row.shown_name, row.role) for row in assembly.organizers.all()] == [
        ("Hội đồng Hòa bình Thế giới", "organiser"),
        ("Liên hiệp các tổ chức hữu nghị Việt Nam", "host"),
    ]
    congress = Event.objects.get(name__contains="lần thứ VI, nhiệm kỳ 2022-2027")
    assert (congress.ordinal, congress.opens_term, congress.status) == (6, True, "planned")
    meeting = Event.objects.get(starts_on=date(2022, 7, 14), part_of=None)
    assert {part.kind for part in meeting.parts.all()} == {"conference", "seminar"}
    year_end = Event.objects.get(starts_on=date(2026, 1, 18))
    assert year_end.location == "phường Móng Cái 1, tỉnh Quảng Ninh"
    quy_nhon = Event.objects.get(district="thành phố Quy Nhơn")
    assert quy_nhon.location == "thành phố Quy Nhơn, tỉnh Bình Định"
    assert (quy_nhon.starts_on, quy_nhon.ends_on) == (date(2023, 7, 18), date(2023, 7, 20))


def test_unconfirmed_history_is_not_shown(loaded):
    organization = Organization.objects.get(name="Liên hiệp các tổ chức hữu nghị tỉnh Cao Bằng")
    late = OrganizationPeriod.objects.get(organization=organization, starts_on=AFTER)
    assert late.confidence == Confidence.INFERRED
    assert organization.period_on(date(2026, 1, 1)) is None
