from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles import related
from articles.models import Article


class Command(BaseCommand):
    help = "Work out the related stories of a whole archive, the newest first; safe to stop and to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, default=None, help="only so many stories")

    def handle(self, *args: Any, limit: int | None, **options: Any) -> None:
        at = timezone.now()
        numbers = list(Article.objects.live(at=at).newest_first().values_list("pk", flat=True)[:limit])
        with_some = failed = 0
        for place, number in enumerate(numbers, start=1):
            try:
                with_some += bool(related.refresh(number, at=at))
            except Exception as error:  # the others are worked out all the same
                failed += 1
                self.stderr.write(f"{number}: {type(error).__name__}: {error}")
            if place % 1000 == 0:
                self.stdout.write(f"{place} of {len(numbers)} stories")
        if failed:
            raise CommandError(f"{failed} stories of {len(numbers)} could not be worked out.")
        self.stdout.write(self.style.SUCCESS(f"{len(numbers)} stories, {with_some} with related ones"))
