"""A crowd, a pause in which the server lets its threads go, and a crowd again: no worker dies of it."""

import time

import pytest
from django.conf import settings

from tests.bench.soak import Story, workers_of
from tests.deploy.magazine import application
from tests.toolchain.processes import database_url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

IDLE = 5  # seconds after which a thread goes; the server takes no less
PAUSE = IDLE + 3
MOST_CONNECTIONS = 2 * 16  # two workers of so many threads


@pytest.mark.parametrize("cache", ["files", "Redis"])
def test_no_worker_dies_between_two_bursts(tmp_path, cache) -> None:
    if cache == "Redis" and not settings.REDIS_URL:
        pytest.skip("needs Redis: make test TEST_REDIS_URL=redis://host:6379/0")
    environment = {
        "DATABASE_URL": database_url(),
        "REDIS_URL": settings.REDIS_URL if cache == "Redis" else "",
        "VAR_DIR": str(tmp_path / "var"),
        "DEMO": "1",
        "LIMIT_SEARCH": "0",
    }
    log = tmp_path / "log"
    more = ("--blocking-threads-idle-timeout", str(IDLE), "--log-level", "info")
    with application(environment=environment, log=log, more=more) as (port, process):
        story = Story(port, process.pid, "", workers_of(process.pid))
        assert len(story.workers) == 2
        for number in range(3):
            story.burst(range(number * 64, (number + 1) * 64))
            time.sleep(PAUSE)
            story.look()
        story.burst(range(1_000, 1_064))
        story.look()
    said = log.read_text()
    assert (story.deaths, story.answers[503], story.is_well) == (0, 0, True), (dict(story.answers), said[-2000:])
    assert said.count("Started worker-") == 2, "none was started anew"
