from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from newsroom.demo.people import COLLEAGUES, PASSWORD
from newsroom.roles import ROLES


class Command(BaseCommand):
    help = "Print the demo's sign-ins, one for each role."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("There are no demo accounts outside the demo.")
        with translation.override("vi"):
            for colleague in COLLEAGUES:
                label = ROLES[colleague.role][0]
                self.stdout.write(f"  {colleague.username:<14} {PASSWORD}   {label} ({colleague.name})")
