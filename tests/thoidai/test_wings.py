"""What each wing's processes answer. Addresses are read once, at the start of a process: here they are read anew."""

import importlib
from collections.abc import Iterator

import pytest
from django.urls import clear_url_caches

from thoidai import urls


@pytest.fixture
def start(settings) -> Iterator:
    """Start the process again as another wing."""

    def started(wing: str) -> None:
        settings.WING = wing
        importlib.reload(urls)
        clear_url_caches()

    yield started
    started("all")


@pytest.mark.parametrize(("wing", "desk"), [("all", 200), ("desk", 200), ("magazine", 404)])
def test_readers_processes_do_not_know_the_desk(start, client, db, wing: str, desk: int):
    start(wing)
    paths = ("/quan-tri/login/", "/", "/robots.txt", "/khong-co-trang-nay")
    assert [client.get(path).status_code for path in paths] == [desk, 200, 200, 404]
    assert (client.get("/quan-tri/giao-dien/").status_code == 404) == (wing == "magazine")
