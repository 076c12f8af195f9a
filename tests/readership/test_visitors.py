from datetime import timedelta

import pytest

from readership.visitors import visitor_of


def visit(rf, *, address: str = "203.0.113.1", agent: str = "Firefox"):
    return rf.post("/-/reading", headers={"user-agent": agent}, REMOTE_ADDR=address)


def test_one_person_is_recognised_within_a_day_and_not_on_the_next(rf, now):
    today = visitor_of(visit(rf), at=now)
    assert visitor_of(visit(rf), at=now + timedelta(hours=3)) == today
    tomorrow = visitor_of(visit(rf), at=now + timedelta(days=1))
    assert not {today.digest, today.network} & {tomorrow.digest, tomorrow.network}


def test_another_address_or_browser_is_another_person_and_another_browser_no_other_network(rf, now):
    addresses = ("203.0.113.1", "203.0.113.2")
    found = [visitor_of(visit(rf, address=a, agent=b), at=now) for a in addresses for b in ("x", "y")]
    assert len({each.digest for each in found}) == 4
    assert len({each.network for each in found}) == 2


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("203.0.113.1", "203.0.113.2", False),
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:ffff", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:203.0.113.1", "203.0.113.1", True),
        ("::ffff:203.0.113.1", "::ffff:203.0.113.2", False),
        ("fe80::1%eth0", "fe80::2", True),
        ("", "unix:", True),  # where the server knows no address all are one
    ],
)
def test_a_network_is_an_address_or_a_64(rf, now, one, other, is_same):
    found = [visitor_of(visit(rf, address=address), at=now) for address in (one, other)]
    assert (found[0].network == found[1].network) is is_same
    assert (found[0].digest == found[1].digest) is is_same


def test_without_the_secret_a_digest_cannot_be_tried_out(rf, now, settings):
    before = visitor_of(visit(rf), at=now)
    settings.SECRET_KEY = "another"
    after = visitor_of(visit(rf), at=now)
    assert not {before.digest, before.network} & {after.digest, after.network}


def test_a_network_s_digest_says_nothing_of_a_browser_s(rf, now):
    found = visitor_of(visit(rf), at=now)
    assert (len(found.digest), len(found.network)) == (32, 16)
    assert not found.digest.startswith(found.network)


def test_an_odd_user_agent_is_no_error(rf, now):
    assert len(visitor_of(visit(rf, agent="\udcff\x00Trình duyệt"), at=now).digest) == 32
