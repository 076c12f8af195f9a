"""manage.py load_organizations: bring in the project's data on provinces, bodies and events."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from organizations.loading import Report, load_everything
from organizations.models import Confidence


class Command(BaseCommand):
    """Load or reload the data; what editors changed is reported and left as it is."""

    help = "Load provinces, organizations and events. Editors' changes are reported, never overwritten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--confirm",
            choices=Confidence.values,
            default=Confidence.HIGH,
            help="make public whatever is at least as sure as this (default: high)",
        )
        parser.add_argument("--dry-run", action="store_true", help="report only; change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            report = load_everything(confirm=options["confirm"])
            if options["dry_run"]:
                transaction.set_rollback(True)
        self._print(report)
        if options["dry_run"]:
            self.stdout.write("Nothing was changed (--dry-run).")

    def _print(self, report: Report) -> None:
        for verb, counted in (("created", report.created), ("updated", report.updated)):
            for name, number in sorted(counted.items()):
                self.stdout.write(f"{verb} {number} {name}")
        self.stdout.write(f"confirmed {report.confirmed}, unchanged {report.unchanged}")
        for difference in report.differences:
            self.stdout.write(
                f"kept {difference.key}: {difference.field} is {difference.ours!r}, the data has {difference.data!r}"
            )
        for key in report.removed_by_editors:
            self.stdout.write(f"not brought back (deleted or merged by an editor): {key}")
        for key, reason in report.refused:
            self.stderr.write(f"refused {key}: {reason}")
