"""Values in Redis carry a seal: nobody who reaches the Redis brings a process to run what it unpickles."""

import os
import pickle

import pytest
from django.conf import settings as django_settings
from django.core.cache.backends.redis import RedisCache

from tests.thoidai.test_settings import REAL, start
from thoidai.sealing import SIZE, Sealed, mark

RAN: list[str] = []


def _run(word: str) -> None:
    RAN.append(word)


class Trap:
    """What runs something as soon as it is unpickled."""

    def __reduce__(self):
        return _run, ("ran",)


def sealed_with(settings, secret: str) -> Sealed:
    settings.SECRET_KEY = secret
    return Sealed()


@pytest.mark.parametrize(
    "value", [None, "", "hữu nghị", b"\0", 1.5, True, [1, {"a": (2, 3)}], 7, -7, 10**30, "12", b"12"]
)
def test_what_was_put_in_comes_out(settings, value) -> None:
    sealed = sealed_with(settings, "a" * 50)
    data = sealed.dumps(value)
    kept = str(data).encode() if isinstance(data, int) else data  # as Redis keeps a number
    assert sealed.loads(kept) == value
    assert type(sealed.loads(kept)) is type(value)


def test_nothing_is_run_without_our_own_seal(settings) -> None:
    RAN.clear()
    theirs, ours = sealed_with(settings, "magazine" * 8), sealed_with(settings, "desk" * 12)
    plain, foreign = pickle.dumps(Trap()), theirs.dumps(Trap())
    for data in (plain, foreign, b"\0" * SIZE + plain, b"", b"x", foreign[:SIZE] + ours.dumps("a")[SIZE:]):
        assert ours.loads(data) is None
    assert RAN == []
    own = ours.dumps(Trap())
    assert ours.loads(own[:-1] + bytes([own[-1] ^ 1])) is None
    assert RAN == []
    ours.loads(own)
    assert RAN == ["ran"]


def test_every_cache_in_redis_is_sealed_and_apart_for_each_secret(tmp_path) -> None:
    told = "c['OPTIONS']['serializer'], c['KEY_PREFIX']"
    program = f"import thoidai.settings as s\nfor c in s.CACHES.values(): print({told})"
    said = start(tmp_path, **REAL, REDIS_URL="redis://cache:6379/0", program=program).stdout.split()
    ours = mark(REAL["SECRET_KEY"])
    assert said == ["thoidai.sealing.Sealed", ours, "thoidai.sealing.Sealed", f"{ours}:pages"]
    assert ours != mark("another")


@pytest.mark.skipif(not django_settings.REDIS_URL, reason="needs Redis: make test TEST_REDIS_URL=redis://host:6379/15")
def test_two_wings_in_one_redis(settings) -> None:
    name = os.urandom(8).hex()
    options = {"OPTIONS": {"serializer": "thoidai.sealing.Sealed"}}
    settings.SECRET_KEY = "magazine" * 8
    RedisCache(django_settings.REDIS_URL, options).set(name, Trap(), 60)
    settings.SECRET_KEY = "desk" * 12
    RAN.clear()
    desk = RedisCache(django_settings.REDIS_URL, options)
    assert desk.get(name) is None
    assert RAN == []
    desk.set(name, {"a": 1}, 60)
    assert desk.get(name) == {"a": 1}
