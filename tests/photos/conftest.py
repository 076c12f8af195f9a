from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import translation

from accounts.models import User
from tests.factories import make_user

LOOK, BRING, EDIT, WITHDRAW = "view_photo", "add_photo", "change_photo", "withdraw_photo"


@pytest.fixture
def english():
    """Messages as they are written in the code, so that a test can name them."""
    with translation.override("en"):
        yield


@pytest.fixture
def staff(db) -> Callable[..., User]:
    """`staff(LOOK, BRING)`: a colleague who may do just that in the library."""

    def with_permissions(*codenames: str) -> User:
        user = make_user()
        user.user_permissions.set(Permission.objects.filter(content_type__app_label="photos", codename__in=codenames))
        return user

    return with_permissions


@pytest.fixture
def signed_in(staff) -> Callable[..., Client]:
    """`signed_in(LOOK)`: the browser of such a colleague; the user is `client.user`."""

    def with_permissions(*codenames: str) -> Client:
        client = Client()
        client.user = staff(*codenames)
        client.force_login(client.user)
        return client

    return with_permissions
