from django.core.management.base import BaseCommand

from newsroom.roles import ROLES, sync_roles


class Command(BaseCommand):
    help = "Write the roles (newsroom/roles.py) into the groups. Run it after every upgrade."

    def handle(self, *args, **options) -> None:
        sync_roles()
        self.stdout.write(f"{len(ROLES)} roles are up to date.")
