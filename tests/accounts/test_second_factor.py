"""Enrolling a phone and signing in with its codes."""

import html
import re
from urllib.parse import urlencode

import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import second_factor
from accounts.models import User
from tests.accounts.conftest import PASSWORD, code_of, enrolled, half_in

CODE, ENROL, SECURITY = "/quan-tri/xac-thuc/", "/quan-tri/bao-mat/bat/", "/quan-tri/bao-mat/"


def key_on(page) -> str:
    """The key that the page shows, in hex digits."""
    import base64

    letters = re.search(r'access-letters">([A-Z2-7 ]+)<', page.text)[1].replace(" ", "")
    assert f"secret={letters}" in html.unescape(page.text)
    return base64.b32decode(letters).hex()


def test_whoever_may_publish_gets_no_further_than_to_the_enrolment(locks, chief: User) -> None:
    client = half_in(chief)
    answer = client.get("/quan-tri/newsroom/story/?q=a", follow=True)
    assert answer.redirect_chain == [(f"{ENROL}?next=%2Fquan-tri%2Fnewsroom%2Fstory%2F%3Fq%3Da", 302)]
    assert "<svg" in answer.text
    assert "Bài viết" not in answer.text  # no menu of closed places


def test_enrolling_opens_the_desk_and_shows_ten_codes_once(locks, chief: User) -> None:
    client = half_in(chief)
    key = key_on(client.get(f"{ENROL}?next=/quan-tri/newsroom/story/"))
    page = client.post(ENROL, {"code": code_of(key, locks), "next": "/quan-tri/newsroom/story/"})
    codes = re.findall(r"<code>(\d{5} \d{5})</code>", page.text)
    assert len(set(codes)) == 10
    assert 'href="/quan-tri/newsroom/story/"' in page.text
    assert client.get("/quan-tri/newsroom/story/").status_code == 200
    assert not any(code in client.get(address).text for code in codes for address in (SECURITY, ENROL))


def test_a_reload_keeps_the_key_and_another_session_has_another(locks, chief: User) -> None:
    client, other = half_in(chief), half_in(chief)
    key = key_on(client.get(ENROL))
    assert key_on(client.get(ENROL)) == key
    assert key_on(other.get(ENROL)) != key
    other.post(ENROL, {"code": code_of(key, locks)})
    assert not TOTPDevice.objects.exists()


@pytest.mark.parametrize("code", ["", "000000", "12345", "abcdef", "1_2345", "+12345", " ", "\0", "9" * 5000, "١٢٣٤٥٦"])
def test_what_is_no_code_of_the_key_enrols_nothing(locks, chief: User, code: str) -> None:
    client = half_in(chief)
    client.get(ENROL)
    page = client.post(ENROL, {"code": code})
    assert page.status_code == 200
    assert "errorlist" in page.text
    assert not TOTPDevice.objects.exists()


def test_signing_in_with_a_code(locks, chief: User) -> None:
    device = enrolled(chief)
    client = half_in(chief)
    assert client.get("/quan-tri/", follow=True).request["PATH_INFO"] == CODE
    key_before = client.session.session_key
    answer = client.post(CODE, {"code": code_of(device.key, locks), "next": "/quan-tri/newsroom/story/"})
    assert answer["Location"] == "/quan-tri/newsroom/story/"
    assert client.session.session_key != key_before
    assert client.get("/quan-tri/").status_code == 200


def test_spaces_and_dashes_between_digits_are_fine(locks, chief: User) -> None:
    device = enrolled(chief)
    code = code_of(device.key, locks)
    assert half_in(chief).post(CODE, {"code": f" {code[:3]} {code[3:]} "}).status_code == 302


@pytest.mark.parametrize("digits", ["٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９", "०१२३४५६७८९"])
def test_digits_of_another_script_are_no_code(locks, chief: User, digits: str) -> None:
    device = enrolled(chief)
    code = code_of(device.key, locks).translate(str.maketrans("0123456789", digits))
    assert half_in(chief).post(CODE, {"code": code}).status_code == 200


@pytest.mark.parametrize("code", ["", "\0", "a\0b", "9" * 5000, "<script>", "-12345", "12345\n6x", "\ud800"])
def test_no_code_breaks_the_page(locks, chief: User, code: str) -> None:
    enrolled(chief)
    client = half_in(chief)
    sent = urlencode({"code": code.encode("utf-8", "surrogatepass")})
    form = "application/x-www-form-urlencoded"
    assert client.post(CODE, sent, content_type=form).status_code == 200
    assert client.post(CODE, f"{sent}&{'more=' * 20_000}", content_type=form).status_code == 400
    assert client.get("/quan-tri/").status_code == 302


def test_a_code_is_good_once(locks, chief: User) -> None:
    device = enrolled(chief)
    code = code_of(device.key, locks)
    assert half_in(chief).post(CODE, {"code": code}).status_code == 302
    locks.forward(seconds=5)
    again = half_in(chief)
    assert "đã dùng rồi" in again.post(CODE, {"code": code}).text
    assert again.get("/quan-tri/")["Location"].startswith(CODE)


def test_whoever_enrols_or_is_refused_reads_of_the_phone_s_clock(locks, chief: User) -> None:
    client = half_in(chief)
    assert "đồng hồ của điện thoại" in client.get(ENROL).text
    assert "đồng hồ điện thoại" in client.post(ENROL, {"code": "000000"}).text
    enrolled(chief)
    assert "đồng hồ điện thoại" in half_in(chief).post(CODE, {"code": "000000"}).text


