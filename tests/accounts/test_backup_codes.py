"""Ten codes on paper."""

import re

from django.contrib.admin.models import LogEntry
from django_otp.plugins.otp_static.models import StaticToken

from accounts import second_factor
from accounts.models import User
from tests.accounts.conftest import PASSWORD, code_of, enrolled, half_in

CODE, SECURITY = "/quan-tri/xac-thuc/", "/quan-tri/bao-mat/"


def test_each_opens_once_and_says_how_many_are_left(locks, chief: User) -> None:
    enrolled(chief)
    codes = second_factor.make_backup_codes(chief)
    page = half_in(chief).post(CODE, {"code": codes[3]}, follow=True)
    assert page.status_code == 200
    assert "Còn 9 mã" in page.text
    assert LogEntry.objects.get(object_id=str(chief.pk)).change_message == "Đăng nhập bằng mã dự phòng."
    again = half_in(chief)
    assert again.post(CODE, {"code": codes[3]}).status_code == 200
    assert again.get("/quan-tri/").status_code == 302


def test_the_last_one_urges_to_make_new_ones(locks, chief: User) -> None:
    enrolled(chief)
    codes = second_factor.make_backup_codes(chief)
    StaticToken.objects.exclude(token=second_factor._fingerprint(chief, codes[0].replace(" ", ""))).delete()
    assert "mã dự phòng cuối cùng" in half_in(chief).post(CODE, {"code": codes[0]}, follow=True).text


def test_the_database_does_not_hold_them(locks, chief: User) -> None:
    codes = {code.replace(" ", "") for code in second_factor.make_backup_codes(chief)}
    assert not codes & set(StaticToken.objects.values_list("token", flat=True))


def test_another_colleagues_codes_are_worth_nothing(locks, chief: User, reporter: User) -> None:
    enrolled(chief)
    enrolled(reporter)
    second_factor.make_backup_codes(chief)
    codes = second_factor.make_backup_codes(reporter)
    assert half_in(chief).post(CODE, {"code": codes[0]}).status_code == 200
    assert second_factor.backup_codes_left(reporter) == 10


def test_new_ones_need_the_password_and_void_the_old(locks, chief: User) -> None:
    device = enrolled(chief)
    old = second_factor.make_backup_codes(chief)
    client = half_in(chief)
    client.post(CODE, {"code": code_of(device.key, locks)})
    assert "<code>" not in client.post(SECURITY, {"act": "codes", "password": "sai"}).text
    shown = re.findall(r"<code>([\d ]+)</code>", client.post(SECURITY, {"act": "codes", "password": PASSWORD}).text)
    assert len(shown) == 10
    assert half_in(chief).post(CODE, {"code": old[0]}).status_code == 200
    locks.forward(seconds=5)
    assert half_in(chief).post(CODE, {"code": shown[0]}).status_code == 302


def test_who_came_in_with_one_and_makes_new_ones_stays_in(locks, chief: User) -> None:
    enrolled(chief)
    client = half_in(chief)
    client.post(CODE, {"code": second_factor.make_backup_codes(chief)[0]})
    assert len(re.findall(r"<code>", client.post(SECURITY, {"act": "codes", "password": PASSWORD}).text)) == 10
    assert client.get("/quan-tri/").status_code == 200
    assert second_factor.backup_codes_left(chief) == 10


def test_guessing_them_is_slowed_down_too(locks, chief: User) -> None:
    enrolled(chief)
    codes = second_factor.make_backup_codes(chief)
    client = half_in(chief)
    assert client.post(CODE, {"code": "0000000000"}).status_code == 200
    assert client.post(CODE, {"code": codes[0]}).status_code == 429
    locks.forward(seconds=2)
    assert client.post(CODE, {"code": codes[0]}).status_code == 302


def test_the_page_tells_when_one_was_used_and_how_many_are_left(locks, chief: User) -> None:
    enrolled(chief)
    codes = second_factor.make_backup_codes(chief)
    client = half_in(chief)
    client.post(CODE, {"code": codes[0]})
    page = client.get(SECURITY).text
    assert "còn 9 trên 10" in page
    assert "lần dùng gần nhất lúc" in page
