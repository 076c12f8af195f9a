"""What is typed to sign in is compared as it looks, whatever a keyboard makes of it: names and passwords."""

import importlib
import io
import sys
import unicodedata
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.conf import settings as project
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import get_default_password_validators, validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client, RequestFactory
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from accounts.models import User
from accounts.passwords import problems
from accounts.spelling import has_no_look_alikes, name_as_kept, name_tried
from tests.accounts.conftest import code_of, enrolled, sign_in
from tests.accounts.test_forgotten_password import ask, choose
from tests.factories import make_user

NFC = "con đường hữu nghị"
NFD = unicodedata.normalize("NFD", NFC)
WINDOWS = NFC.replace("ữ", "ư\u0303").replace("ờ", "ơ\u0300").replace("ị", "i\u0323")  # a letter, and its tone behind
assert len({NFC, NFD, WINDOWS}) == 3


def administrator() -> Client:
    client = Client()
    client.force_login(make_user(role="administrator"))
    return client


# ── Passwords ─────────────────────────────────────────────────────────────────────────────────────────


def at_the_desk() -> User:
    new = {"username": "thuha", "name": "Trần Thu Hà", "email": "thuha@example.org", "role": "reporter"}
    passwords = {"usable_password": "true", "password1": NFD, "password2": NFD}
    administrator().post("/quan-tri/accounts/user/add/", new | passwords)
    return User.objects.get(username="thuha")


def by_an_administrator() -> User:
    user = make_user(username="thuha")
    passwords = {"usable_password": "true", "password1": NFD, "password2": NFD}
    administrator().post(f"/quan-tri/accounts/user/{user.pk}/password/", passwords)
    return user


def by_its_owner() -> User:
    user = make_user(role="reporter", username="thuha")
    client = Client()
    client.force_login(user)
    new = {"old_password": "mat-khau-thu", "new_password1": NFD, "new_password2": NFD}
    client.post("/quan-tri/password_change/", new)
    return user


def by_mail() -> User:
    user = make_user(username="thuha", email="thuha@example.org")
    choose(ask(user.email), NFD)
    return user


def by_createsuperuser() -> User:
    call_command("createsuperuser", username="thuha", email="a@example.org", stdout=io.StringIO())
    return User.objects.get()


def by_createsuperuser_that_asks_nothing() -> User:
    call_command("createsuperuser", "--noinput", username="thuha", email="a@example.org", stdout=io.StringIO())
    return User.objects.get()


def by_changepassword() -> User:
    user = make_user(username="thuha")
    call_command("changepassword", "ThuHa", stdout=io.StringIO())
    return user


@pytest.mark.parametrize(
    "choose_password",
    [
        at_the_desk,
        by_an_administrator,
        by_its_owner,
        by_mail,
        by_createsuperuser,
        by_createsuperuser_that_asks_nothing,
        by_changepassword,
    ],
)
def test_wherever_a_password_is_chosen_every_keyboard_types_it(
    locks, roles, settings, monkeypatch, choose_password
) -> None:
    settings.SECOND_FACTOR = "optional"
    settings.SITE_URL = "http://127.0.0.1:8000"
    monkeypatch.setattr("getpass.getpass", lambda *args, **kwargs: NFD)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", NFD)
    user = choose_password()
    user.refresh_from_db()
    assert check_password(NFC, user.password), "kept as composed letters"
    for typed in (NFC, NFD, WINDOWS):
        assert sign_in(user, password=typed).status_code == 302
    assert sign_in(user, password=NFC.replace("ữ", "ư")).status_code == 200


def test_the_demos_accounts_are_made_the_same_way(db) -> None:
    user = User.objects.create_user("quantri", "quantri@demo.invalid", NFD, name="Bùi Gia Huy")
    assert check_password(NFC, user.password)


def hashed_as_typed(password: str = NFD, **fields) -> User:
    """An account of before."""
    user = make_user(username="thuha", **fields)
    User.objects.filter(pk=user.pk).update(password=make_password(password))
    user.refresh_from_db()
    return user


