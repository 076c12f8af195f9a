"""What may be chosen as a password, wherever one is chosen; and who has to choose another."""

import io
import sys

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from accounts.models import User
from accounts.passwords import problems, reaches_readers
from newsroom.demo.people import PASSWORD as DEMOS
from tests.accounts.conftest import PASSWORD, code_of, enrolled, half_in, sign_in
from tests.factories import make_province, make_section, make_user

GOOD = "meo-xanh-nhay-qua-cau"
OTHER = "sau-chiec-thuyen-giay"


@pytest.mark.parametrize(
    "password",
    [
        DEMOS,
        "Hữu Nghị 2026!",
        "ThoiDai@2026!!",
        "thoi.dai.2026.vufo",
        "vufo@Vietnam2026",
        "Tổng Biên Tập 01",
        "matkhau-moi-2026",
        "TranThuHa-1990-11",
        "thuha.tran.2026!!",
        "quangninh-quangninh",
        "Chuyên mục Bạn bè 2026",
        "aaaaaaaaaaaaaaaa",
        "qwertyuiop12345",
        "P@ssw0rd12345",
        "20/11/1982-20/11/1982",
    ],
)
def test_what_everybody_here_would_try_first_is_refused(db, password: str) -> None:
    make_section(name="Bạn bè")
    make_section(name="Chuyên mục Bạn bè")
    make_province(name="Quảng Ninh")
    user = make_user(username="thuha", name="Trần Thu Hà", email="thuha.tran@example.org")
    assert problems(password, user)


@pytest.mark.parametrize("password", [GOOD, OTHER, "con-duong-huu-nghi", "Mưa rơi trên mái tôn cũ", "x7#Kp2!vQ9zL"])
def test_words_that_do_not_belong_together_are_taken(db, password: str) -> None:
    assert problems(password, make_user(name="Trần Thu Hà")) == []


@pytest.mark.parametrize("password", ["", "\0" * 9, "a" * 4096, "4@8({[6910$579%" * 200, "\u0301" * 500, "đ" * 3000])
def test_no_password_breaks_the_question(db, password: str) -> None:
    assert isinstance(problems(password, make_user()), list)


def test_twelve_letters_for_whoever_reaches_readers(roles) -> None:
    eleven = "x7#Kp2!vQ9z"
    chief, reporter = make_user(role="editor_in_chief"), make_user(role="reporter")
    assert (reaches_readers(chief), reaches_readers(reporter)) == (True, False)
    assert problems(eleven, reporter) == []
    assert any("12" in problem for problem in problems(eleven, chief))
    assert problems(eleven, make_user(is_superuser=True))


def test_reasons_are_in_vietnamese(db) -> None:
    with translation.override("vi"):
        said = problems(DEMOS, make_user())
    assert any("dễ đoán" in line for line in said)


def _administrator(roles) -> Client:
    client = Client()
    client.force_login(make_user(role="administrator"))
    return client


def _new(password: str, role: str) -> dict[str, str]:
    passwords = {"usable_password": "true", "password1": password, "password2": password}
    return {"username": "moi", "name": "Người Mới", "email": "moi@example.org", "role": role} | passwords


@pytest.mark.parametrize(
    ("role", "password", "is_taken"),
    [
        ("reporter", "x7#Kp2!vQ9z", True),
        ("editor_in_chief", "x7#Kp2!vQ9z", False),
        ("editor_in_chief", "x7#Kp2!vQ9zL", True),
        ("reporter", DEMOS, False),
        ("no-such-role", "x7#Kp2!vQ9z", False),
    ],
)
def test_a_new_colleagues_password_fits_the_role_that_is_chosen_beside_it(roles, role, password, is_taken) -> None:
    _administrator(roles).post("/quan-tri/accounts/user/add/", _new(password, role))
    assert User.objects.filter(username="moi").exists() is is_taken


def test_a_password_that_an_administrator_sets_fits_too(roles) -> None:
    chief = make_user(role="editor_in_chief")
    client = _administrator(roles)
    for password, is_taken in (("x7#Kp2!vQ9z", False), (DEMOS, False), (GOOD, True)):
        passwords = {"usable_password": "true", "password1": password, "password2": password}
        client.post(f"/quan-tri/accounts/user/{chief.pk}/password/", passwords)
        chief.refresh_from_db()
        assert chief.check_password(password) is is_taken


def test_the_first_account_is_asked_for_a_long_one(db, monkeypatch) -> None:
    typed = iter(["x7#Kp2!vQ9z", "x7#Kp2!vQ9z", GOOD, GOOD])
    monkeypatch.setattr("getpass.getpass", lambda *args, **kwargs: next(typed))
    monkeypatch.setattr("builtins.input", lambda *args: "n")  # "bypass validation?"
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    call_command(
        "createsuperuser", username="dau-tien", email="a@example.org", stdout=io.StringIO(),
        stderr=io.StringIO(),
    )  # fmt: skip
    assert User.objects.get().check_password(GOOD)


@pytest.fixture
def real(settings, locks):
    """Not the demo, which prints its passwords."""
    settings.DEMO = False
    settings.SECOND_FACTOR = "optional"
    return locks


def test_whoever_has_a_password_of_before_chooses_another_at_the_next_sign_in(real, roles) -> None:
    """The tests' own password is made of words of the house."""
    chief = make_user(role="editor_in_chief", username="haiyen")
    client = half_in(chief)
    for address in ("/quan-tri/", "/quan-tri/newsroom/story/"):
        assert client.get(address)["Location"] == "/quan-tri/password_change/"
    assert "Hãy chọn mật khẩu mới" in client.get("/quan-tri/password_change/").text
    new = {"old_password": PASSWORD, "new_password1": DEMOS, "new_password2": DEMOS}
    assert client.post("/quan-tri/password_change/", new).status_code == 200
    assert client.get("/quan-tri/").status_code == 302
    new = {"old_password": PASSWORD, "new_password1": GOOD, "new_password2": GOOD}
    assert client.post("/quan-tri/password_change/", new).status_code == 302
    assert client.get("/quan-tri/").status_code == 200
    assert half_in_with(chief, GOOD).get("/quan-tri/").status_code == 200


def half_in_with(user: User, password: str) -> Client:
    client = Client()
    assert sign_in(user, client=client, password=password).status_code == 302
    return client


def test_the_code_comes_before_the_new_password(real, roles) -> None:
    chief = make_user(role="editor_in_chief", username="haiyen")
    device = enrolled(chief)
    client = half_in(chief)
    assert client.get("/quan-tri/password_change/")["Location"].startswith("/quan-tri/xac-thuc/")
    client.post("/quan-tri/xac-thuc/", {"code": code_of(device.key, real)})
    assert client.get("/quan-tri/")["Location"] == "/quan-tri/password_change/"


def test_in_the_demo_nobody_is_asked_to(locks, settings, roles) -> None:
    settings.SECOND_FACTOR = "optional"
    assert half_in(make_user(role="editor_in_chief")).get("/quan-tri/").status_code == 200


def test_the_validators_of_the_installation_are_these(db) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password("Thời Đại 2026", make_user())
    assert "password_easy_to_guess" in {error.code for error in refused.value.error_list}