def test_the_code_that_enrolled_opens_no_other_session(locks, chief: User) -> None:
    client, other = half_in(chief), half_in(chief)
    key = key_on(client.get(ENROL))
    client.post(ENROL, {"code": code_of(key, locks)})
    for steps in (0, -1):
        assert other.post(CODE, {"code": code_of(key, locks, steps=steps)}).status_code == 200
        locks.forward(seconds=3)
    locks.forward(seconds=30)
    assert other.post(CODE, {"code": code_of(key, locks)}).status_code == 302


@pytest.mark.parametrize(("steps", "status"), [(-2, 200), (-1, 302), (1, 302), (2, 200)])
def test_a_phone_may_be_half_a_minute_off(locks, chief: User, steps: int, status: int) -> None:
    device = enrolled(chief)
    assert half_in(chief).post(CODE, {"code": code_of(device.key, locks, steps=steps)}).status_code == status


def test_wrong_codes_make_everybody_wait_longer_and_longer(locks, chief: User) -> None:
    device = enrolled(chief)
    client = half_in(chief)
    wrong = f"{(int(code_of(device.key, locks)) + 1) % 10**6:06}"
    for delay in (1, 2, 4, 8):
        assert client.post(CODE, {"code": wrong}).status_code == 200
        refused = client.post(CODE, {"code": code_of(device.key, locks)})
        assert refused.status_code == 429
        assert f"xin chờ {delay} giây" in refused.text
        assert refused["Retry-After"] == str(delay)
        locks.forward(seconds=delay + 1)
    assert client.post(CODE, {"code": code_of(device.key, locks)}).status_code == 302


def test_nobody_enrols_a_second_phone_with_the_password_alone(locks, chief: User) -> None:
    enrolled(chief)
    client = half_in(chief)
    assert client.get(ENROL)["Location"] == CODE
    assert client.post(ENROL, {"code": "123456", "password": PASSWORD})["Location"] == CODE
    assert TOTPDevice.objects.count() == 1


def test_a_new_phone_replaces_the_old_one_and_asks_for_the_password(locks, chief: User) -> None:
    old = enrolled(chief)
    client = half_in(chief)
    client.post(CODE, {"code": code_of(old.key, locks)})
    key = key_on(client.get(ENROL))
    assert "Mật khẩu không đúng" in client.post(ENROL, {"code": code_of(key, locks), "password": "sai"}).text
    client.post(ENROL, {"code": code_of(key, locks), "password": PASSWORD})
    assert [device.key for device in TOTPDevice.objects.all()] == [key]
    assert client.get("/quan-tri/").status_code == 200


def test_another_open_session_is_asked_as_soon_as_a_phone_is_enrolled(locks, reporter: User) -> None:
    client, other = half_in(reporter), half_in(reporter)
    assert other.get("/quan-tri/").status_code == 200
    key = key_on(client.get(ENROL))
    client.post(ENROL, {"code": code_of(key, locks)})
    assert other.get("/quan-tri/")["Location"].startswith(CODE)


def test_whoever_need_not_may_enrol_and_switch_off_with_the_password(locks, reporter: User) -> None:
    device = enrolled(reporter)
    client = half_in(reporter)
    client.post(CODE, {"code": code_of(device.key, locks)})
    assert client.post(SECURITY, {"act": "off", "password": "sai"}).status_code == 200
    assert second_factor.is_enrolled(reporter)
    client.post(SECURITY, {"act": "off", "password": PASSWORD})
    assert not second_factor.is_enrolled(reporter)
    assert client.get("/quan-tri/").status_code == 200


def test_whoever_must_cannot_switch_off(locks, chief: User) -> None:
    device = enrolled(chief)
    client = half_in(chief)
    client.post(CODE, {"code": code_of(device.key, locks)})
    page = client.post(SECURITY, {"act": "off", "password": PASSWORD}, follow=True)
    assert "bắt buộc xác thực hai bước" in page.text
    assert second_factor.is_enrolled(chief)


def test_where_it_is_optional_nobody_is_asked_who_has_not_enrolled(locks, settings, chief: User) -> None:
    settings.SECOND_FACTOR = "optional"
    assert half_in(chief).get("/quan-tri/").status_code == 200
    enrolled(chief)
    assert half_in(chief).get("/quan-tri/")["Location"].startswith(CODE)


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil", "\0"])
def test_nobody_is_sent_elsewhere(locks, chief: User, target: str) -> None:
    device = enrolled(chief)
    answer = half_in(chief).post(CODE, {"code": code_of(device.key, locks), "next": target})
    assert answer["Location"] == "/quan-tri/"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "\t//evil.example"])
def test_nor_is_anybody_by_the_sign_in(locks, reporter: User, target: str) -> None:
    fields = {"username": reporter.username, "password": PASSWORD, "next": target}
    assert Client().post("/quan-tri/login/", fields)["Location"] == "/quan-tri/"


@pytest.mark.parametrize("address", [CODE, ENROL, SECURITY])
def test_only_colleagues_and_only_get_and_post(db, address: str) -> None:
    assert Client().get(address)["Location"].startswith("/quan-tri/login/")
    assert Client().post(address)["Location"].startswith("/quan-tri/login/")
    assert Client().put(address).status_code == 405


def test_the_demo_says_that_it_asks_for_no_second_factor(db, settings) -> None:
    settings.DEMO = True
    assert "bản dùng thử" in Client().get("/quan-tri/login/").text
    settings.SECOND_FACTOR = "required"
    assert "bản dùng thử" not in Client().get("/quan-tri/login/").text
