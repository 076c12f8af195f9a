from django.conf import settings
from django.contrib.auth.backends import ModelBackend

DEMO_DOMAIN = "demo.invalid"  # every demo account's address ends so; nobody else's can


class StaffBackend(ModelBackend):
    """Django's own, but a demo account signs in only where DEMO is set: its password is printed in the README."""

    def user_can_authenticate(self, user) -> bool:
        is_demo = user is not None and user.email.endswith(f"@{DEMO_DOMAIN}")
        return super().user_can_authenticate(user) and (settings.DEMO or not is_demo)
