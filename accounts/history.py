"""What colleagues do about their own sign-in stands in their history, where those who manage accounts read it."""

from django.contrib.admin.models import CHANGE, LogEntry

from accounts.models import User


def note(user: User, message: str) -> None:
    LogEntry.objects.log_actions(user.pk, User.objects.filter(pk=user.pk), CHANGE, message, single_object=True)
