"""Addresses of organizations, events and places to follow: no reader is sent to the desk, or through a tracker."""

import pytest
from django import forms
from django.contrib import admin
from django.db.models import URLField

from newsroom.public_addresses import PublicAddressField
from organizations.models import Event
from pages.models import FollowLink, SiteSettings
from tests.factories import make_event, make_organization
from tests.pages.test_site_admin import _save

pytestmark = pytest.mark.django_db
DESK = "https://thoidai.com.vn/quan-tri/newsroom/story/7/change/"
WRAPPED = "https://l.facebook.com/l.php?u=https%3A%2F%2Fvufo.org.vn%2F%3Ffbclid%3Dx"


def test_what_was_entered_before_is_drawn_without_the_desk_and_trackers(client) -> None:
    site = SiteSettings.objects.create(name="Thời Đại")
    for position, url in enumerate((DESK, WRAPPED)):
        FollowLink.objects.create(site=site, label=f"Nơi {position}", url=url, position=position)
    for address in (DESK, WRAPPED):
        body = make_organization(website=address)
        event = make_event(attendance=Event.Attendance.ONLINE, online_url=address, website=address)
        calendar = event.get_absolute_url().rstrip("/") + ".ics"
        for page in (body.get_absolute_url(), event.get_absolute_url(), calendar):
            answer = client.get(page)
            text = answer.content.decode().replace("\r\n ", "")
            assert answer.status_code == 200
            assert "quan-tri" not in text, page
            assert "l.facebook.com" not in text, page
            assert ("vufo.org.vn" in text) or page == calendar


@pytest.mark.parametrize("url", [DESK, "https://thoidai.com.vn/quan-tri/"])
def test_no_form_takes_the_desk_s_address(settings, url: str) -> None:
    settings.SITE_URL = "https://thoidai.com.vn"
    with pytest.raises(forms.ValidationError):
        PublicAddressField().clean(url)
    assert PublicAddressField().clean(WRAPPED) == "https://vufo.org.vn/"
    assert PublicAddressField(required=False).clean("") == ""


def test_every_address_at_the_desk_is_one_for_readers(rf, admin_user) -> None:
    request = rf.get("/")
    request.user = admin_user
    asked = 0
    for model, page in admin.site._registry.items():
        for field in model._meta.fields:
            if isinstance(field, URLField) and model._meta.app_label != "newsroom":
                asked += 1
                assert isinstance(page.formfield_for_dbfield(field, request), PublicAddressField), field
    assert asked >= 3


def test_a_place_to_follow_is_no_page_of_the_desk(admin_client) -> None:
    refused = _save(admin_client, **{"follow_links-0-url": "/quan-tri/login/"})
    assert refused.status_code == 200
    assert not FollowLink.objects.exists()
    assert _save(admin_client, **{"follow_links-0-url": WRAPPED}).status_code == 302
    assert FollowLink.objects.get().url == "https://vufo.org.vn/"