def test_a_password_of_before_is_taken_as_it_was_typed_and_then_from_every_keyboard(locks, roles) -> None:
    user = hashed_as_typed()
    assert sign_in(user, password=NFC).status_code == 200
    assert sign_in(user, password=NFD).status_code == 302
    user.refresh_from_db()
    assert check_password(NFC, user.password)
    assert not check_password(NFD, user.password)
    assert sign_in(user, password=NFC).status_code == 302
    assert sign_in(user, password=WINDOWS).status_code == 302


def test_a_password_that_was_changed_meanwhile_is_not_put_back(db) -> None:
    user = hashed_as_typed()
    User.objects.filter(pk=user.pk).update(password=make_password("meo-xanh-nhay-qua-cau"))
    assert user.check_password(NFD), "of the row as it was read"
    user.refresh_from_db()
    assert check_password("meo-xanh-nhay-qua-cau", user.password)


def test_the_session_in_which_it_is_hashed_anew_goes_on(locks, roles) -> None:
    user = hashed_as_typed(role="reporter")
    device = enrolled(user)
    client = Client()
    client.force_login(user)
    client.post("/quan-tri/xac-thuc/", {"code": code_of(device.key, locks)})
    client.post("/quan-tri/bao-mat/", {"act": "codes", "password": NFD})
    user.refresh_from_db()
    assert check_password(NFC, user.password)
    assert client.get("/quan-tri/").status_code == 200


@pytest.mark.parametrize(("typed", "hashings"), [("sai-mat-khau", 1), (NFC, 1), (NFD, 2)])
def test_how_often_is_hashed_says_nothing_about_the_name(locks, roles, monkeypatch, typed: str, hashings: int) -> None:
    """What is typed decides it, and two is the most."""
    hasher = import_string(project.PASSWORD_HASHERS[0])
    encode, counted = hasher.encode, []
    names = {
        "there": make_user(username="there"),
        "switched-off": make_user(username="switched-off", is_active=False),
        "nobody": None,
    }
    unusable = make_user(username="without-password")
    unusable.set_unusable_password()
    unusable.save()
    monkeypatch.setattr(hasher, "encode", lambda self, *args: counted.append(1) or encode(self, *args))
    found = {}
    for name in [*names, "without-password"]:
        counted.clear()
        assert Client().post("/quan-tri/login/", {"username": name, "password": typed}).status_code == 200
        found[name] = len(counted)
    assert set(found.values()) == {hashings}, found


def test_a_wrong_one_is_counted_once_however_it_is_typed(locks, roles) -> None:
    user = make_user(username="thuha")
    sign_in(user, password=NFD)
    assert AccessAttempt.objects.get().failures_since_start == 1


def test_long_stacks_of_marks_take_no_time(db) -> None:
    """Ordering the marks of one letter takes the square of their number; not here."""
    assert not make_user().check_password("a" + "\u0301\u0323" * 30_000)


def test_validators_hear_a_password_as_it_is_kept(db, monkeypatch) -> None:
    short = unicodedata.normalize("NFD", "ếữộ ớẫ")
    assert len(short) >= 12
    assert any("ít nhất" in said or "at least" in said for said in problems(short, make_user()))
    heard: list[str] = []
    of_django = {
        base
        for each in get_default_password_validators()
        for base in type(each).__mro__
        if base.__module__.startswith("django.")
    }
    for base in of_django:
        monkeypatch.setattr(base, "validate", lambda self, password, user=None: heard.append(password))
    validate_password(NFD, make_user())
    assert heard == [NFC] * len(of_django)


# ── Names ─────────────────────────────────────────────────────────────────────────────────────────────

SPELLINGS = [
    "hà.thu",
    "HÀ.THU",
    "Hà.Thu",
    unicodedata.normalize("NFD", "Hà.Thu"),
    " hà.thu ",
    "hà.thu\u200b",
    "ｈà.thu",
]


