"""What corrections teach where comments have vectors."""

from collections.abc import Mapping, Sequence

from accounts.models import Organisation
from responses.models import OwnTheme, Response, ThemeCorrection
from responses.models.own_theme import PREFIX
from responses.queries.themes import theme_settings
from responses.queries.vectors import is_by_meaning, vectors_of
from responses.rules.learning import Lesson

MOST = 1_000  # newest corrections of a theme: more take minutes and hardly teach more


def meant_lessons(
    organisation: Organisation,
    said: Mapping[str, Sequence[ThemeCorrection]],
    others: Sequence[int],
    found: Mapping[int, frozenset[str]],
) -> dict[str, Lesson]:
    """Of built-in themes. `others`: answers nobody corrected; `found`: the themes that the words find in each."""
    if not is_by_meaning(theme_settings(organisation)):
        return {}
    vectors = vectors_of(organisation, found.keys())
    if not vectors:
        return {}
    from responses.rules.meaning import Meant, learn_by_meaning  # numpy, only where it is needed

    learned = {}
    for theme, rows in said.items():
        if theme.startswith(PREFIX):
            continue
        corrected = [
            Meant(vectors[row.response_id], found[row.response_id], row.is_about)
            for row in rows[:MOST]
            if row.response_id in vectors
        ]
        anchored = [Meant(vectors[pk], found[pk], theme in found[pk]) for pk in others if pk in vectors]
        lesson = learn_by_meaning(theme, corrected, anchored)
        if lesson is not None:
            learned[theme] = lesson
    return learned


def own_theme_by_meaning(
    theme: OwnTheme, said: Sequence[tuple[Response, bool]], named: Mapping[int, bool], *, needed: int
) -> Lesson | None:
    """Of an own theme; `named`: whether a comment holds one of its words. None below so many that are about it."""
    if not is_by_meaning(theme_settings(theme.organisation)):
        return None
    vectors = vectors_of(theme.organisation, [row.pk for row, _ in said])
    known = [(row.pk, is_about) for row, is_about in said if row.pk in vectors][-MOST:]
    if sum(is_about for _, is_about in known) < needed:
        return None
    from responses.rules.meaning import Meant, learn_own_theme  # numpy, only where it is needed

    return learn_own_theme(
        theme.key,
        [
            Meant(vectors[pk], frozenset({theme.key} if named.get(pk) else ()), is_about)
            for pk, is_about in known
        ],
    )
