from django.core.management.base import BaseCommand, CommandError

from articles.models import Article
from newsroom.door_audit import strangers


class Command(BaseCommand):
    help = "Hold every published article against its story: text, status, address, time and filing."

    def handle(self, *args, **options) -> None:
        found = list(strangers())
        for number, what in found:
            self.stderr.write(f"{number}: {what.label}")
        if found:
            raise CommandError(f"{len(found)} articles are not what the desk says.")
        count = Article.objects.filter(withdrawn_at=None).count()
        self.stdout.write(f"{count} articles, each as the desk says.")
