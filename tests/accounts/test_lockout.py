"""Wrong passwords: the fifth locks the name from that address, for a quarter of an hour."""

import pytest
from axes.models import AccessAttempt
from django.test import Client

from accounts import outbox_handlers
from accounts.models import User
from tests.accounts.conftest import PASSWORD, code_of, enrolled, sign_in
from tests.factories import make_user


def fail(user: User, *, times: int = 5, **where: str):
    client = Client(**where)
    for _each in range(times):
        answer = sign_in(user, client=client, password="sai-mat-khau")
    return answer


def test_the_fifth_locks_and_the_page_says_how_long(locks, reporter: User) -> None:
    assert fail(reporter, times=4).status_code == 200
    answer = fail(reporter, times=1)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    assert "no-store" in answer["Cache-Control"]
    assert "trong 15 phút" in answer.text
    assert "Sau 09:45 bạn có thể thử lại" in answer.text


def test_the_right_password_does_not_open_it_before_the_time_and_does_after(locks, reporter: User) -> None:
    fail(reporter)
    locks.forward(minutes=10)
    answer = sign_in(reporter)
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")
    assert "trong 5 phút" in answer.text
    locks.forward(minutes=5, seconds=1)
    assert sign_in(reporter).status_code == 302


def test_trying_on_does_not_make_the_wait_longer(locks, reporter: User) -> None:
    fail(reporter)
    locks.forward(minutes=14)
    fail(reporter)
    locks.forward(minutes=1, seconds=1)
    assert sign_in(reporter).status_code == 302


def test_it_locks_the_name_there_and_nowhere_else(locks, reporter: User, chief: User) -> None:
    fail(reporter, REMOTE_ADDR="203.0.113.7")
    assert sign_in(reporter, client=Client(REMOTE_ADDR="203.0.113.8")).status_code == 302
    assert sign_in(chief, client=Client(REMOTE_ADDR="203.0.113.7")).status_code == 302
    assert sign_in(reporter, client=Client(REMOTE_ADDR="203.0.113.7")).status_code == 429


def test_another_browser_at_the_same_address_is_locked_as_well(locks, reporter: User) -> None:
    for number in range(5):
        sign_in(reporter, password="sai-mat-khau", user_agent=f"Browser {number}")
    assert sign_in(reporter, user_agent="Another").status_code == 429


def test_a_whole_ipv6_network_is_one(locks, reporter: User) -> None:
    for number in range(5):
        answer = fail(reporter, times=1, REMOTE_ADDR=f"2001:db8:1:2::{number:x}")
    assert answer.status_code == 429
    assert sign_in(reporter, client=Client(REMOTE_ADDR="2001:db8:1:3::1")).status_code == 302


@pytest.mark.parametrize("header", ["x-forwarded-for", "x-real-ip", "forwarded", "client-ip", "x-client-ip"])
def test_an_invented_address_helps_nobody(locks, settings, reporter: User, header: str) -> None:
    for number in range(5):
        sign_in(reporter, password="sai-mat-khau", **{header: f"198.51.100.{number}"})
    assert sign_in(reporter, **{header: "198.51.100.99"}).status_code == 429


def test_behind_our_proxy_only_what_the_proxy_wrote_counts(locks, settings, reporter: User) -> None:
    settings.TRUSTED_PROXIES = 1
    for number in range(5):
        sign_in(reporter, password="sai-mat-khau", x_forwarded_for=f"198.51.100.{number}, 203.0.113.7")
    assert sign_in(reporter, x_forwarded_for="198.51.100.99, 203.0.113.7").status_code == 429
    assert sign_in(reporter, x_forwarded_for="203.0.113.7, 203.0.113.8").status_code == 302


def test_a_right_password_forgets_the_wrong_ones(locks, reporter: User) -> None:
    fail(reporter, times=4)
    assert sign_in(reporter).status_code == 302
    assert fail(reporter, times=4).status_code == 200


def test_names_that_do_not_exist_look_the_same(locks, reporter: User) -> None:
    nobody, somebody = User(username="khong-co-ai"), make_user(username="nguoi-co-that")
    for times, status in ((4, 200), (1, 429)):
        pages = [fail(each, times=times) for each in (nobody, somebody)]
        assert [page.status_code for page in pages] == [status, status]
        said = [page.text.replace(each.username, "") for page, each in zip(pages, (nobody, somebody), strict=True)]
        if status == 429:
            assert said[0] == said[1]
    assert fail(nobody, times=1).headers["Retry-After"] == fail(somebody, times=1).headers["Retry-After"]


def test_no_password_is_written_down(locks, reporter: User) -> None:
    fail(reporter)
    row = AccessAttempt.objects.get()
    assert "sai-mat-khau" not in row.post_data + row.get_data


def test_old_rows_are_forgotten(locks, reporter: User) -> None:
    fail(reporter, times=1)
    locks.forward(minutes=14)
    outbox_handlers.forget()
    assert AccessAttempt.objects.exists()
    locks.forward(minutes=2)
    outbox_handlers.forget()
    assert not AccessAttempt.objects.exists()


@pytest.mark.parametrize("hostile", ["\0", "a\0b", "9" * 4000, "\ufdfa" * 150, "\u0301" * 150, "' or 1=1"])
def test_no_name_breaks_the_count(locks, reporter: User, hostile: str) -> None:
    for _each in range(7):
        assert Client().post("/quan-tri/login/", {"username": hostile, "password": hostile}).status_code in {200, 429}
    assert sign_in(reporter, password=PASSWORD).status_code == 302


NEW = {"new_password1": "con-duong-huu-nghi", "new_password2": "con-duong-huu-nghi"}


@pytest.mark.parametrize(
    ("address", "right", "fields"),
    [
        ("/quan-tri/bao-mat/", "password", {"act": "off"}),
        ("/quan-tri/bao-mat/bat/", "password", {"code": "123456"}),
        ("/quan-tri/password_change/", "old_password", NEW),
    ],
)
def test_wrong_passwords_behind_the_sign_in_count_as_well(locks, reporter: User, address, right, fields) -> None:
    """Whoever finds a signed-in browser cannot try passwords at leisure, nor does a row keep what was typed."""
    client = Client()
    sign_in(reporter, client=client)
    device = enrolled(reporter)
    client.post("/quan-tri/xac-thuc/", {"code": code_of(device.key, locks)})
    client.get(address)
    for _each in range(4):
        assert client.post(address, fields | {right: "sai-mat-khau"}).status_code == 200
    assert client.post(address, fields | {right: "sai-mat-khau"}).status_code == 429
    kept = AccessAttempt.objects.get().post_data
    assert not [typed for typed in ("sai-mat-khau", "con-duong", "123456") if typed in kept]
    assert client.post(address, fields | {right: PASSWORD}).status_code == 429
    reporter.refresh_from_db()
    assert reporter.check_password(PASSWORD)
