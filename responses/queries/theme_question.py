"""Which comment to ask about next: "is this about it?"."""

from collections.abc import Mapping
from dataclasses import dataclass

from responses.models import OwnTheme, Response
from responses.queries.theme_lessons import ENOUGH, answers_of, newest
from responses.queries.themes import reader_of, theme_settings
from responses.queries.vectors import is_by_meaning, vectors_of
from responses.rules.asking import Asked, next_by_words

TAPS = 20
MEANT = 2_000  # the newest comments that are looked through by their meaning


@dataclass(frozen=True)
class Question:
    """One comment to be asked about, and how far the asking is."""

    response: Response | None  # None: nothing is left to ask
    yes: int
    no: int

    @property
    def taps(self) -> int:
        """How many were answered."""
        return self.yes + self.no

    @property
    def is_ready(self) -> bool:
        """Whether enough is known to look for the theme."""
        return self.yes >= ENOUGH and (self.taps >= TAPS or self.response is None)


def next_question(theme: OwnTheme) -> Question:
    """By turns the comment likeliest to be about the theme and the one it is least sure of.

    By what comments mean, where they have vectors and there is something to go by; else by their words.
    """
    said = answers_of(theme)
    yes = sum(said.values())
    return Question(_by_meaning(theme, said) or _by_words(theme, said), yes, len(said) - yes)


def _by_meaning(theme: OwnTheme, said: Mapping[int, bool]) -> Response | None:
    organisation = theme.organisation
    if not is_by_meaning(theme_settings(organisation)):
        return None
    rows = Response.objects.of(organisation).exclude(comment="").order_by("-answered_at", "-pk")
    pool = set(rows.values_list("pk", flat=True)[:MEANT])
    vectors = vectors_of(organisation, pool | said.keys())
    if 2 * len(vectors) < len(pool):
        return None  # they are only being made
    from responses.rules.meaning import next_to_ask  # numpy, only where it is needed

    guide = bytes(theme.name_vector) if theme.name_vector else None
    asked = next_to_ask(said, vectors, guide)
    return rows.filter(pk=asked).first() if asked else None


def _by_words(theme: OwnTheme, said: Mapping[int, bool]) -> Response | None:
    rows = {row.pk: row for row in newest(theme.organisation)}
    asked = Response.objects.of(theme.organisation).filter(pk__in=said.keys() - rows.keys())
    reader, _ = reader_of(theme.organisation)
    comments = {
        row.pk: Asked(row.comment, reader.features(row.comment, row.language)[0])
        for row in [*rows.values(), *asked.only("pk", "comment", "language")]
    }
    found = next_by_words(theme.key, theme.name, said, comments)
    return rows[found] if found else None
