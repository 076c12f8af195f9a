"""A forgotten password: a link by mail, once, for an hour; nobody learns who works here."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts import password_reset
from accounts.backends import DEMO_DOMAIN
from accounts.models import User
from outbox.models import Message
from outbox.worker import Loop
from tests.accounts.conftest import code_of, enrolled, half_in, sign_in
from tests.factories import make_user

ASK = "/quan-tri/quen-mat-khau/"
NEW = "con-duong-huu-nghi"


@pytest.fixture
def colleague(roles) -> User:
    return make_user(role="editor_in_chief", username="haiyen", name="Đỗ Hải Yến", email="haiyen@example.org")


def ask(email: str) -> str:
    """Ask, let the worker work, and follow what the mail says; the path of the link."""
    Client().post(ASK, {"email": email})
    Loop().run_once()
    found = re.search(r"http://127\.0\.0\.1:8000(/quan-tri/dat-mat-khau/\S+)", mail.outbox[-1].body)
    return found[1] if found else ""


def choose(path: str, password: str = NEW):
    client = Client()
    form = client.get(path, follow=True)
    return client.post(form.request["PATH_INFO"], {"new_password1": password, "new_password2": password}, follow=True)


def test_a_link_leads_to_a_new_password(locks, settings, colleague: User) -> None:
    settings.SITE_URL = "http://127.0.0.1:8000"
    page = choose(ask("HaiYen@example.org"))
    assert "Đã đặt mật khẩu mới" in page.text
    colleague.refresh_from_db()
    assert colleague.check_password(NEW)
    sent = mail.outbox[0]
    assert (sent.to, sent.subject) == (["haiyen@example.org"], "Đặt lại mật khẩu tòa soạn Thời Đại")
    assert "Chào Đỗ Hải Yến" in sent.body
    assert "haiyen" in sent.body
    assert "60 phút" in sent.body


def test_the_link_is_good_once_and_for_an_hour(locks, settings, colleague: User) -> None:
    settings.SITE_URL = "http://127.0.0.1:8000"
    path = ask(colleague.email)
    choose(path)
    assert "không còn dùng được" in Client().get(path, follow=True).text
    path = ask(colleague.email)
    locks.forward(minutes=61)
    assert "không còn dùng được" in Client().get(path, follow=True).text


@pytest.mark.parametrize("path", ["dat-mat-khau/x/y/", "dat-mat-khau/MQ/set-password/", "dat-mat-khau/9999/a-b/"])
def test_an_invented_link_opens_nothing(db, path: str) -> None:
    assert "không còn dùng được" in Client().get(f"/quan-tri/{path}").text


def test_everybody_gets_the_same_answer_and_the_same_work_is_done(db, colleague: User) -> None:
    answers = [Client().post(ASK, {"email": email}) for email in (colleague.email, "khong-co-ai@example.org")]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, f"{ASK}da-gui/")}
    assert Message.objects.filter(kind=password_reset.KIND).count() == 2
    Loop().run_once()
    assert [sent.to for sent in mail.outbox] == [[colleague.email]]


@pytest.mark.parametrize(
    "fields",
    [
        {"is_active": False},
        {"is_staff": False},
        {"email": f"haiyen@{DEMO_DOMAIN}"},
    ],
)
def test_who_cannot_sign_in_by_password_gets_no_mail(db, fields) -> None:
    user = make_user(**{"email": "thuha@example.org"} | fields)
    password_reset.put_in_mails(user.email)
    password_reset.send_link(user.pk)  # put in before they changed
    Loop().run_once()
    assert mail.outbox == []


def test_two_colleagues_of_one_address_get_a_mail_each_and_one_that_fails_keeps_the_other_from_none(
    db, monkeypatch, colleague: User
) -> None:
    other = make_user(username="haiyen2", email=colleague.email)
    sent = password_reset.send_mail

    def send(subject, text, sender, to):
        if f": {colleague.username}\n" in text or colleague.username + "\n" in text:
            raise ConnectionError("refused")
        return sent(subject, text, sender, to)

    monkeypatch.setattr(password_reset, "send_mail", send)
    Client().post(ASK, {"email": colleague.email})
    Loop().run_once()
    Message.objects.pending().filter(attempts__gt=0).update(due_at=timezone.now())
    Loop().run_once()
    assert ["haiyen2" in each.body for each in mail.outbox] == [True]
    failing = Message.objects.failing().get()
    assert (failing.key, failing.attempts) == (str(colleague.pk), 2)
    assert other.pk != colleague.pk


def test_no_link_lies_in_the_outbox(db, colleague: User) -> None:
    Client().post(ASK, {"email": colleague.email})
    Loop().run_once()
    assert [message.payload for message in Message.objects.filter(kind=password_reset.KIND)] == [
        {"email": colleague.email}
    ]


def test_the_link_stands_below_our_own_address_whatever_host_asked(db, settings, colleague: User) -> None:
    settings.SITE_URL = "https://thoidai.example"
    settings.ALLOWED_HOSTS = ["*"]
    Client(HTTP_HOST="evil.example").post(ASK, {"email": colleague.email})
    Loop().run_once()
    assert "https://thoidai.example/quan-tri/" in mail.outbox[0].body
    assert "evil" not in mail.outbox[0].body


@pytest.mark.parametrize(
    "email", ["", "khong phai", "a@b", "\0@example.org", "x" * 400 + "@example.org", "a@b.vn\nBcc:b@c.d"]
)
def test_what_is_no_address_is_asked_for_again(db, email: str) -> None:
    assert Client().post(ASK, {"email": email}).status_code == 200
    assert not Message.objects.filter(kind=password_reset.KIND).exists()


def test_a_mailbox_gets_three_an_hour_and_the_answer_stays_the_same(locks, settings, colleague: User) -> None:
    settings.LIMIT_RESET_MAIL = 3
    for _each in range(5):
        assert Client().post(ASK, {"email": colleague.email})["Location"] == f"{ASK}da-gui/"
        Loop().run_once()
    assert len(mail.outbox) == 3
    locks.forward(hours=1)
    Client().post(ASK, {"email": colleague.email})
    Loop().run_once()
    assert len(mail.outbox) == 4


def test_a_new_password_asks_for_the_code_still_and_ends_the_other_sessions(locks, settings, colleague: User) -> None:
    settings.SITE_URL = "http://127.0.0.1:8000"
    enrolled(colleague)
    before = half_in(colleague)
    choose(ask(colleague.email))
    assert before.get("/quan-tri/")["Location"].startswith("/quan-tri/login/")
    client = Client()
    assert sign_in(colleague, client=client, password=NEW).status_code == 302
    assert client.get("/quan-tri/")["Location"].startswith("/quan-tri/xac-thuc/")


def test_a_new_password_does_not_open_a_lock(locks, settings, colleague: User) -> None:
    settings.SITE_URL = "http://127.0.0.1:8000"
    for _each in range(5):
        sign_in(colleague, password="sai")
    choose(ask(colleague.email))
    assert sign_in(colleague, password=NEW).status_code == 429


def test_a_weak_password_is_refused_in_vietnamese(locks, settings, colleague: User) -> None:
    settings.SITE_URL = "http://127.0.0.1:8000"
    page = choose(ask(colleague.email), "12345")
    assert "errorlist" in page.text
    assert "Mật khẩu" in page.text
    colleague.refresh_from_db()
    assert not colleague.check_password("12345")


@pytest.mark.parametrize("address", [ASK, f"{ASK}da-gui/", "/quan-tri/dat-mat-khau/xong/"])
def test_the_pages_are_open_and_kept_by_nobody(db, address: str) -> None:
    page = Client().get(address)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert Client().put(address).status_code == 405


def test_strangers_do_not_use_up_the_mails_of_a_colleagues_own_browser(locks, settings, colleague: User) -> None:
    settings.SITE_URL = "http://127.0.0.1:8000"
    settings.LIMIT_RESET_MAIL, settings.LIMIT_RESET_MAIL_OF_STRANGERS = 3, 12
    device = enrolled(colleague)
    own = half_in(colleague)
    own.post("/quan-tri/xac-thuc/", {"code": code_of(device.key, locks)})
    own.post("/quan-tri/logout/")
    for number in range(40):
        Client(REMOTE_ADDR=f"203.0.{number}.7").post(ASK, {"email": colleague.email})
        Loop().run_once()
    assert len(mail.outbox) == 12  # whoever they are, one mailbox is not flooded
    answer = own.post(ASK, {"email": colleague.email})
    assert answer["Location"] == f"{ASK}da-gui/"
    Loop().run_once()
    assert len(mail.outbox) == 13


def test_one_stranger_leaves_mails_for_others_and_earlier_links_stay_good(locks, settings, colleague: User) -> None:
    settings.SITE_URL = "http://127.0.0.1:8000"
    settings.LIMIT_RESET_MAIL, settings.LIMIT_RESET_MAIL_OF_STRANGERS = 3, 12
    first = ask(colleague.email)
    for _each in range(9):
        Client(REMOTE_ADDR="203.0.113.7").post(ASK, {"email": colleague.email})
        Loop().run_once()
    assert len(mail.outbox) == 4
    Client(REMOTE_ADDR="203.0.113.8").post(ASK, {"email": colleague.email})
    Loop().run_once()
    assert len(mail.outbox) == 5
    assert "Đã đặt mật khẩu mới" in choose(first).text


def test_where_no_mail_is_sent_the_page_says_so(db, settings, colleague: User) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    for answer in (Client().get(ASK), Client().post(ASK, {"email": colleague.email})):
        assert answer.status_code == 200
        assert "Quản trị viên" in answer.text
    assert not Message.objects.filter(kind=password_reset.KIND).exists()


def test_the_link_is_handed_to_no_other_page(locks, settings, colleague: User) -> None:
    """The token leaves the address at once, and no address is told to another site."""
    settings.SITE_URL = "http://127.0.0.1:8000"
    path = ask(colleague.email)
    answer = Client().get(path)
    assert answer["Location"].endswith("/set-password/")
    assert answer["Referrer-Policy"] == "same-origin"
    assert path.split("/")[-2] not in answer["Location"]
