"""The union's memory for readers: the directory, bodies, events, provinces, calendars."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from addresses.rows import remember
from organizations.models import (
    Affiliation,
    ClusterMembership,
    ClusterOffice,
    EventOrganizer,
    EventSeries,
    OfficeHolder,
    OrganizationKind,
    Person,
    ProvinceSuccession,
    Succession,
    Term,
)
from tests.factories import (
    LONG_AGO,
    make_article,
    make_country,
    make_event,
    make_organization,
    make_province,
)
from tests.pages.reading import headings, main_of, meta, stories, text_of, words

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def union():
    return make_organization(
        name="Liên hiệp các tổ chức hữu nghị Việt Nam", acronym="VUFO", slug="vufo", kind=OrganizationKind.CENTRAL
    )


def test_an_empty_directory_says_so(client):
    assert "chưa có" in words(client.get("/to-chuc/")).lower()
    assert "chưa có" in words(client.get("/su-kien/")).lower()


def test_the_directory_is_a_tree(client, union):
    child = make_organization(name="Hội hữu nghị Việt Nam - Lào", parent=union)
    make_organization(name="Hội chưa xác nhận", is_confirmed=False)
    shown = words(client.get("/to-chuc/"))
    assert shown.index(union.name) < shown.index(child.name)
    assert "Hội chưa xác nhận" not in shown
    assert any(heading.startswith("VUFO: ") for heading in headings(client.get("/to-chuc/")))


def test_the_directory_is_in_the_vietnamese_alphabet(client):
    for name in ("Đồng Nai", "Điện Biên", "Đà Nẵng", "Duy Xuyên", "Ea Kar", "Cao Bằng"):
        make_organization(name=name)
    response = client.get("/to-chuc/?xem=ten")
    assert [h for h in headings(response) if len(h) == 1] == ["C", "D", "Đ", "E"]
    shown = words(response)
    names = ["Cao Bằng", "Duy Xuyên", "Đà Nẵng", "Điện Biên", "Đồng Nai", "Ea Kar"]
    assert sorted(names, key=shown.index) == names


def test_the_directory_by_kind_province_and_country(client):
    province, country = make_province(name="Phú Thọ"), make_country()
    make_organization(name="Liên hiệp Phú Thọ", kind=OrganizationKind.PROVINCIAL_UNION, province=province)
    make_organization(name="Hội Việt - Lào", country=country)
    assert {"Liên hiệp cấp tỉnh", "Hội hữu nghị ở Trung ương"} <= set(headings(client.get("/to-chuc/?xem=loai")))
    assert "Phú Thọ" in headings(client.get("/to-chuc/?xem=tinh-thanh"))
    assert "Lào" in headings(client.get("/to-chuc/?xem=nuoc"))


@pytest.mark.parametrize("query", ["q=viet+lao", "q=Việt+Lào", "nuoc=lao", "loai=branch", "tinh=phu-tho"])
def test_the_directory_is_filtered_and_then_kept_out_of_search_engines(client, query):
    wanted = make_organization(
        name="Hội Việt - Lào", kind="branch", country=make_country(), province=make_province(name="Phú Thọ")
    )
    make_organization(name="Hội Việt - Nga")
    response = client.get(f"/to-chuc/?{query}")
    shown = words(response)
    assert wanted.name in shown
    assert "Hội Việt - Nga" not in shown
    assert "noindex" in meta(response, "robots")


def test_a_filter_that_finds_nothing_says_so(client, union):
    for query in ("q=xyzzy", "nuoc=khong-co", "tinh=khong-co", "loai=khong-co"):
        response = client.get(f"/to-chuc/?{query}")
        assert response.status_code == 200
        assert "/to-chuc/vufo/" not in response.content.decode()
        assert "Không có tổ chức nào khớp" in words(response)


def test_a_body_s_page_tells_who_it_is(client, union):
    province = make_province(name="Phú Thọ")
    further = make_organization(name="Hội trung ương")
    body = make_organization(
        name="Liên hiệp Phú Thọ",
        acronym="LHPT",
        parent=union,
        province=province,
        founded_on=date(1990, 5, 1),
        founded_precision="month",
        description="Một câu giới thiệu.",
        email="lh@example.org",
        note="Ghi chú nội bộ",
        kind=OrganizationKind.PROVINCIAL_UNION,
    )
    Affiliation.objects.create(organization=body, parent=further)
    cluster = make_organization(name="Cụm số 1", kind=OrganizationKind.CLUSTER)
    ClusterMembership.objects.create(cluster=cluster, member=body)
    chair = Person.objects.create(name="Nguyễn Văn Mẫu", honorific="Ông")
    before = Person.objects.create(name="Trần Thị Cũ", honorific="Bà")
    OfficeHolder.objects.create(organization=body, person=chair, office="Chủ tịch", starts_on=date(2024, 1, 1))
    OfficeHolder.objects.create(organization=body, person=before, office="Chủ tịch", ends_on=date(2023, 12, 31))
    hidden = Person.objects.create(name="Chưa Xác Nhận")
    OfficeHolder.objects.create(organization=body, person=hidden, office="Phó Chủ tịch", is_confirmed=False)
    story = make_article(organizations=(body,))
    soon = make_event(name="Đại hội sắp tới", organizers=(body,), starts_on=timezone.localdate() + DAY)
    past = make_event(name="Hội nghị đã qua", organizers=(body,), starts_on=date(2020, 1, 1))
    response = client.get(body.get_absolute_url())
    shown = words(response)
    for word in (
        "LHPT",
        "05/1990",
        "Phú Thọ",
        union.name,
        further.name,
        "Cụm số 1",
        "Ông Nguyễn Văn Mẫu",
        "từ 01/01/2024",
        "Bà Trần Thị Cũ",
        "đến 31/12/2023",
        "Một câu giới thiệu.",
        "lh@example.org",
        soon.name,
        past.name,
    ):
        assert word in shown, word
    assert "Chưa Xác Nhận" not in shown
    assert "Ghi chú nội bộ" not in shown
    assert stories(response) == [story.pk]
    assert body.name in words(client.get(cluster.get_absolute_url()))
    assert body.name in words(client.get(union.get_absolute_url()))


def test_a_body_that_is_no_more_says_what_became_of_it(client):
    old, new = make_organization(name="Liên hiệp Vĩnh Phúc"), make_organization(name="Liên hiệp Phú Thọ")
    Succession.objects.create(predecessor=old, successor=new, kind="merged_into", happened_on=date(2025, 7, 1))
    shown = words(client.get(old.get_absolute_url()))
    assert "Đã sáp nhập vào Liên hiệp Phú Thọ ngày 01/07/2025." in shown
    assert "tiếp nhận Liên hiệp Vĩnh Phúc" in words(client.get(new.get_absolute_url()))
    dissolved = make_organization(dissolved_on=date(2001, 1, 1), dissolved_precision="year")
    assert "Đã giải thể (2001)." in words(client.get(dissolved.get_absolute_url()))


def test_a_succession_that_nobody_confirmed_is_not_told(client):
    old, new = make_organization(), make_organization(name="Liên hiệp Phú Thọ")
    Succession.objects.create(
        predecessor=old, successor=new, kind="merged_into", happened_on=date(2025, 7, 1), is_confirmed=False
    )
    assert new.name not in words(client.get(old.get_absolute_url()))


def test_a_former_address_leads_to_the_body(client, union):
    remember("lien-hiep-cu", leads_to=union)
    response = client.get("/to-chuc/lien-hiep-cu/")
    assert (response.status_code, response["Location"]) == (301, "/to-chuc/vufo/")


def test_an_unconfirmed_body_or_event_has_no_page(client):
    assert client.get(make_organization(is_confirmed=False).get_absolute_url()).status_code == 404
    event = make_event(is_confirmed=False)
    assert client.get(event.get_absolute_url()).status_code == 404
    assert client.get(f"{event.get_absolute_url().rstrip('/')}.ics").status_code == 404


def test_an_event_s_page_tells_when_where_and_by_whom(client, union):
    series = EventSeries.objects.create(name="Hội nghị toàn quốc", slug="hoi-nghi-toan-quoc")
    event = make_event(
        name="Hội nghị Quy Nhơn",
        organizers=(union,),
        starts_on=date(2027, 7, 18),
        ends_on=date(2027, 7, 20),
        place="Nhà hát",
        ward="phường Quy Nhơn",
        province=make_province(name="Gia Lai"),
        series=series,
        ordinal_text="lần thứ 22",
        delegates=100,
        is_delegates_approximate=True,
        countries_count=45,
        status="postponed",
    )
    EventOrganizer.objects.create(event=event, name="Đơn vị ngoài danh bạ", role="co_organiser", position=1)
    story = make_article(events=(event,))
    response = client.get(event.get_absolute_url())
    shown = words(response)
    for word in (
        "18/07/2027 – 20/07/2027",
        "Nhà hát, phường Quy Nhơn, tỉnh Gia Lai",
        union.name,
        "Đơn vị ngoài danh bạ",
        "lần thứ 22",
        "khoảng 100",
        "45",
        "Hội nghị toàn quốc",
        "Hoãn",
    ):
        assert word in shown, word
    assert stories(response)[0] == story.pk
    assert client.get("/su-kien/?chuoi=hoi-nghi-toan-quoc").status_code == 200


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"starts_time": time(8, 30)}, "08:30, 02/12/2026"),
        ({"starts_time": time(8, 30), "ends_time": time(11)}, "08:30 – 11:00, 02/12/2026"),
        ({"ends_on": date(2026, 12, 4)}, "02/12/2026 – 04/12/2026"),
        ({"precision": "month"}, "12/2026"),
        ({"precision": "year"}, "2026"),
    ],
)
def test_an_event_says_when_as_exactly_as_it_is_known(client, fields, label):
    event = make_event(**fields)
    when = next(main_of(client.get(event.get_absolute_url())).iter("time"))
    assert text_of(when) == label


def test_the_number_of_an_event_decides(client):
    event = make_event()
    response = client.get(f"/su-kien/ten-cu-{event.pk}/")
    assert (response.status_code, response["Location"]) == (301, event.get_absolute_url())


def test_events_are_listed_and_stand_in_their_month(client):
    soon = make_event(name="Sắp diễn ra", starts_on=timezone.localdate() + DAY)
    past = make_event(name="Đã diễn ra", starts_on=timezone.localdate() - DAY)
    shown = words(client.get("/su-kien/"))
    assert shown.index(soon.name) < shown.index(past.name)
    month = client.get("/su-kien/?thang=2026-12")
    make_event(name="Trong tháng", starts_on=date(2026, 12, 31), ends_on=date(2027, 1, 2))
    for address in ("/su-kien/?thang=2026-12", "/su-kien/?thang=2027-01"):
        assert "Trong tháng" in words(client.get(address))
    assert month.status_code == 200
    assert "Trong tháng" not in words(client.get("/su-kien/?thang=2027-03"))


def test_the_filter_asks_for_nothing_that_only_the_house_knows(client):
    """Days are chosen, and a series' word in an address is kept, not asked for."""
    inputs = {
        each.get("name"): each for each in main_of(client.get("/su-kien/?chuoi=hoi-nghi&tu=2027-06-01")).iter("input")
    }
    assert (inputs["tu"].get("type"), inputs["tu"].get("value")) == ("date", "2027-06-01")
    assert inputs["den"].get("type") == "date"
    assert (inputs["chuoi"].get("type"), inputs["chuoi"].get("value")) == ("hidden", "hoi-nghi")


