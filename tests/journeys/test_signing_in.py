"""The chief enrols a phone, and from then on signs in with its codes; one code comes from paper."""

import base64
import time

import pytest
from django.conf import settings as django_settings
from django_otp.oath import TOTP

from tests.journeys.screen import Screen

pytestmark = pytest.mark.journey
PASSWORD = "mat-khau-thu"


def code_of(letters: str, *, steps: int = 0) -> str:
    """What the phone shows, or will show some steps of 30 seconds from now."""
    app = TOTP(base64.b32decode(letters.replace(" ", "")))
    app.time = time.time() + 30 * steps
    return f"{app.token():06}"


def give_password(screen: Screen, username: str, password: str = PASSWORD) -> None:
    screen.go("/quan-tri/login/")
    screen.find("[name=username]").fill(username)
    screen.find("[name=password]").fill(password)
    with screen.leaving():
        screen.find("#login-form button").click()


def give_code(screen: Screen, code: str, *, form: str = "#code-form") -> None:
    screen.find(f"{form} [name=code]").fill(code)
    with screen.leaving():
        screen.find(f"{form} button").click()


@pytest.fixture
def locked(settings):
    settings.SECOND_FACTOR = "required"
    settings.AXES_ENABLED = True


def test_from_the_first_sign_in_to_a_code_on_paper(locked, colleague, reader) -> None:
    chief = colleague("editor_in_chief")
    phone = reader(viewport={"width": 360, "height": 780})
    give_password(phone, chief.username)
    assert phone.sees("Đăng ký điện thoại")
    assert not phone.scrolls_sideways()
    letters = phone.find(".access-letters").inner_text()
    assert f"secret={letters.replace(' ', '')}" in phone.find(".access-here a").get_attribute("href")
    picture = phone.find(".access-qr svg").bounding_box()
    assert min(picture["width"], picture["height"]) > 180  # a camera can read it

    first = code_of(letters)
    give_code(phone, first, form="#enrol-form")
    assert phone.sees("Mã dự phòng của bạn")
    paper = phone.find(".access-codes code").all_inner_texts()
    assert len(paper) == 10
    assert phone.find("[data-print]").is_visible()
    with phone.leaving():
        phone.find(".access-acts a").click()
    assert phone.sees("Hôm nay")

    office = reader()
    give_password(office, chief.username)
    assert office.sees("Bước thứ hai")
    give_code(office, first)
    assert office.sees("đã dùng rồi")
    office.page.wait_for_timeout(1500)  # one wrong code makes everybody wait a second
    give_code(office, code_of(letters, steps=1))
    assert office.sees("Hôm nay")
    office.go("/quan-tri/bao-mat/")
    assert office.sees("còn 10 trên 10")

    elsewhere = reader()
    give_password(elsewhere, chief.username)
    give_code(elsewhere, paper[0])
    assert elsewhere.sees("Còn 9 mã")


def test_after_five_wrong_passwords_the_page_says_how_long(locked, colleague, reader) -> None:
    screen = reader()
    for _each in range(int(django_settings.AXES_FAILURE_LIMIT)):
        give_password(screen, colleague("reporter").username, "sai-mat-khau")
    assert screen.sees("trong 15 phút")
    give_password(screen, colleague("reporter").username)
    assert screen.sees("Tạm khóa đăng nhập")
