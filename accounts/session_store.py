"""Sessions in the database, as Django keeps them, which end when they were to end at the sign-in."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone

UNTIL = "_session_expiry"  # where Django looks for a session's own end


class SessionStore(DatabaseStore):
    """Writing into a session does not make it last longer: whoever took one has it until the evening at most."""

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        if SESSION_KEY in data and UNTIL not in data:
            data[UNTIL] = (timezone.now() + timedelta(seconds=self.get_session_cookie_age())).isoformat()
        return super().create_model_instance(data)
