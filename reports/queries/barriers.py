"""What holds customers back, what they miss, and how they rate the company they also buy from."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from reports.queries.score_card import ScoreCard, score_card
from responses.maths import panel
from responses.maths.compare import Difference
from responses.maths.interval import Interval, wilson
from responses.maths.scale import category
from responses.maths.score import round_half_away
from responses.models import ExtraAnswer
from responses.queries.slice import Slice
from surveys.rules.extra_words import BARRIERS

Kind = ExtraAnswer.Kind
FEWEST = 10  # below this a share, or a rival's score, says nothing
MOST_NEEDS = 20
MOST_RIVALS = 10
MOST_READ = 50_000
CATEGORIES = ("detractor", "passive", "promoter")


@dataclass(frozen=True)
class Said:
    """How many said one thing, and their share of those who answered the question; None below ten of them."""

    name: str  # a code of BARRIERS, or the customers' own words
    n: int
    percent: float | None
    interval: Interval | None  # 0 to 1


@dataclass(frozen=True)
class Beside:
    """Our score beside another company's, by the same people. `name` empty: all companies together."""

    name: str
    ours: ScoreCard
    theirs: ScoreCard
    difference: Difference | None  # ours - theirs, in points; None below ten people

    @property
    def whole(self) -> tuple[int, int, int] | None:
        """The difference of the shown scores, and its interval in whole points."""
        if self.difference is None or self.ours.shown is None or self.theirs.shown is None:
            return None
        ends = self.difference.interval
        points = self.ours.shown.score - self.theirs.shown.score
        return points, round_half_away(ends.low), round_half_away(ends.high)


@dataclass(frozen=True)
class Barriers:
    answered: int  # the question what holds them back
    barriers: list[Said]
    others: list[tuple[str, int]]  # what "something else" was, and how many said it
    missed: int  # who said what they miss
    needs: list[Said]
    rated: int  # who rated another company
    together: Beside | None
    rivals: list[Beside]

    @property
    def is_empty(self) -> bool:
        return not (self.answered or self.missed or self.rated)


def barriers(slice_: Slice) -> Barriers:
    """What was said below the thank-you by those who gave these answers; samples of the product included."""
    rows = ExtraAnswer.objects.of(slice_.organisation).filter(
        response__in=slice_.responses().order_by().values("pk")
    )
    counts = dict(rows.filter(kind=Kind.BARRIER).order_by().values_list("choice").annotate(n=Count("pk")))
    answered = sum(counts.values())
    found = [_said(code, counts.get(code, 0), answered) for code in BARRIERS]
    needs = _own_words(rows.filter(kind=Kind.NEED))
    missed = sum(n for _, n in needs)
    rated = list(
        rows.filter(kind=Kind.RIVAL, score__isnull=False)
        .order_by("-answered_at", "-pk")
        .values_list("text", "response__score", "score")[:MOST_READ]
    )
    return Barriers(
        answered=answered,
        barriers=sorted(found, key=lambda said: -said.n),
        others=_own_words(rows.filter(kind=Kind.BARRIER, choice="other").exclude(text=""))[:MOST_NEEDS],
        missed=missed,
        needs=[_said(words, n, missed) for words, n in needs[:MOST_NEEDS]],
        rated=len(rated),
        together=_beside("", [(ours, theirs) for _, ours, theirs in rated]) if rated else None,
        rivals=_rivals(rated),
    )


def _said(name: str, n: int, of: int) -> Said:
    if of < FEWEST:
        return Said(name, n, None, None)
    return Said(name, n, 100 * n / of, wilson(n, of))


def _own_words(rows: "QuerySet[ExtraAnswer]") -> list[tuple[str, int]]:
    """The same words by different people are one line, however they were typed; the most frequent first."""
    texts = rows.order_by("-answered_at", "-pk").values_list("text", flat=True)[:MOST_READ]
    return _counted(texts)


def _counted(texts: Iterable[str]) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for text in texts:
        key = same_words(text)
        counts[key] += 1
        shown.setdefault(key, text)
    return [(shown[key], n) for key, n in counts.most_common()]


def same_words(text: str) -> str:
    """The text without accents, capitals, marks and doubled spaces: "Almacenaje." is "almacenaje"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(
        letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter)
    )
    return " ".join(letters.split())


def _rivals(rated: list[tuple[str, int, int]]) -> list[Beside]:
    """Each company that ten people rated, those with most people first."""
    groups: dict[str, list[tuple[int, int]]] = {}
    shown: dict[str, str] = {}
    for text, ours, theirs in rated:
        key = same_words(text)
        if key:
            groups.setdefault(key, []).append((ours, theirs))
            shown.setdefault(key, text)
    large = [key for key, pairs in groups.items() if len(pairs) >= FEWEST]
    large.sort(key=lambda key: (-len(groups[key]), key))
    return [_beside(shown[key], groups[key]) for key in large[:MOST_RIVALS]]


def _beside(name: str, pairs: list[tuple[int, int]]) -> Beside:
    """The same people said both numbers, so the difference is the paired one: rows theirs, columns ours."""
    table = [[0, 0, 0] for _ in CATEGORIES]
    for ours, theirs in pairs:
        table[CATEGORIES.index(category(theirs))][CATEGORIES.index(category(ours))] += 1
    read = panel.read(table)
    difference = panel.difference(table) if len(pairs) >= FEWEST else None
    return Beside(name, score_card(read.after), score_card(read.before), difference)
