from datetime import timedelta

from readership.visitors import digest


def visit(rf, *, address: str = "203.0.113.1", agent: str = "Firefox"):
    return rf.post("/dem-doc/", headers={"user-agent": agent}, REMOTE_ADDR=address)


def test_one_person_is_recognised_within_a_day_and_not_on_the_next(rf, now):
    today = digest(visit(rf), at=now)
    assert digest(visit(rf), at=now + timedelta(hours=3)) == today
    assert digest(visit(rf), at=now + timedelta(days=1)) != today


def test_another_address_or_browser_is_another_person(rf, now):
    assert len({digest(visit(rf, address=a, agent=b), at=now) for a in ("a", "b") for b in ("x", "y")}) == 4


def test_without_the_secret_a_digest_cannot_be_tried_out(rf, now, settings):
    before = digest(visit(rf), at=now)
    settings.SECRET_KEY = "another"
    assert digest(visit(rf), at=now) != before
    assert "203" not in before


def test_an_odd_user_agent_is_no_error(rf, now):
    assert len(digest(visit(rf, agent="\udcff\x00Trình duyệt"), at=now)) == 32
