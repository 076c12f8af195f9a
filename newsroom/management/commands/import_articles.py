from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from newsroom.importing.pictures import Media
from newsroom.importing.report import Report
from newsroom.importing.run import Import
from photos.ingest import PictureNotNow
from photos.models import Photo
from photos.storage import originals


class Command(BaseCommand):
    help = "Bring an archive in: one article a line of JSON (docs/import.md). Stop it anywhere; run it again to go on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.jsonl")
        parser.add_argument("--media", type=Path, metavar="DIR", help="where pictures and films are")
        parser.add_argument("--dry-run", action="store_true", help="do everything, then take it all back")
        parser.add_argument(
            "--fetch",
            action="append",
            default=[],
            metavar="HOST",
            help="also fetch pictures from this host (again for further hosts); without it nothing is fetched",
        )

    def handle(self, *args, file: Path, media: Path | None, dry_run: bool, fetch: list[str], **options) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        if media is not None and not media.is_dir():
            raise CommandError(f"There is no directory {media}.")
        report = Report(say=self.stderr.write)
        run = Import(
            file,
            media=Media(media, hosts=frozenset(fetch), keeps_films=not dry_run),
            report=report,
            now=timezone.now(),
            progress=self._progress if options["verbosity"] else lambda at, of: None,
        )
        try:
            if dry_run:
                self._rehearse(run)
            else:
                run.run()
        except PictureNotNow as refusal:  # a line without its picture would count as done
            self.stdout.write(report.summary())
            raise CommandError(f"{refusal} Run the import again to go on.") from refusal
        self.stdout.write(report.summary())
        if dry_run:
            self.stdout.write("Nothing was kept: this was a dry run.")

    def _rehearse(self, run: Import) -> None:
        """Run, then take back the rows and the files of the pictures that were new."""
        newest = Photo.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        with transaction.atomic():
            run.run()
            files = list(Photo.objects.filter(pk__gt=newest).values_list("image", flat=True))
            transaction.set_rollback(True)
        for name in files:
            originals().delete(name)

    def _progress(self, at: int, of: int) -> None:
        self.stdout.write(f"{at} of {of} lines")