@pytest.mark.parametrize("typed", SPELLINGS)
def test_a_name_finds_its_account_in_any_spelling(locks, roles, typed: str) -> None:
    user = make_user(username="Hà.Thu")
    user.refresh_from_db()
    assert user.username == "hà.thu"
    sent = {"username": typed, "password": "mat-khau-thu"}
    assert Client().post("/quan-tri/login/", sent).status_code == 302
    assert User.objects.get_by_natural_key(typed) == user


@pytest.mark.parametrize("typed", ["hà.thu", "HÀ.THU", unicodedata.normalize("NFD", "Hà.Thu")])
def test_no_second_account_has_a_name_in_another_spelling(roles, typed: str) -> None:
    make_user(username="Hà.Thu")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user(username=typed)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(username=typed, name="Ai đó")])
    passwords = {"usable_password": "true", "password1": NFC, "password2": NFC}
    new = {"username": typed, "name": "Ai đó", "email": "a@example.org", "role": "reporter"} | passwords
    answer = administrator().post("/quan-tri/accounts/user/add/", new)
    assert answer.status_code == 200
    assert answer.context["adminform"].errors["username"]
    with pytest.raises(CommandError, match="taken"):
        call_command("createsuperuser", "--noinput", username=typed, email="a@example.org")


def test_another_spelling_brings_no_further_tries(locks, roles) -> None:
    make_user(username="hà.thu")
    for typed in SPELLINGS[:5]:
        answer = Client().post("/quan-tri/login/", {"username": typed, "password": "sai"})
    assert answer.status_code == 429
    assert AccessAttempt.objects.values_list("username").distinct().count() == 1


PADDED = [
    "thu" + "\u200b" * 147 + "ha",
    "\u200b" * 150 + "thuha",
    "thuha" + " " * 200,
    "thuha" + "\u00ad" * 300,
]


@pytest.mark.parametrize("typed", [*PADDED, "ͺthuha", "¨thuha", "a" * 149 + " b", "ﷺ" * 20, "thuha" + "\u200b" * 2000])
def test_a_name_is_looked_up_as_its_wrong_passwords_are_counted(locks, roles, typed: str) -> None:
    user = make_user(username="thuha")
    for name in (typed, name_tried(typed)):
        assert name_tried(name) == name_as_kept(name_tried(typed)) == name_tried(typed)
    found = authenticate(RequestFactory().post("/quan-tri/login/"), username=typed, password="mat-khau-thu")
    assert (found == user) is (name_tried(typed) == "thuha")


def test_padding_a_locked_name_brings_no_further_tries(locks, roles) -> None:
    make_user(username="thuha")
    for _each in range(5):
        Client().post("/quan-tri/login/", {"username": "thuha", "password": "sai"})
    for typed in PADDED:
        assert name_tried(typed) == "thuha"
        answer = Client().post("/quan-tri/login/", {"username": typed, "password": "mat-khau-thu"})
        assert answer.status_code == 429


def test_a_name_of_absurd_length_is_refused(locks, roles) -> None:
    make_user(username="thuha")
    typed = "thuha" + "\u200b" * 1_000
    for _each in range(7):
        answer = Client().post("/quan-tri/login/", {"username": typed, "password": "mat-khau-thu"})
    assert answer.status_code == 200
    assert [error.code for error in answer.context["form"].errors["username"].as_data()] == ["max_length"]


LOOK_ALIKES = ["аdmin", "thuhа", "ρhong", "борис", "раура", "quаn", "ѐric", "ꭰan", "userб"]


@pytest.mark.parametrize("typed", LOOK_ALIKES)
def test_letters_that_only_look_like_ours_are_refused_in_new_names(roles, typed: str) -> None:
    passwords = {"usable_password": "true", "password1": NFC, "password2": NFC}
    new = {"username": typed, "name": "Ai đó", "email": "a@example.org", "role": "reporter"} | passwords
    answer = administrator().post("/quan-tri/accounts/user/add/", new)
    assert answer.status_code == 200
    assert "look_alike" in {error.code for error in answer.context["adminform"].errors["username"].as_data()}
    with pytest.raises(CommandError):
        call_command("createsuperuser", "--noinput", username=typed, email="a@example.org")
    assert not User.objects.filter(username=typed).exists()


