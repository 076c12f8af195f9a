from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from outbox.troubles import troubles


class Command(BaseCommand):
    help = "Says what is not well with the outbox, and fails then: for alarms."

    def handle(self, *args: Any, **options: Any) -> None:
        found = troubles(at=timezone.now())
        for trouble in found:
            since = f" ({timezone.localtime(trouble.since):%Y-%m-%d %H:%M})" if trouble.since else ""
            self.stderr.write(f"{trouble.text}{since}")
        if found:
            raise CommandError("The outbox is not well.")
        self.stdout.write("The outbox is well.")
