"""Redis gone: the desk works on, and remembers no more than it must."""

import uuid

import pytest
from django.core.cache import cache

from newsroom.models import Story
from tests.factories import make_section, make_user
from tests.newsroom.desk import ADD_URL, client_of, story_data
from tests.thoidai.test_settings import REAL, start

DEAD = "redis://127.0.0.1:1/0"
OPTIONS = {"serializer": "thoidai.sealing.Sealed", "socket_connect_timeout": 1, "socket_timeout": 1}


@pytest.fixture
def without_redis(settings) -> None:
    settings.REDIS_URL = DEAD
    dead = {"LOCATION": DEAD, "OPTIONS": OPTIONS}
    settings.CACHES = {
        "default": dead | {"BACKEND": "thoidai.caches.ForgivingRedisCache"},
        "pages": dead | {"BACKEND": "django.core.cache.backends.redis.RedisCache"},
    }


def test_nothing_is_known_and_nothing_kept(without_redis, caplog) -> None:
    cache.set("a", 1)
    assert cache.get("a") is None
    assert cache.get("a", 5) == 5
    assert "Redis is away" in caplog.text


def test_a_story_is_written_all_the_same(db, roles, without_redis) -> None:
    client = client_of(make_user(role="reporter"))
    assert 'name="ticket"' in client.get(ADD_URL).text
    sent = story_data(section=make_section(), ticket=str(uuid.uuid4()))
    assert client.post(ADD_URL, sent).status_code == 302
    assert Story.objects.count() == 1


def test_settings_name_it(tmp_path) -> None:
    program = "import thoidai.settings as s; print(s.CACHES['default']['BACKEND'])"
    said = start(tmp_path, **REAL, REDIS_URL="redis://cache:6379/0", program=program).stdout
    assert said == "thoidai.caches.ForgivingRedisCache\n"
