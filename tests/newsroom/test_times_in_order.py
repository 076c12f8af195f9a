"""Pairs of times have an order: said in the forms, refused by the door, held by the database."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint, DateField, F
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from newsroom import curation, publishing, steps
from newsroom.models import Status, Story
from tests.factories import make_article, make_list, make_photo
from tests.newsroom.desk import change_url, client_of, story_data

HOUR = timedelta(hours=1)

# Columns of one row of which the first comes before the second.
PAIRS = [
    ("newsroom.Story", "embargo_until", "go_live_at"),
    ("newsroom.Story", "go_live_at", "expires_at"),
    ("newsroom.Story", "embargo_until", "expires_at"),
    ("articles.Article", "embargo_until", "published_at"),
    ("articles.Article", "published_at", "expires_at"),
    ("articles.Article", "published_at", "updated_at"),
    ("articles.Topic", "shown_from", "shown_until"),
    ("articles.FeaturedItem", "starts_at", "ends_at"),
    ("photos.Photo", "taken_on", "rights_expire_on"),
    ("organizations.Event", "starts_on", "ends_on"),
    ("organizations.Event", "starts_time", "ends_time"),
    ("organizations.Term", "opened_on", "closed_on"),
    ("organizations.Organization", "founded_on", "dissolved_on"),
    ("organizations.OfficeHolder", "starts_on", "ends_on"),
    ("organizations.OrganizationPeriod", "starts_on", "ends_on"),
    ("organizations.ClusterMembership", "starts_on", "ends_on"),
    ("organizations.Affiliation", "starts_on", "ends_on"),
    ("organizations.ProvincePeriod", "starts_on", "ends_on"),
    ("organizations.Alias", "starts_on", "ends_on"),
]
# Words that begin or end a span: a model with one of each has its pair above.
FIRST = ("starts_", "shown_from", "opened_", "founded_", "go_live_", "taken_on")
LAST = ("ends_", "shown_until", "closed_", "dissolved_", "expires_", "rights_expire_")


def _compared(model: Any) -> set[frozenset[str]]:
    """Which two columns each constraint of a model compares."""
    found = set()
    for constraint in model._meta.constraints:
        if isinstance(constraint, CheckConstraint):
            found |= {
                frozenset({lookup.partition("__")[0], value.name})
                for lookup, value in _leaves(constraint.condition)
                if isinstance(value, F)
            }
    return found


def _leaves(condition: Any) -> list[tuple[str, Any]]:
    leaves = []
    for child in condition.children:
        leaves += [child] if isinstance(child, tuple) else _leaves(child)
    return leaves


@pytest.mark.parametrize(("label", "first", "last"), PAIRS)
def test_the_database_keeps_every_pair_in_order(label: str, first: str, last: str) -> None:
    assert frozenset({first, last}) in _compared(apps.get_model(label))


def test_no_pair_is_forgotten() -> None:
    known = {label for label, _first, _last in PAIRS}
    for model in apps.get_models():
        names = [field.name for field in model._meta.concrete_fields if isinstance(field, DateField)]
        if any(n.startswith(FIRST) for n in names) and any(n.startswith(LAST) for n in names):
            assert model._meta.label in known, f"{model._meta.label}: say which of {names} comes first"


@pytest.mark.parametrize(
    ("label", "first", "last"), [p for p in PAIRS if p[0] in {"newsroom.Story", "articles.Article", "photos.Photo"}]
)
def test_a_row_out_of_order_is_refused_by_the_database(
    approved: Story, now: datetime, label: str, first: str, last: str
) -> None:
    row = {"newsroom.Story": lambda: approved, "articles.Article": make_article, "photos.Photo": make_photo}[label]()
    values = {first: now, last: now - timedelta(days=1)}
    if "on" in first.split("_"):
        values = {first: date(2026, 5, 2), last: date(2026, 5, 1)}
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**values)


def _when(at: datetime) -> tuple[str, str]:
    local = timezone.localtime(at)
    return f"{local:%d/%m/%Y}", f"{local:%H:%M}"


@pytest.mark.parametrize(
    ("times", "field"),
    [
        ({"go_live_at": 2, "expires_at": 1}, "expires_at"),
        ({"go_live_at": 2, "expires_at": 2}, "expires_at"),
        ({"embargo_until": 2, "expires_at": 1}, "expires_at"),
        ({"embargo_until": 2, "go_live_at": 1}, "go_live_at"),
        ({"expires_at": -1}, "expires_at"),
    ],
)
def test_the_form_says_which_time_is_wrong(
    approved: Story, editor: User, clock: datetime, times: dict[str, int], field: str
) -> None:
    typed = {}
    for name, hours in times.items():
        typed[f"{name}_0"], typed[f"{name}_1"] = _when(clock + hours * HOUR)
    answer = client_of(editor).post(change_url(approved), story_data(approved, **typed))
    assert answer.status_code == 422
    assert answer.context["adminform"].form.errors[field]
    approved.refresh_from_db()
    assert approved.status == Status.APPROVED


def test_a_story_that_has_expired_long_ago_can_still_be_saved(
    published: Story, editor: User, managing_editor: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    Story.objects.filter(pk=published.pk).update(expires_at=now + HOUR)
    publishing.set_expiry(published, by=managing_editor, now=now)
    published.refresh_from_db()
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + 3 * HOUR)
    typed = dict(zip(("expires_at_0", "expires_at_1"), _when(now + HOUR), strict=True))
    answer = client_of(editor).post(change_url(published), story_data(published, note="Đã hết hạn.", **typed))
    assert answer.status_code == 302
    typed = dict(zip(("expires_at_0", "expires_at_1"), _when(now - HOUR), strict=True))
    answer = client_of(managing_editor).post(change_url(published), story_data(published, **typed))
    assert answer.status_code == 422


@pytest.mark.parametrize("hours", [-1, 0])
def test_the_door_refuses_what_has_expired(approved: Story, managing_editor: User, now: datetime, hours: int) -> None:
    Story.objects.filter(pk=approved.pk).update(expires_at=now + hours * HOUR)
    for verb in (lambda: publishing.publish(approved, by=managing_editor, now=now),
                 lambda: steps.take(approved, to="published", by=managing_editor, now=now)):  # fmt: skip
        with pytest.raises(ValidationError, match=r"[Ee]xpir|hết hạn"):
            verb()
    assert not Article.objects.filter(pk=approved.pk).exists()


def test_a_correction_reaches_a_story_that_has_expired(
    published: Story, editor: User, managing_editor: User, chief: User, now: datetime
) -> None:
    from tests.newsroom.conftest import edit

    later = now + 3 * HOUR
    Story.objects.filter(pk=published.pk).update(expires_at=now + HOUR)
    publishing.set_expiry(published, by=managing_editor, now=now)
    published.refresh_from_db()
    edit(published, by=managing_editor, now=later, lead="Đã sửa một con số.")
    steps.take(published, to="approved", by=editor, now=later)
    publishing.publish(published, by=chief, now=later)
    assert Article.objects.get(pk=published.pk).lead == "Đã sửa một con số."


def test_a_launch_or_a_pin_in_the_past_is_refused(managing_editor: User, now: datetime, clock: datetime) -> None:
    article = make_article()
    row = make_list(key="home-lead")
    page = client_of(managing_editor)
    pin = {
        "pin-TOTAL_FORMS": 1,
        "pin-INITIAL_FORMS": 0,
        "pin-0-number": article.pk,
        "pin-0-ORDER": 1,
        "revision": 0,
    }
    url = f"/quan-tri/articles/featuredlist/{row.pk}/sap-xep/"
    past = timezone.localtime(now - HOUR)
    answer = page.post(url, pin | {"pin-0-ends_at": f"{past:%d/%m/%Y %H:%M}"})
    assert answer.status_code == 422
    answer = page.post(url, pin | {"_schedule": "1", "launch_at": f"{past:%Y-%m-%dT%H:%M}"})
    assert answer.status_code == 422
    row.refresh_from_db()
    assert row.launched_at is None
    with pytest.raises(ValidationError):
        curation.launch(row, by=managing_editor, now=now, at=now)


def test_pins_of_a_draft_are_held_to_it_at_launch(managing_editor: User, now: datetime) -> None:
    article = make_article()
    items = [{"number": article.pk, "starts_at": (now + HOUR).isoformat(), "ends_at": now.isoformat()}]
    with pytest.raises(ValidationError):
        publishing.launch(make_list(key="home-lead"), items=items, by=managing_editor, now=now)


def test_rows_from_before_are_mended(approved: Story, now: datetime) -> None:
    """The migration leaves no row behind that its constraints refuse."""
    from importlib import import_module

    photo, article = make_photo(), make_article(published_at=now)
    models = {
        Story: (approved, {"go_live_at": now, "embargo_until": now - HOUR, "expires_at": now - HOUR}),
        Article: (article, {"expires_at": now - HOUR}),
        type(photo): (photo, {"taken_on": date(2026, 5, 2), "rights_expire_on": date(2026, 5, 1)}),
    }
    names = {
        "story_expires_after_going_live", "story_expires_after_embargo", "article_expires_after_publication",
        "photo_rights_end_after_it_was_taken",
    }  # fmt: skip
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL drops and adds constraints within a test's transaction: TEST_DATABASE_URL=")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what this transaction has put in is looked at now
    with connection.schema_editor() as editor:
        for model, (row, values) in models.items():
            for constraint in model._meta.constraints:
                if constraint.name in names:
                    editor.remove_constraint(model, constraint)
            model.objects.filter(pk=row.pk).update(**values)
    with connection.schema_editor() as editor:
        for room, name in (
            ("newsroom", "0005_times_in_order"),
            ("articles", "0004_expires_after_publication"),
            ("photos", "0003_rights_in_order"),
        ):
            import_module(f"{room}.migrations.{name}").put_in_order(apps, editor)
    with connection.schema_editor() as editor:
        for model in models:
            for constraint in model._meta.constraints:
                if constraint.name in names:
                    editor.add_constraint(model, constraint)
    approved.refresh_from_db()
    assert approved.expires_at == now + timedelta(minutes=1)
    article.refresh_from_db()
    assert article.expires_at == now + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"taken_on": "2/5/2026", "rights_expire_on": "1/5/2026"}, None),
        ({"taken_on": "31/12/2199"}, "taken_on"),
        ({"rights_expire_on": "31/12"}, "rights_expire_on"),
    ],
)
def test_a_pictures_days_are_in_order(db: None, typed: dict[str, str], field: str | None) -> None:
    from photos.forms import PhotoForm

    photo = make_photo()
    data = {name: getattr(photo, name) or "" for name in PhotoForm.Meta.fields}
    form = PhotoForm(data | typed, instance=photo)
    assert not form.is_valid()
    assert form.errors[field or "__all__"]
