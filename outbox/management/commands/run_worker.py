from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from outbox.worker import Loop


class Command(BaseCommand):
    help = "Delivers the outbox and runs the periodic jobs, until stopped. Several may run at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Deliver what is due now, then end.")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        loop = Loop()
        loop.stop_on_signals()
        if once:
            self.stdout.write(f"{loop.run_once()} delivered.")
        else:
            loop.run()
