"""A name that is guessed from everywhere: unknown browsers wait, its owner's go on."""

import pytest
from axes.models import AccessAttempt
from django.core import mail, signing
from django.test import Client

from accounts import lockout
from accounts.models import User
from outbox.models import Message
from outbox.worker import Loop
from tests.accounts.conftest import code_of, enrolled, half_in, sign_in
from tests.factories import make_user
from throttle import browsers

COOKIE = browsers.COOKIE


def guess(username: str, *, times: int, networks: int = 20):
    """Wrong passwords, each from another network in turn."""
    for number in range(times):
        client = Client(REMOTE_ADDR=f"203.0.{number % networks}.7")
        answer = client.post("/quan-tri/login/", {"username": username, "password": "sai-mat-khau"})
    return answer


@pytest.fixture
def owner(roles) -> User:
    return make_user(role="reporter", username="thuha", name="Trần Thu Hà", email="thuha@example.org")


@pytest.fixture
def known(locks, owner: User) -> Client:
    """The browser that the owner works with, signed out in the evening."""
    client = half_in(owner)
    client.post("/quan-tri/logout/")
    return client


def test_after_twenty_from_everywhere_no_unknown_browser_is_heard(locks, settings, owner: User) -> None:
    settings.LOCKOUT_NAME_FAILURES = 20
    assert guess("thuha", times=20).status_code == 200
    answer = sign_in(owner, client=Client(REMOTE_ADDR="198.51.100.1"))
    assert answer.status_code == 429
    assert "no-store" in answer["Cache-Control"]
    locks.forward(minutes=15, seconds=1)
    assert sign_in(owner, client=Client(REMOTE_ADDR="198.51.100.1")).status_code == 302


def test_the_owners_browser_goes_on_wherever_it_is(known: Client, owner: User) -> None:
    guess("thuha", times=30)
    assert sign_in(owner, client=known).status_code == 302
    known.post("/quan-tri/logout/")
    known.defaults["REMOTE_ADDR"] = "203.0.3.7"  # where somebody guesses, too
    assert sign_in(owner, client=known).status_code == 302


def test_a_neighbour_in_the_office_does_not_lock_the_owner_out(known: Client, owner: User) -> None:
    """The same network as the owner's browser: five wrong ones lock the neighbour, and not the owner."""
    for _each in range(5):
        answer = sign_in(owner, password="sai-mat-khau")
    assert answer.status_code == 429
    assert sign_in(owner, client=known).status_code == 302


def test_wrong_passwords_in_the_known_browser_lock_it_as_ever(known: Client, owner: User) -> None:
    for _each in range(5):
        answer = sign_in(owner, client=known, password="sai-mat-khau")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    assert sign_in(owner, client=known).status_code == 429
    assert sign_in(owner).status_code == 302  # another browser, the same network


def test_a_known_browser_is_known_for_its_owner_alone(known: Client, locks, chief: User) -> None:
    guess("haiyen", times=20)
    assert sign_in(chief, client=known).status_code == 429


@pytest.mark.parametrize("value", ["", "x", "a:b:c", "\udcff", "x" * 4000])
def test_an_invented_cookie_is_no_cookie(locks, owner: User, value: str) -> None:
    guess("thuha", times=20)
    client = Client()
    client.cookies[COOKIE] = value.encode("ascii", "ignore").decode()
    assert sign_in(owner, client=client).status_code == 429


@pytest.mark.parametrize("content", [["x", ["1; drop"]], ["x"], [1, 2, 3], {}, None, ["x", [2**80]]])
def test_what_was_signed_for_something_else_is_no_cookie(locks, owner: User, content) -> None:
    client = Client()
    client.cookies[COOKIE] = signing.dumps(content, salt=browsers.SALT)
    assert sign_in(owner, client=client).status_code == 302