@pytest.mark.parametrize(
    ("typed", "letter", "like"),
    [("аdmin", "а", "a"), ("иван", "а", "a"), ("борис", "о", "o"), ("userб", "б", "6"), ("ρhong", "ρ", "p")],
)
def test_the_refusal_names_a_letter_and_what_everybody_reads_in_it(typed: str, letter: str, like: str) -> None:
    with pytest.raises(ValidationError) as refused:
        has_no_look_alikes(typed)
    assert refused.value.params == {"letter": letter, "like": like}


@pytest.mark.parametrize("typed", ["и", "१", "l·l"])
def test_letters_that_look_like_none_of_ours_are_not_compared_with_others(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        has_no_look_alikes(typed)
    assert refused.value.messages == [gettext("Use the letters of Vietnamese, digits and @ . + - _")]
    assert refused.value.code == "look_alike"


@pytest.mark.parametrize(
    "typed",
    ["thuha", "thu-ha_2@x+y", "đỗ.hải.yến", "nguyễn.thịữộặẵỷ", unicodedata.normalize("NFD", "lêõặ"), "müller", "王伟"],
)
def test_names_of_people_are_taken(roles, typed: str) -> None:
    passwords = {"usable_password": "true", "password1": NFC, "password2": NFC}
    new = {"username": typed, "name": "Ai đó", "email": "a@example.org", "role": "reporter"} | passwords
    assert administrator().post("/quan-tri/accounts/user/add/", new).status_code == 302
    assert User.objects.filter(username=name_as_kept(typed)).exists()


def test_whoever_has_such_a_name_keeps_it_until_it_is_changed(roles) -> None:
    user = make_user(role="reporter", username="аdmin")
    client, address = administrator(), f"/quan-tri/accounts/user/{user.pk}/change/"
    fields = {"name": "Tên mới", "email": "a@example.org", "role": "reporter", "is_active": "on"}
    inline = {f"headed_sections-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    assert client.post(address, fields | inline | {"username": "аdmin"}).status_code == 302
    user.refresh_from_db()
    assert user.name == "Tên mới"
    assert client.post(address, fields | inline | {"username": "аdmin2"}).status_code == 200


def test_names_of_before_become_one_spelling_and_nobody_loses_an_account(db, now, capsys) -> None:
    rows = [
        make_user(username="one", last_login=now),
        make_user(username="two", last_login=now.replace(day=1)),
        make_user(username="three", is_active=False, last_login=now.replace(day=23)),
        make_user(username="four"),
    ]
    before = ["ThuHa", "thuha", "THUHA", unicodedata.normalize("NFD", "Đỗ")]
    with connection.cursor() as cursor:  # past the field
        for user, name in zip(rows, before, strict=True):
            cursor.execute("UPDATE accounts_user SET username = %s WHERE id = %s", [name, user.pk])
    migration = importlib.import_module("accounts.migrations.0002_names_in_one_spelling")
    migration.respell(apps, None)
    for user in rows:
        user.refresh_from_db()
    assert [user.username for user in rows] == ["thuha", "thuha-2", "thuha-3", "đỗ"]
    said = capsys.readouterr().err
    assert "'thuha-2'" in said
    assert "'THUHA'" in said
    assert "Đ" not in said
    migration.respell(apps, None)
    assert capsys.readouterr().err == ""


def test_an_account_whose_name_nobody_else_wants_keeps_it(db, now) -> None:
    rows = [
        make_user(username="one", last_login=now - timedelta(days=1)),
        make_user(username="two", last_login=now - timedelta(days=2)),
        make_user(username="three", last_login=now - timedelta(days=300)),
    ]
    with connection.cursor() as cursor:  # past the field
        for user, name in zip(rows, ["an", "An", "an-2"], strict=True):
            cursor.execute("UPDATE accounts_user SET username = %s WHERE id = %s", [name, user.pk])
    importlib.import_module("accounts.migrations.0002_names_in_one_spelling").respell(apps, None)
    for user in rows:
        user.refresh_from_db()
    assert [user.username for user in rows] == ["an", "an-3", "an-2"]
