from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from newsroom.demo.seed import seed
from newsroom.models import Story


class Command(BaseCommand):
    help = "Fill an empty database with a demo magazine. Refused outside the demo, and where stories are."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demo is for trying out: set DEMO=1. Nothing was changed.")
        if Story.objects.exists():
            self.stdout.write("There are stories already; the demo stays as it is.")
            return
        seed(now=timezone.now(), say=self.stdout.write)