@pytest.mark.parametrize(
    "query", ["q=gap+mat", "loai=congress", "to_chuc=vufo", "tinh=phu-tho", "tu=01/06/2027", "tu=2027-06-01"]
)
def test_events_are_filtered(client, union, query):
    wanted = make_event(
        name="Gặp mặt đầu năm",
        kind="congress",
        organizers=(union,),
        province=make_province(name="Phú Thọ"),
        starts_on=date(2027, 6, 1),
    )
    other = make_event(name="Chuyện khác", starts_on=date(2027, 5, 1))
    response = client.get(f"/su-kien/?{query}")
    shown = words(response)
    assert wanted.name in shown
    assert other.name not in shown
    assert "noindex" in meta(response, "robots")


def test_a_province_tells_what_it_was_and_what_became_of_it(client):
    old = make_province(name="Vĩnh Phúc", code="26", ends_on=date(2025, 6, 30))
    new = make_province(name="Phú Thọ", code="25", starts_on=date(2025, 7, 1))
    ProvinceSuccession.objects.create(predecessor=old, successor=new, happened_on=date(2025, 7, 1))
    body = make_organization(name="Liên hiệp Vĩnh Phúc", province=old)
    story = make_article(organizations=(body,))
    event = make_event(name="Sự kiện ở tỉnh", province=old, starts_on=date(2020, 1, 1))
    response = client.get("/tinh-thanh/vinh-phuc/")
    shown = words(response)
    assert "Vĩnh Phúc thuộc Phú Thọ từ ngày 01/07/2025." in shown
    assert body.name in shown
    assert event.name in shown
    assert stories(response) == [story.pk]
    assert "tiếp nhận Vĩnh Phúc" in words(client.get("/tinh-thanh/phu-tho/"))
    assert "Vĩnh Phúc thuộc Phú Thọ" in words(client.get(body.get_absolute_url()))
    assert client.get("/tinh-thanh/khong-co/").status_code == 404


