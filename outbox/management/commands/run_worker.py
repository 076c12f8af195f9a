from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from outbox.supervisor import Supervisor
from outbox.worker import Loop


class Command(BaseCommand):
    help = "Delivers the outbox and runs the periodic jobs, until stopped. Several may run at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Deliver what is due now, in this process, then end.")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        if once:
            loop = Loop()
            loop.stop.listen()
            self.stdout.write(f"{loop.run_once()} delivered.")
        else:
            Supervisor().run()
