from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
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
        with_some = 0
        for place, number in enumerate(numbers, start=1):
            with_some += bool(related.refresh(number, at=at))
            if place % 1000 == 0:
                self.stdout.write(f"{place} of {len(numbers)} stories")
        self.stdout.write(self.style.SUCCESS(f"{len(numbers)} stories, {with_some} with related ones"))
