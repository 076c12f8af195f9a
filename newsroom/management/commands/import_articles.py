from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext

from newsroom.importing.pictures import Media
from newsroom.importing.report import Report
from newsroom.importing.run import OUT_OF_REACH, Import
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
        inputs = [each.resolve() for each in (file, sections) if each is not None]
        if report is not None and report.resolve() in inputs:
            raise CommandError(f"The report would overwrite {report}, which is read.")
        now = timezone.now()
        title = _title(file, now=now, is_rehearsal=dry_run)
        try:
            section_map = read_sections(sections) if sections else None
            outcome = Report(say=self.stderr.write, file=report, title=title)
        except (BadMap, OSError) as error:
            raise CommandError(str(error)) from None
        pictures = Media(media, hosts=frozenset(fetch), keeps_films=not dry_run)
        try:
            Import(
                file,
                media=pictures,
                report=outcome,
                now=now,
                progress=self._progress if options["verbosity"] else lambda at, of: None,
                sections=section_map,
                is_rehearsal=dry_run,
            ).run()
        except PictureNotNow as refusal:  # a line without its picture would count as done
            raise CommandError(f"{refusal} Run the import again to go on.") from refusal
        except OUT_OF_REACH as error:
            raise CommandError(f"The database is out of reach: {error} Run the import again to go on.") from error
        finally:
            if dry_run:
                _take_back(pictures)
            self.stdout.write(f"{outcome.summary()}\n{outcome.findings()}")
            outcome.write()
        if dry_run:
            self.stdout.write(gettext("Nothing was kept: this was a dry run."))

    def _progress(self, at: int, of: int) -> None:
        self.stdout.write(f"{at} of {of} lines")


def _take_back(pictures: Media) -> None:
    """Remove the files of pictures that the run alone has stored; a colleague may have sent one meanwhile."""
    kept = set(Photo.objects.filter(image__in=pictures.added).values_list("image", flat=True))
    for name in pictures.added - kept:
        originals().delete(name)


def _title(file: Path, *, now: datetime, is_rehearsal: bool) -> str:
    words = gettext("Dry run of %(file)s, %(at)s") if is_rehearsal else gettext("Import of %(file)s, %(at)s")
    return words % {"file": file.name, "at": local(now)}
