from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from newsroom.importing.pictures import Media
from newsroom.importing.report import Report
from newsroom.importing.run import Import
from newsroom.importing.sections import BadMap
from newsroom.importing.sections import read as read_sections
from newsroom.publishing.announce import local
from photos.ingest import PictureNotNow
from photos.models import Photo
from photos.storage import originals


class Command(BaseCommand):
    help = "Bring an archive in: one article a line of JSON (docs/import.md). Stop it anywhere; run it again to go on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.jsonl")
        parser.add_argument("--media", type=Path, metavar="DIR", help="where pictures and films are")
        parser.add_argument("--dry-run", action="store_true", help="do everything, show it, then take it all back")
        parser.add_argument(
            "--sections", type=Path, metavar="FILE.json", help='the archive\'s names of sections: {"Tin": "Thời sự", …}'
        )
        parser.add_argument("--report", type=Path, metavar="FILE.txt", help="keep all findings here, kind by kind")
        parser.add_argument(
            "--fetch",
            action="append",
            default=[],
            metavar="HOST",
            help="also fetch pictures from this host (again for further hosts); without it nothing is fetched",
        )

    def handle(
        self,
        *args,
        file: Path,
        media: Path | None,
        sections: Path | None,
        report: Path | None,
        dry_run: bool,
        fetch: list[str],
        **options,
    ) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        if media is not None and not media.is_dir():
            raise CommandError(f"There is no directory {media}.")
        outcome, now = Report(say=self.stderr.write, keeps_all=report is not None), timezone.now()
        try:
            section_map = read_sections(sections) if sections else None
            if report is not None:
                report.touch()
        except (BadMap, OSError) as error:
            raise CommandError(str(error)) from None
        try:
            run = partial(
                Import,
                file,
                media=Media(media, hosts=frozenset(fetch), keeps_films=not dry_run),
                report=outcome,
                now=now,
                progress=self._progress if options["verbosity"] else lambda at, of: None,
                sections=section_map,
            )
            if dry_run:
                self._rehearse(run)
            else:
                run().run()
        except PictureNotNow as refusal:  # a line without its picture would count as done
            raise CommandError(f"{refusal} Run the import again to go on.") from refusal
        finally:
            self.stdout.write(f"{outcome.summary()}\n{outcome.findings()}")
            if report is not None:
                outcome.write(report, title=_title(file, now=now, is_rehearsal=dry_run))
        if dry_run:
            self.stdout.write(gettext("Nothing was kept: this was a dry run."))

    def _rehearse(self, run: Callable[[], Import]) -> None:
        """Run, then take back the rows and the files of the pictures that were new."""
        newest = Photo.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        with transaction.atomic():
            run().run()
            files = list(Photo.objects.filter(pk__gt=newest).values_list("image", flat=True))
            transaction.set_rollback(True)
        for name in files:
            originals().delete(name)

    def _progress(self, at: int, of: int) -> None:
        self.stdout.write(f"{at} of {of} lines")


def _title(file: Path, *, now: datetime, is_rehearsal: bool) -> str:
    words = gettext("Dry run of %(file)s, %(at)s") if is_rehearsal else gettext("Import of %(file)s, %(at)s")
    return words % {"file": file.name, "at": local(now)}
