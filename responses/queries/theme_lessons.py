"""What corrections teach about the themes of an organisation."""

from collections.abc import Collection
from dataclasses import replace

from accounts.models import Organisation
from responses.models import OwnTheme, Response, ThemeCorrection, ThemeWord
from responses.queries.meant_lessons import meant_lessons, own_theme_by_meaning
from responses.queries.themes import reader_of, themes_of
from responses.rules.asking import name_words, strangers
from responses.rules.learning import Example, Features, Lesson, learn, telling_words
from responses.rules.matching import Matcher
from responses.rules.reading import Reader
from responses.rules.text import PART, STOP, tokens

POOL = 400  # the newest comments that are asked about, and that anchor what is learned
MOST_CORRECTIONS = 20_000
ENOUGH = 3  # of yes and of no before an own theme can be learned


def suggested_words(theme: OwnTheme) -> list[str]:
    """The words of its name and those of the comments that are about it, for choosing what to look for."""
    said = _said(theme)
    about, others = (
        [_words(row) for row, is_about in said if is_about is wanted] for wanted in (True, False)
    )
    others += [_words(row) for row in newest(theme.organisation)]
    return list(dict.fromkeys([*name_words(theme.name), *telling_words(about, others)]))


def is_meant(theme: OwnTheme) -> bool:
    """Whether an own theme will be found by what comments mean; its words then need not carry it."""
    return own_theme_by_meaning(theme, _said(theme), {}, needed=ENOUGH) is not None


def own_theme_lesson(theme: OwnTheme, words: Collection[str]) -> Lesson | None:
    """What the answers teach of an own theme that is looked for by these words; without any, what there is is used."""
    said = _said(theme)
    by_words = Matcher({theme.key: words})
    named = {row.pk: bool(by_words.find(tokens(row.comment).words)) for row, _ in said}
    by_meaning = own_theme_by_meaning(theme, said, named, needed=ENOUGH)
    if by_meaning is not None:
        return by_meaning
    reader, _ = reader_of(theme.organisation)
    corrected = [
        Example(reader.features(row.comment, row.language)[0], is_about, named[row.pk])
        for row, is_about in said
    ]
    pool = [
        reader.features(row.comment, row.language)[0]
        for row in newest(theme.organisation)
        if row.pk not in named
    ]
    lesson = learn(theme.key, corrected, strangers(pool), needed=ENOUGH)
    return replace(lesson, is_better=lesson.is_better or not words) if lesson else None


def lessons(organisation: Organisation) -> dict[str, Lesson]:
    """What was learned of every theme that has enough corrections: from its words, or from what comments mean."""
    reader, _ = reader_of(organisation)
    plain = Reader(reader.themes)  # what the words alone say, without what was learned before
    said: dict[str, list[ThemeCorrection]] = {}
    features: dict[int, tuple[Features, frozenset[str]]] = {}
    rows = ThemeCorrection.objects.of(organisation).filter(theme__in=themes_of(organisation))
    for row in rows.select_related("response").order_by("-at", "-pk")[:MOST_CORRECTIONS]:
        answer = row.response
        if answer.pk not in features:
            features[answer.pk] = plain.features(answer.comment, answer.language)
        said.setdefault(row.theme, []).append(row)
    pool = [row for row in newest(organisation) if row.pk not in features]
    others = {row.pk: plain.features(row.comment, row.language) for row in pool}
    found = {pk: themes for pk, (_, themes) in (features | others).items()}
    learned = meant_lessons(organisation, said, list(others), found)
    own = {theme.key: theme for theme in OwnTheme.objects.of(organisation).select_related("organisation")}
    for theme, corrections in said.items():
        if theme in own:
            lesson = own_theme_lesson(own[theme], words_of(own[theme]))
        elif theme in learned:
            continue  # learning from words as well takes long and was never seen to add anything
        else:
            corrected = [
                Example(features[row.response_id][0], row.is_about, theme in features[row.response_id][1])
                for row in corrections
            ]
            anchored = [Example(plain_, theme in words, theme in words) for plain_, words in others.values()]
            lesson = learn(theme, corrected, anchored)
        if lesson is not None:
            learned[theme] = lesson
    return learned


def words_of(theme: OwnTheme) -> list[str]:
    """The words an own theme is looked for by."""
    words = ThemeWord.objects.of(theme.organisation).filter(theme=theme.key, is_added=True)
    return list(words.values_list("text", flat=True))


def answers_of(theme: OwnTheme) -> dict[int, bool]:
    """What was answered to "is this about it?", by the number of the answer."""
    rows = ThemeCorrection.objects.of(theme.organisation).filter(theme=theme.key)
    return dict(rows.values_list("response_id", "is_about"))


def newest(organisation: Organisation) -> list[Response]:
    """The newest comments."""
    rows = Response.objects.of(organisation).exclude(comment="")
    return list(rows.order_by("-answered_at", "-pk").only("pk", "comment", "language", "score")[:POOL])


def _said(theme: OwnTheme) -> list[tuple[Response, bool]]:
    rows = ThemeCorrection.objects.of(theme.organisation).filter(theme=theme.key).select_related("response")
    return [(row.response, row.is_about) for row in rows.order_by("pk")]


def _words(row: Response) -> list[str]:
    return [word for word in tokens(row.comment).words if word not in {STOP, PART}]
