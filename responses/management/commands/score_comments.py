"""manage.py score_comments FILE: how well the built-in words read labelled comments of one's own."""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from responses.rules.labelled import NotLabelled, groups_of, labelled, labels_of
from responses.rules.languages import LANGUAGES
from responses.rules.reading import Reader
from responses.rules.scoring import Figures, figures, in_groups, signs_read, slips
from responses.rules.taxonomy import Changes, changed, sectors

HEARD = {1: "praise", 0: "neither", -1: "blame"}


class Command(BaseCommand):
    help = (
        "Read labelled comments (JSON lines or CSV: text, themes, lang, score) and say how well it went: "
        "themes, praise or blame, and comments a second. See docs/THEMES.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--labels", type=Path, help='other names for themes: TOML, "its name" = "staff support" each'
        )
        parser.add_argument("--lang", choices=LANGUAGES, default="", help="of comments that name none")
        parser.add_argument(
            "--sector", choices=sorted(sectors()), default="", help="with the words of a sector"
        )
        parser.add_argument(
            "--examples", type=int, default=0, help="show as many comments of each kind of slip"
        )

    def handle(
        self, *args: Any, file: Path, labels: Path | None, lang: str, sector: str, examples: int, **_: Any
    ) -> None:
        reader = Reader(changed(Changes(sector=sector)))
        try:
            meaning = labels_of(labels, reader.themes) if labels else None
            comments = labelled(file, meaning, lang)
            groups = groups_of(comments)
            unknown = sorted({theme for group in groups for theme in group.split()} - reader.themes.keys())
            if unknown:
                raise NotLabelled(f"{unknown[0]!r} is no theme; --labels says what other names mean")
        except NotLabelled as error:
            raise CommandError(str(error)) from error
        groups |= {group for group in (meaning or {}).values() if group}
        read = in_groups(lambda comment: signs_read(reader, comment), groups)
        found = figures(comments, read)
        began = time.process_time()
        figures(comments, read)  # again, with the words loaded
        seconds = time.process_time() - began
        for language, one in sorted(found.items()):
            self._say(language or "all", one)
        self.stdout.write(f"{len(comments) / max(seconds, 1e-9):.0f} comments a second and core")
        if examples:
            self._show(comments, reader, groups, examples)

    def _say(self, language: str, one: Figures) -> None:
        self.stdout.write(
            f"{language}: {one.comments} comments, macro-F1 {one.macro_f1:.3f} over {len(one.themes)} themes, "
            f"micro-F1 {one.micro_f1:.3f}, polarity {one.polarity:.3f} of {one.signs}"
        )
        for theme in one.themes:
            self.stdout.write(
                f"  {theme:<18}F1 {one.f1(theme):.2f}  precision {one.precision(theme):.2f}  "
                f"recall {one.recall(theme):.2f}  found {one.found[theme]}, missed {one.missed[theme]}, "
                f"seen wrongly {one.wrong[theme]}"
            )

    def _show(self, comments: list[dict[str, Any]], reader: Reader, groups: set[str], examples: int) -> None:
        wrong = slips(comments, reader, groups)
        self.stdout.write("\nWords by which a theme was seen where it is not")
        for (language, theme, words), times in wrong.misleading.most_common(examples):
            self.stdout.write(f"  {times} × {language} {theme}: {words}")
        self.stdout.write("\nSeen where it is not")
        for theme, words, text in wrong.wrong[:examples]:
            self.stdout.write(f"  {theme} ({words}): {text}")
        self.stdout.write("\nMissed")
        for theme, text in wrong.missed[:examples]:
            self.stdout.write(f"  {theme}: {text}")
        self.stdout.write("\nPraise or blame misheard")
        for theme, sign, text in wrong.signs[:examples]:
            self.stdout.write(f"  {theme}, heard as {HEARD[sign]}: {text}")
