from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsroom.readers_role.grants import CannotBeMade, make_role


class Command(BaseCommand):
    help = (
        "Make the database role that readers' processes run on (PostgreSQL), or bring it up to date "
        "(newsroom/readers_role/visible.py). Run it as the tables' owner after every migrate."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", default=settings.READER_ROLE, help="The role's name: READER_ROLE.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            make_role(options["name"], password=settings.READER_PASSWORD)
        except CannotBeMade as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The role {options['name']} sees what readers may see.")
