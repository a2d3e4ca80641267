from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from nps_app.lib import catalogues


class Command(BaseCommand):
    help = (
        "Keep the Spanish catalogues: update them from the code, check that they are complete, compile them."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["update", "check", "compile"])
        parser.add_argument("rooms", nargs="*", help="rooms, or nothing for all")

    def handle(self, *args: Any, **options: Any) -> None:
        rooms = options["rooms"] or ["site", *settings.ROOMS]
        bad = 0
        for room in rooms:
            path = catalogues.catalogue_path(settings.BASE_DIR, room)
            if options["what"] == "compile":
                if path.exists():
                    catalogues.compile_catalogue(path)
                continue
            wanted = catalogues.messages_of(settings.BASE_DIR, room, settings.ROOMS)
            if options["what"] == "update":
                catalogues.update(path, wanted)
                continue
            for problem in catalogues.problems(path, wanted):
                bad += 1
                self.stderr.write(f"{room}: {problem}")
        if bad:
            raise CommandError(f"{bad} strings need a translator. `manage.py translations update` adds them.")
