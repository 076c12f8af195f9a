from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts import lockout, second_factor, sessions
from accounts.models import User


class Command(BaseCommand):
    help = "Forget a colleague's phone and backup codes, let them in after wrong passwords, end their sessions."

    def add_arguments(self, parser) -> None:
        parser.add_argument("username")

    def handle(self, *args, username: str, **options) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account {username!r}.")
        had_one = second_factor.remove(user)
        lockout.unlock(user.get_username())
        sessions.end_all(user, now=timezone.now())
        self.stdout.write(f"{user} {'enrols anew' if had_one else 'had no phone enrolled, and signs in'} from now on.")