def test_calendars_hold_what_the_pages_show(client, union):
    soon = make_event(name="Sắp diễn ra", organizers=(union,), starts_on=timezone.localdate() + DAY)
    make_event(name="Chuyện khác", starts_on=timezone.localdate() + DAY)
    make_event(name="Rất lâu rồi", organizers=(union,), starts_on=date(2001, 1, 1))
    undated = make_event(organizers=(union,), precision="month", starts_on=timezone.localdate() + DAY)
    own = client.get("/to-chuc/vufo/lich.ics")
    assert own["Content-Type"] == "text/calendar; charset=utf-8"
    text = own.content.decode()
    assert "Sắp diễn ra" in text
    assert "Chuyện khác" not in text
    assert "Rất lâu rồi" not in text
    assert "Chuyện khác" in client.get("/su-kien/lich.ics").content.decode()
    one = client.get(f"{soon.get_absolute_url().rstrip('/')}.ics").content.decode()
    assert one.count("BEGIN:VEVENT") == 1
    assert client.get(f"{undated.get_absolute_url().rstrip('/')}.ics").status_code == 404


def test_a_body_s_stories_are_paged(client, union):
    for place in range(15):
        make_article(organizations=(union,), published_at=LONG_AGO - place * DAY)
    first = client.get("/to-chuc/vufo/")
    following = next(each.get("href") for each in main_of(first).iter("a") if each.get("rel") == "next")
    assert len(stories(first)) == 12
    assert len(stories(client.get(following))) == 3


def test_a_cluster_names_its_heads_by_year_and_a_union_its_offices(client, union):
    cluster = make_organization(name="Cụm số 9", kind=OrganizationKind.CLUSTER)
    ClusterMembership.objects.create(cluster=cluster, member=union, is_confirmed=True)
    ClusterOffice.objects.create(cluster=cluster, year=2025, holder=union, is_confirmed=True)
    ClusterOffice.objects.create(cluster=cluster, year=2024, holder=make_organization(), is_confirmed=False)
    Term.objects.create(organization=union, from_year=2021, to_year=2026, ordinal_text="lần thứ 3", is_confirmed=True)
    page = words(client.get(cluster.get_absolute_url()))
    assert f"Cụm trưởng 2025{union.name}" in page
    assert "2024" not in page
    of_union = words(client.get(union.get_absolute_url()))
    assert "Cụm trưởng 2025Cụm số 9" in of_union
    assert "2021–2026 lần thứ 3" in of_union
