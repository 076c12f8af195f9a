"""What is sent, and what it counts: the tables of docs/adr/0004-readings-without-cookies.md, sent row by row."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pages.views.reading import count_reading
from readership import counts
from readership.models import HourlyCount, Reading
from tests.factories import make_article
from tests.pages.reading import stories
from thoidai.client_address import client_address_middleware

pytestmark = pytest.mark.django_db

RECORD = Path(__file__).parents[2] / "docs/adr/0004-readings-without-cookies.md"
OURS = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}
HOME, DAY = "203.0.113.7", range(0, 24 * 60, 60)
OTHERS = 900_000_000  # numbers that no story has


@dataclass(frozen=True, slots=True)
class Sent:
    """One reading on its way: from whom, in which minute, with what the browser says of the page."""

    address: str = HOME
    name: int = 0  # of the browser
    minute: int = 0
    number: int = 0  # of the story, if it is not the one
    headers: dict[str, str] = field(default_factory=lambda: OURS)


def homes(count: int) -> list[str]:
    return [f"198.{18 + n // 62_500}.{n // 250 % 250}.{n % 250 + 1}" for n in range(count)]


def names(count: int, **each) -> list[Sent]:
    return [Sent(name=name, **each) for name in range(count)]


def telephones(count: int, *, addresses: int) -> list[Sent]:
    behind = homes(addresses)
    return [Sent(behind[n % addresses], name=n) for n in range(count)]


def foreign(site: str, origin: str) -> list[Sent]:
    return [Sent(address, headers={"Sec-Fetch-Site": site, "Origin": origin}) for address in homes(250)]


CASES: dict[str, Callable[[], list[Sent]]] = {
    "one browser opens the page again every minute": lambda: [Sent(minute=minute) for minute in range(60)],
    "one address under 250 names of browsers": lambda: names(250),
    "the same once more, half an hour later": lambda: names(250) + names(250, minute=30),
    "250 addresses of one /64": lambda: [Sent(f"2001:db8:0:1::{n:x}", name=n) for n in range(250)],
    "one address, as IPv4 and as IPv6 that stands for it": lambda: (
        names(125) + [Sent(f"::ffff:{HOME}", name=n) for n in range(125, 250)]
    ),
    "one address that invents 250 others in X-Forwarded-For": lambda: [
        Sent(name=n, headers=OURS | {"X-Forwarded-For": f"{address}, {HOME}"}) for n, address in enumerate(homes(250))
    ],
    "250 people who were lured to a page of another site": lambda: foreign("cross-site", "https://evil.example"),
    "the same on another host of our domain": lambda: foreign("same-site", "http://other.testserver"),
    "a program that does not say what page it is": lambda: names(250, headers={}),
    "1,000 numbers that no story has": lambda: [Sent(number=OTHERS + n, name=n) for n in range(1_000)],
    "one address under 50 names, in every hour of a day": lambda: [
        sent for minute in DAY for sent in names(50, minute=minute)
    ],
    "one address, five an hour, in every hour of a day": lambda: [
        sent for minute in DAY for sent in names(5, minute=minute)
    ],
    "all addresses of a /24, once each": lambda: [Sent(f"203.0.113.{n}") for n in range(256)],
    "1,000 networks of one /48, once each": lambda: [Sent(f"2001:db8:0:{n:x}::1") for n in range(1_000)],
    "a thousand machines in as many homes": lambda: telephones(1_000, addresses=1_000),
    "100 homes, one reader each": lambda: [Sent(address) for address in homes(100)],
    "50 homes with older telephones, which name the origin only": lambda: [
        Sent(address, headers={"Origin": "http://testserver"}) for address in homes(50)
    ],
    "30 families of four, each behind one address": lambda: telephones(120, addresses=30),
    "one reader who comes back after half an hour": lambda: [Sent(), Sent(minute=30)],
    "an office of 100 behind one address": lambda: names(100),
    "1,000 telephones, each with a /64 of its own": lambda: [Sent(f"2402:800:{n:x}:1::1") for n in range(1_000)],
    "a carrier's 3,000 telephones behind 300 addresses": lambda: telephones(3_000, addresses=300),
    "a carrier's 3,000 telephones behind 60 addresses": lambda: telephones(3_000, addresses=60),
    "a carrier's 3,000 telephones behind one address": lambda: telephones(3_000, addresses=1),
}


def table() -> dict[str, tuple[int, int]]:
    """The rows of the record: what it says was sent, and counted."""
    rows = re.findall(r"^\| ([^|]+?) \| ([\d,]+) \| ([\d,]+) \|$", RECORD.read_text(), flags=re.M)
    return {case: (int(sent.replace(",", "")), int(counted.replace(",", ""))) for case, sent, counted in rows}


@pytest.fixture
def send(rf, now, settings, monkeypatch) -> Callable[[int, list[Sent]], None]:
    """Let readings of a story arrive; then the worker adds up as often as it does in that time."""
    settings.TRUSTED_PROXIES = 1
    clock, arrive = [now], client_address_middleware(count_reading)
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock[0])

    def sent(number: int, readings: list[Sent]) -> None:
        for moment, together in _by_minute(readings, begin=now.replace(minute=0)):
            clock[0] = moment
            for each in together:
                headers = {"X-Forwarded-For": each.address, "User-Agent": f"Mozilla/5.0 ({each.name})"} | each.headers
                request = rf.post("/-/reading", str(each.number or number), "text/plain", headers=headers)
                assert arrive(request).status_code == 204
            counts.add_up(at=moment)

    return sent


def _by_minute(readings: list[Sent], *, begin: datetime) -> Iterator[tuple[datetime, list[Sent]]]:
    for minute in sorted({each.minute for each in readings}):
        yield begin + timedelta(minutes=minute), [each for each in readings if each.minute == minute]


def test_the_record_tells_of_every_case():
    assert list(table()) == list(CASES)


@pytest.mark.parametrize("case", CASES)
def test_what_is_sent_and_what_it_counts(send, case):
    story, readings = make_article(), CASES[case]()
    send(story.pk, readings)
    counted = HourlyCount.objects.filter(number=story.pk).values_list("readings", flat=True)
    assert (len(readings), sum(counted)) == table()[case]
    assert not HourlyCount.objects.exclude(number=story.pk).exists()


def test_what_cannot_be_counted_leaves_no_row(send):
    story = make_article()
    for case in ("1,000 numbers that no story has", "the same on another host of our domain"):
        send(story.pk, CASES[case]())
    assert not Reading.objects.exists()


def test_the_list_shows_what_many_read(client, send, settings):
    """In one hour: two honest crowds, a small one, and two attacks on stories that nobody reads."""
    homes, carrier, few, pushed, hurt = (make_article() for _ in range(5))
    send(pushed.pk, CASES["the same once more, half an hour later"]())
    send(hurt.pk, CASES["250 people who were lured to a page of another site"]())
    send(hurt.pk, CASES["1,000 numbers that no story has"]())
    send(carrier.pk, CASES["a carrier's 3,000 telephones behind 60 addresses"]())
    send(homes.pk, CASES["30 families of four, each behind one address"]())
    send(few.pk, CASES["one reader who comes back after half an hour"]())
    assert stories(client.get("/doc-nhieu/")) == [carrier.pk, homes.pk, pushed.pk, few.pk]
