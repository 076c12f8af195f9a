"""Every kind has a lane, a deadline and words; what a delivery asks outward ends by itself before the deadline does."""

import pytest
from django.conf import settings

import photos.objects
from accounts import lockout, password_reset
from newsroom import curation, losses
from newsroom.publishing import due
from outbox import smtp
from outbox.board import BETWEEN_SECONDS
from outbox.models import Lane
from outbox.queue import MOST_SECONDS, handler, handlers, kinds_in, kinds_outside, periodic, words_of
from pagecache import fronts
from pages import indexnow

OUTSIDE = {
    **dict.fromkeys(kinds_in(Lane.MAIL), max(settings.EMAIL_TIMEOUT, smtp.ACCEPTING_SECONDS)),
    password_reset.KIND: 0,  # puts in mails, and sends none
    "pages.indexnow": indexnow.TIMEOUT,
    "pagecache.tell_front": fronts.PATIENCE,
    "pagecache.tell_front_again": fronts.PATIENCE,
} | dict.fromkeys(
    ("photos.render", "photos.clear", "photos.clear_expired"),
    2 * sum(photos.objects.PATIENCE[each] for each in ("connect_timeout", "read_timeout")),
)


@pytest.mark.parametrize("kind", sorted(handlers))
def test_every_kind_has_a_lane_a_deadline_and_words(kind):
    handling = handlers[kind]
    assert handling.lane in set(Lane)
    assert 0 < handling.seconds <= MOST_SECONDS
    assert handling.words, "say what it does, for the desk"
    assert words_of(kind) != str(kind), "translate it"
    assert OUTSIDE.get(kind, 0) < handling.seconds


def test_schedules_and_mail_wait_for_nothing_else():
    assert {"newsroom.schedules", due.STORY, due.LIST} <= set(kinds_in(Lane.SCHEDULES))
    assert {password_reset.KIND, password_reset.MAIL, losses.MAIL, curation.MAIL, lockout.GUESSED} == set(
        kinds_in(Lane.MAIL)
    )
    assert set(kinds_outside(Lane.REST)) == {*kinds_in(Lane.SCHEDULES), *kinds_in(Lane.MAIL)}
    assert max(handlers[kind].seconds for kind in kinds_in(Lane.SCHEDULES)) <= 60


def test_every_periodic_job_may_take_no_longer_than_until_its_next_turn_or_a_minute():
    assert [job.name for job in periodic.values() if handlers[job.name].seconds > max(job.seconds, 60)] == []


@pytest.mark.parametrize("seconds", [0, -1, MOST_SECONDS + 1, float("inf"), float("nan")])
def test_a_kind_without_an_end_is_refused(kinds, seconds):
    with pytest.raises(ValueError, match="may take up to"):
        handler("purge", seconds=seconds)


def test_every_outward_connection_has_a_timeout():
    assert 30 <= settings.EMAIL_TIMEOUT <= 60, "a server that never answers is seen to fail soon"
    assert smtp.ACCEPTING_SECONDS >= 600, "or mails go twice: RFC 5321, 4.5.3.2.6"
    assert settings.PATIENCE.keys() >= {"connect_timeout", "tcp_user_timeout", "keepalives_idle"}
    for database in settings.DATABASES.values():
        if "sqlite" in database["ENGINE"]:
            assert 5 * database["OPTIONS"]["timeout"] <= BETWEEN_SECONDS
        if "postgresql" in database["ENGINE"]:
            assert database["OPTIONS"].keys() >= settings.PATIENCE.keys()
    for cache in settings.CACHES.values():
        if "redis" in cache["BACKEND"].lower():
            assert cache["OPTIONS"].keys() >= {"socket_timeout", "socket_connect_timeout"}
