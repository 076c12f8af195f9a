from django.core.management.base import BaseCommand, CommandError

from articles.models import Article
from newsroom.door_audit import strangers


class Command(BaseCommand):
    help = "Rehash every published article and hold it against the approved versions."

    def handle(self, *args, **options) -> None:
        found = list(strangers())
        for number, what in found:
            self.stderr.write(f"{number}: {what}")
        if found:
            raise CommandError(f"{len(found)} articles are not what was approved.")
        count = Article.objects.filter(withdrawn_at=None).count()
        self.stdout.write(f"{count} articles, each an approved version.")
