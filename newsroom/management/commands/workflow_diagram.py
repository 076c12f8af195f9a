from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from newsroom.diagram import workflow_page

PAGE = Path(settings.BASE_DIR) / "docs" / "workflow.md"


class Command(BaseCommand):
    help = "Draw docs/workflow.md from the transition table."

    def handle(self, *args, **options) -> None:
        with translation.override("vi"):
            PAGE.write_text(workflow_page(), encoding="utf-8")
        self.stdout.write("docs/workflow.md is drawn.")