def test_the_cookie_comes_with_the_code_and_not_before(locks, chief: User) -> None:
    device = enrolled(chief)
    client = half_in(chief)
    assert COOKIE not in client.cookies
    client.post("/quan-tri/xac-thuc/", {"code": "000000"})
    assert COOKIE not in client.cookies
    locks.forward(seconds=30)  # a wrong code makes everybody wait
    client.post("/quan-tri/xac-thuc/", {"code": code_of(device.key, locks)})
    cookie = client.cookies[COOKIE]
    assert cookie["path"] == "/quan-tri/"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_no_wrong_password_and_no_public_page_sets_it(locks, owner: User) -> None:
    client = Client()
    sign_in(owner, client=client, password="sai-mat-khau")
    client.get("/quan-tri/login/")
    for address in ("/", "/tim-kiem/"):
        assert COOKIE not in client.get(address).cookies
    assert COOKIE not in client.cookies


def test_two_colleagues_share_a_browser(locks, owner: User, chief: User) -> None:
    client = half_in(owner)
    client.post("/quan-tri/logout/")
    device = enrolled(chief)
    sign_in(chief, client=client)
    client.post("/quan-tri/xac-thuc/", {"code": code_of(device.key, locks)})
    client.post("/quan-tri/logout/")
    guess("thuha", times=20)
    guess("haiyen", times=20)
    assert sign_in(owner, client=client).status_code == 302
    client.post("/quan-tri/logout/")
    assert sign_in(chief, client=client).status_code == 302


def test_the_owner_is_told_once_a_day(locks, settings, owner: User) -> None:
    settings.LIMIT_GUESSED_MAIL = 1
    guess("thuha", times=40)
    guess("khong-co-ai", times=40)
    Loop().run_once()
    [letter] = mail.outbox
    assert letter.to == ["thuha@example.org"]
    assert "Chào Trần Thu Hà" in letter.body
    locks.forward(minutes=20)
    guess("thuha", times=40)
    Loop().run_once()
    assert len(mail.outbox) == 1
    locks.forward(days=1)
    guess("thuha", times=40)
    Loop().run_once()
    assert len(mail.outbox) == 2


def test_a_name_that_nobody_has_is_braked_and_noted_alike(locks, settings, owner: User) -> None:
    settings.LIMIT_GUESSED_MAIL = 1
    answers = [guess(name, times=21) for name in ("thuha", "khong-co-ai")]
    assert [answer.status_code for answer in answers] == [429, 429]
    assert answers[0].text == answers[1].text
    assert Message.objects.filter(kind=lockout.GUESSED).count() == 2


def test_the_administrator_lets_in_at_once(locks, owner: User) -> None:
    guess("thuha", times=20)
    assert lockout.unlock("thuha")
    assert sign_in(owner).status_code == 302


def test_the_page_of_a_colleague_says_that_the_brake_is_on(locks, settings, owner: User) -> None:
    settings.SECOND_FACTOR = "optional"
    guess("thuha", times=20)
    client = Client()
    client.force_login(make_user(role="administrator"))
    page = client.get(f"/quan-tri/accounts/user/{owner.pk}/access/")
    assert "nhiều nơi" in page.text
    assert 'value="unlock"' in page.text


def test_rows_of_guesses_are_forgotten_with_the_others(locks, owner: User) -> None:
    guess("thuha", times=20)
    lockout.forget_old(now=locks.now())
    assert AccessAttempt.objects.exists()
    locks.forward(minutes=16)
    lockout.forget_old(now=locks.now())
    assert not AccessAttempt.objects.exists()


def test_an_office_whose_network_has_used_up_its_tries_still_signs_in_where_it_works(known, settings, owner) -> None:
    settings.LIMIT_SIGN_IN = 10
    for number in range(12):
        answer = Client().post("/quan-tri/login/", {"username": f"nguoi-{number}", "password": "sai-mat-khau"})
    assert answer.status_code == 429
    assert sign_in(owner).status_code == 429
    assert sign_in(owner, client=known).status_code == 302
    for _each in range(10):
        answer = known.post("/quan-tri/login/", {"username": "ai-do", "password": "sai-mat-khau"})
    assert answer.status_code == 429
