"""manage.py score_comments FILE: how well the built-in words read labelled comments of one's own."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from responses.rules.reading import Reader
from responses.rules.scoring import Figures, figures, labelled, signs_read
from responses.rules.taxonomy import Changes, changed, sectors


class Command(BaseCommand):
    help = (
        "Read labelled comments (one JSON object a line: lang, score, text, themes) and say how well it went."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--sector", choices=sorted(sectors()), default="", help="with the words of a sector"
        )

    def handle(self, *args: Any, file: Path, sector: str, **options: Any) -> None:
        reader = Reader(changed(Changes(sector=sector)))
        try:
            found = figures(labelled(file), lambda comment: signs_read(reader, comment))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise CommandError(f"{file} cannot be read as labelled comments: {error!r}") from error
        for language, one in sorted(found.items()):
            self._say(language or "all", one)

    def _say(self, language: str, one: Figures) -> None:
        self.stdout.write(
            f"{language}: macro-F1 {one.macro_f1:.3f} over {len(one.themes)} themes, "
            f"polarity {one.polarity:.3f} of {one.signs}"
        )
        for theme in one.themes:
            self.stdout.write(
                f"  {theme:<18}{one.f1(theme):.2f}  found {one.found[theme]}, missed {one.missed[theme]}, "
                f"seen wrongly {one.wrong[theme]}"
            )
