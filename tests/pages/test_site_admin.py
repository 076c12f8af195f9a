"""The site's settings at the desk, and what of them stands on every page."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from pages.models import FollowLink, SiteSettings, StandingPage
from tests.factories import make_section
from tests.pages.reading import element, parse, text_of

pytestmark = pytest.mark.django_db

FIELDS = {
    "name": "Thời Đại",
    "product_name": "Tạp chí mẫu",
    "press_agency": "Tòa soạn mẫu",
    "governing_body": "Cơ quan mẫu",
    "licence_number": "01/GP-MẪU",
    "licence_on": "05/01/2026",
    "licence_issuer": "Bộ mẫu",
    "editor_in_chief": "Nguyễn Văn Mẫu",
    "address": "Số 1 phố Mẫu",
    "phone": "024 3824 0000",
    "email": "toasoan@example.org",
    "follow_links-TOTAL_FORMS": "1",
    "follow_links-INITIAL_FORMS": "0",
    "follow_links-0-label": "Zalo",
    "follow_links-0-url": "https://zalo.me/mau",
    "follow_links-0-icon": "zalo",
    "follow_links-0-position": "1",
}


def _save(client, **changes: str):
    return client.post(reverse("admin:pages_sitesettings_add"), FIELDS | changes)


def test_the_imprint_that_was_entered_stands_at_the_foot_of_every_page(admin_client, client):
    assert _save(admin_client).status_code == 302
    foot = text_of(element(client.get("/"), "footer"))
    for value in (
        "Tạp chí mẫu",
        "Tòa soạn mẫu",
        "Cơ quan mẫu",
        "Số 01/GP-MẪU, cấp ngày 05/01/2026, Bộ mẫu",
        "Nguyễn Văn Mẫu",
        "Số 1 phố Mẫu",
        "024 3824 0000",
        "toasoan@example.org",
        "Zalo",
    ):
        assert foot.count(value) == 1, value
    links = {link.get("href") for link in element(client.get("/"), "footer").iter("a")}
    assert {"tel:02438240000", "mailto:toasoan@example.org", "https://zalo.me/mau"} <= links


def test_what_is_not_entered_is_not_printed(client):
    SiteSettings.objects.create(name="Thời Đại", editor_in_chief="Nguyễn Văn Mẫu")
    foot = element(client.get("/"), "footer")
    assert [text_of(each) for each in foot.iter("dt")] == ["Tổng Biên tập"]


def test_there_is_one_set_of_settings(admin_client):
    settings = SiteSettings.objects.create()
    assert admin_client.get(reverse("admin:pages_sitesettings_add")).status_code == 403
    changelist = admin_client.get(reverse("admin:pages_sitesettings_changelist"))
    assert changelist["Location"] == reverse("admin:pages_sitesettings_change", args=[settings.pk])
    assert admin_client.post(reverse("admin:pages_sitesettings_delete", args=[settings.pk])).status_code == 403
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteSettings.objects.create(id=2)
    with pytest.raises(ValidationError, match="một bộ cấu hình"):
        SiteSettings(id=2, name="Khác").full_clean()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example", "http://zalo.me/mau", "zalo.me"])
def test_a_follow_link_leads_somewhere_safe(admin_client, url):
    response = _save(admin_client, **{"follow_links-0-url": url})
    assert response.status_code == 200
    assert "bắt đầu bằng https://" in response.content.decode()
    assert not FollowLink.objects.exists()
    assert not SiteSettings.objects.exists()


def test_a_standing_page_is_cleaned_and_dated_when_it_is_saved(admin_client, client):
    address = reverse("admin:pages_standingpage_add")
    fields = {"slug": "toa-soan", "title": "Tòa soạn", "text": "<p>Chào<script>x()</script></p>", "position": "1"}
    assert admin_client.post(address, fields).status_code == 302
    page = StandingPage.objects.get()
    assert page.text == "<p>Chào</p>"
    assert page.changed_at is not None
    assert "Chào" in client.get("/toa-soan/").content.decode()
    assert admin_client.get(reverse("admin:pages_standingpage_changelist")).status_code == 200


def test_the_menu_has_the_sections_in_their_order_on_both_levels(client):
    second, first = make_section(name="Hai", position=2), make_section(name="Một", position=1)
    child = make_section(name="Con", parent=second)
    make_section(name="Ẩn", in_menu=False)
    page = parse(client.get("/"))
    bar = next(each for each in page.iter("nav") if each.get("class") == "bar")
    assert [text_of(link) for link in bar.iter("a")] == ["Trang chủ", first.name, second.name]
    links = [link.get("href") for link in page.iter("a")]
    assert child.get_absolute_url() in links
    assert "/an" not in links


def test_a_notice_stands_on_every_page(client):
    SiteSettings.objects.create(notice="Hệ thống bảo trì lúc 23:00")
    assert "Hệ thống bảo trì lúc 23:00" in client.get("/").content.decode()
    assert "Hệ thống bảo trì lúc 23:00" in client.get("/doc-nhieu/").content.decode()
