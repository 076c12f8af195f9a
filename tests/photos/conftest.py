import pytest
from django.utils import translation


@pytest.fixture
def english():
    """Messages as they are written in the code, so that a test can name them."""
    with translation.override("en"):
        yield
