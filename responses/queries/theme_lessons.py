"""What corrections teach about the themes of an organisation, and which comment to ask about next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from accounts.models import Organisation
from responses.models import OwnTheme, Response, ThemeCorrection
from responses.queries.themes import reader_of, themes_of
from responses.rules.learning import Example, Features, Lesson, fit, learn, telling_words
from responses.rules.matching import Matcher
from responses.rules.reading import Reader
from responses.rules.text import PART, STOP, tokens

POOL = 400  # the newest comments that are asked about, and that anchor what is learned
TAPS = 20
MOST_CORRECTIONS = 20_000
ENOUGH = 3  # of yes and of no before an own theme can be learned


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
    """By turns the comment likeliest to be about the theme and the one it is least sure of."""
    organisation = theme.organisation
    said = dict(
        ThemeCorrection.objects.of(organisation)
        .filter(theme=theme.key)
        .values_list("response_id", "is_about")
    )
    yes = sum(said.values())
    no = len(said) - yes
    pool = _pool(organisation)
    open_ones = [row for row in pool if row.pk not in said]
    if not open_ones:
        return Question(None, yes, no)
    reader, _ = reader_of(organisation)
    features = {row.pk: reader.features(row.comment, row.language)[0] for row in pool}
    seeds = seed_matcher(theme.name)
    named = {row.pk: bool(seeds.find(tokens(row.comment).words)) for row in open_ones}
    if not yes:
        # Comments that name it first; without any the longest, which say most.
        best = max(open_ones, key=lambda row: (named[row.pk], len(row.comment) * (not named[row.pk]), row.pk))
        return Question(best, yes, no)
    model = fit(theme.key, _examples(theme, reader, said), _strangers(open_ones, features, said))
    sure = {row.pk: model.probability(features[row.pk]) + 0.1 * named[row.pk] for row in open_ones}
    if len(said) % 3 == 2:
        asked = min(open_ones, key=lambda row: (abs(sure[row.pk] - 0.5), row.pk))
    else:
        asked = max(open_ones, key=lambda row: (sure[row.pk], row.pk))
    return Question(asked, yes, no)


def suggested_words(theme: OwnTheme) -> list[str]:
    """The words of its name and those of the comments that are about it, for choosing what to look for."""
    said = _said(theme)
    about, others = (
        [_words(row) for row, is_about in said if is_about is wanted] for wanted in (True, False)
    )
    others += [_words(row) for row in _pool(theme.organisation)]
    return list(dict.fromkeys([*name_words(theme.name), *telling_words(about, others)]))


def own_theme_lesson(theme: OwnTheme, words: Collection[str]) -> Lesson | None:
    """What the answers teach of an own theme that is looked for by these words."""
    organisation = theme.organisation
    reader, _ = reader_of(organisation)
    said = _said(theme)
    by_words = Matcher({theme.key: words})
    corrected = [
        Example(
            reader.features(row.comment, row.language)[0],
            is_about,
            bool(by_words.find(tokens(row.comment).words)),
        )
        for row, is_about in said
    ]
    asked = {row.pk for row, _ in said}
    pool = [row for row in _pool(organisation) if row.pk not in asked]
    features = {row.pk: reader.features(row.comment, row.language)[0] for row in pool}
    return learn(theme.key, corrected, _strangers(pool, features, {}), needed=ENOUGH)


def lessons(organisation: Organisation) -> dict[str, Lesson]:
    """What was learned of every theme that has enough corrections."""
    reader, _ = reader_of(organisation)
    plain = Reader(reader.themes)  # what the words alone say, without what was learned before
    said: dict[str, list[Example]] = {}
    features: dict[int, tuple[Features, frozenset[str]]] = {}
    rows = ThemeCorrection.objects.of(organisation).filter(theme__in=themes_of(organisation))
    for row in rows.select_related("response").order_by("-at", "-pk")[:MOST_CORRECTIONS]:
        answer = row.response
        if answer.pk not in features:
            features[answer.pk] = plain.features(answer.comment, answer.language)
        found, by_words = features[answer.pk]
        said.setdefault(row.theme, []).append(Example(found, row.is_about, row.theme in by_words))
    others = [
        plain.features(row.comment, row.language) for row in _pool(organisation) if row.pk not in features
    ]
    learned = {}
    for theme, corrected in said.items():
        anchored = [Example(found, theme in by_words, theme in by_words) for found, by_words in others]
        lesson = learn(theme, corrected, anchored)
        if lesson is not None:
            learned[theme] = lesson
    return learned


def seed_matcher(name: str) -> Matcher:
    """Finds the words of a theme's name, whatever their ending."""
    return Matcher({"name": name_words(name)})


def name_words(name: str) -> list[str]:
    """The words of a name as entries: "Estacionamiento gratis" is "estacionamient*" and "grati*"."""
    words = [word for word in tokens(name).words if len(word) > 3 and word.isalpha()]
    return [f"{word[:-1]}*" if len(word) > 4 else word for word in words]


def _examples(theme: OwnTheme, reader: Reader, said: dict[int, bool]) -> list[Example]:
    rows = Response.objects.of(theme.organisation).filter(pk__in=said).only("comment", "language")
    return [
        Example(reader.features(row.comment, row.language)[0], said[row.pk], by_words=False)
        for row in rows.order_by("pk")
    ]


def _strangers(
    rows: Sequence[Response], features: dict[int, Features], said: dict[int, bool]
) -> list[Example]:
    """Comments nobody was asked about: most are about something else."""
    return [Example(features[row.pk], False, False) for row in rows if row.pk not in said]


def _said(theme: OwnTheme) -> list[tuple[Response, bool]]:
    rows = ThemeCorrection.objects.of(theme.organisation).filter(theme=theme.key).select_related("response")
    return [(row.response, row.is_about) for row in rows.order_by("pk")]


def _words(row: Response) -> list[str]:
    return [word for word in tokens(row.comment).words if word not in {STOP, PART}]


def _pool(organisation: Organisation) -> list[Response]:
    rows = Response.objects.of(organisation).exclude(comment="")
    return list(rows.order_by("-answered_at", "-pk").only("pk", "comment", "language", "score")[:POOL])
