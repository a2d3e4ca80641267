"""The themes of the comments on a page, as they are shown beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from accounts.models import Organisation
from responses.models import CommentTheme, Response
from responses.rules.taxonomy import Theme

SIGNS = {-1: "bad", 0: "", 1: "good"}


@dataclass(frozen=True)
class Chip:
    """One theme of one comment; `mood`: good, bad or empty."""

    key: str
    name: str
    mood: str
    by_human: bool


def theme_names(themes: Mapping[str, Theme], language: str = "") -> dict[str, str]:
    """What themes are called in a language, the reader's unless one is named, by key, in order."""
    language = (language or get_language() or "en").split("-")[0]
    return {key: theme.name(language) for key, theme in themes.items()}


def chips_of(
    organisation: Organisation, rows: Sequence[Response], names: Mapping[str, str]
) -> dict[int, list[Chip]]:
    """By answer, in the order of the themes; a theme that is offered no longer is left out."""
    found = CommentTheme.objects.of(organisation).filter(response__in=[row.pk for row in rows])
    chips: dict[int, list[Chip]] = {}
    order = {key: place for place, key in enumerate(names)}
    for row in sorted(
        (row for row in found if row.theme in order), key=lambda row: (row.response_id, order[row.theme])
    ):
        by_human = row.source == CommentTheme.Source.HUMAN
        chips.setdefault(row.response_id, []).append(
            Chip(row.theme, names[row.theme], SIGNS[row.polarity], by_human)
        )
    return chips
