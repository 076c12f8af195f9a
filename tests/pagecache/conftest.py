import pytest

from tests.pagecache.reading import Reader, forget_everything


@pytest.fixture
def reader(db, monkeypatch) -> Reader:
    """A reader of a process that has just started and looks for changes when the bell rings.

    What a test writes counts as committed once it has called `number_changes()`.
    """
    monkeypatch.setattr("pagecache.ledger.LOOK_SECONDS", 3600)
    monkeypatch.setattr("pagecache.fragments.sees_uncommitted", lambda: False)
    forget_everything()
    yield Reader()
    forget_everything()
