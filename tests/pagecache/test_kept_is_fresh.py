"""Whatever happens in the newsroom: what is kept is what would be drawn."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pagecache.changes import number_changes
from tests.pagecache.newsroom import ACTS, MINUTES, Newsroom
from tests.pagecache.reading import Reader, forget_everything

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a smaller example would cost more than it explains
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_every_page_kept_is_the_page_that_would_be_drawn(roles, now, monkeypatch, data) -> None:
    monkeypatch.setattr("pagecache.fragments.sees_uncommitted", lambda: False)
    monkeypatch.setattr("pagecache.ledger.LOOK_SECONDS", 3600)
    monkeypatch.setattr("readership.counts.REFRESH", timedelta(days=99))  # a ranking may lag; nothing else may
    clock = [now]
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock[0])
    forget_everything()
    reader = Reader()
    with transaction.atomic():
        newsroom = Newsroom(now=now, draw=lambda choices: data.draw(st.sampled_from(list(choices))))
        number_changes()
        happened: list[str] = []
        for _ in range(data.draw(st.integers(2, 5))):
            for address in newsroom.addresses:
                reader.get(address)
            if data.draw(st.integers(0, 3)) == 0:
                step = timedelta(minutes=data.draw(st.sampled_from(MINUTES)))
                clock[0] = newsroom.now = newsroom.now + step
                happened.append(f"{step} pass")
            else:
                happened.append(newsroom.something_happens())
                number_changes()
            for address in newsroom.addresses:
                kept, drawn = reader.get(address), reader.get_anew(address)
                assert kept.status == drawn.status, (address, happened)
                assert kept.text == drawn.text, (address, happened)
        transaction.set_rollback(True)  # the next example begins with nothing


def test_the_newsroom_knows_every_verb_of_the_door() -> None:
    from newsroom import publishing

    played = {name for act in ACTS for name in act.__code__.co_names}
    verbs = set(publishing.__all__) - {
        *("ArchiveStory", "address", "before_last_launch", "merging", "filing_of", "filing_of_article"),
        *("fixed_addresses", "standing_already"),
    }
    assert "_through" in played  # that is: publish
    assert verbs - played == {"publish"}
