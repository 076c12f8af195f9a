"""The desk's people and a story that readers have, as in the tests of the newsroom."""

from tests.newsroom.conftest import approved, chief, editor, managing_editor, published, reporter

__all__ = ["approved", "chief", "editor", "managing_editor", "published", "reporter"]
