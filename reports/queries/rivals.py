"""Whom customers buy from besides: named by how many, rated how, and where they buy most."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import Organisation
from reports.queries.own_words import FEWEST, Said, known_words, said, same_words
from reports.queries.score_card import ScoreCard, score_card
from responses.maths import panel
from responses.maths.compare import Difference
from responses.maths.scale import category
from responses.maths.score import round_half_away
from responses.models import ExtraAnswer
from responses.queries.slice import Slice
from surveys.models import ExtraChoice
from surveys.queries.extra_choices import own_names
from surveys.rules.extra_words import MOST

MOST_RIVALS = 10
MOST_READ = 50_000
CATEGORIES = ("detractor", "passive", "promoter")
ROW = tuple[str, str, int, int]  # name, where they buy most, ours, theirs


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
class Named:
    """A company that customers buy from, too: who named it of all asked, and who of those buys most there."""

    named: Said
    asked: int  # of those, who said where they buy most
    most: Said  # and said: most there


@dataclass(frozen=True)
class Rivals:
    rated: int  # who rated another company
    together: Beside | None
    rivals: list[Beside]
    named: list[Named]  # most often first
    placed: int  # who said where they buy most
    places: list[Said]  # of them, by MOST: with us, the same, with the other company


def rivals(slice_: Slice) -> Rivals:
    """What those said who gave these answers. Of one person who answered twice both count, as each is an answer."""
    rows: list[ROW] = list(
        ExtraAnswer.objects.of(slice_.organisation)
        .filter(response__in=slice_.responses().order_by().values("pk"))
        .filter(kind=ExtraAnswer.Kind.RIVAL, score__isnull=False)
        .order_by("-answered_at", "-pk")
        .values_list("text", "choice", "response__score", "score")[:MOST_READ]
    )
    companies = _companies(rows, rival_words(slice_.organisation))
    where = [most for _text, most, _ours, _theirs in rows if most]
    return Rivals(
        rated=len(rows),
        together=_beside("", rows) if rows else None,
        rivals=_by_company(companies),
        named=_named(companies, len(rows)),
        placed=len(where),
        places=[said(most, where.count(most), len(where)) for most in MOST] if where else [],
    )


def rival_words(organisation: Organisation) -> dict[str, str]:
    """The organisation's own list of companies, by the words that mean one of them."""
    return known_words(own_names(organisation, ExtraChoice.Question.RIVAL).values())


def _companies(rows: Sequence[ROW], known: dict[str, str]) -> dict[str, tuple[str, list[ROW]]]:
    """Each company by the words that mean it: how it is shown, and who named it. The one named last comes first."""
    found: dict[str, tuple[str, list[ROW]]] = {}
    for row in rows:
        key = same_words(row[0])
        if key:
            found.setdefault(key, (known.get(key, row[0]), []))[1].append(row)
    return found


def _named(companies: dict[str, tuple[str, list[ROW]]], of: int) -> list[Named]:
    """Those that most named, of so many people."""
    found = []
    for name, rows in sorted(companies.values(), key=lambda one: -len(one[1]))[:MOST_RIVALS]:
        where = [most for _text, most, *_rest in rows if most]
        most = said(name, where.count("them"), len(where))
        found.append(Named(said(name, len(rows), of), len(where), most))
    return found


def _by_company(companies: dict[str, tuple[str, list[ROW]]]) -> list[Beside]:
    """Each company that ten people rated, those with most people first."""
    large = [key for key, (_name, found) in companies.items() if len(found) >= FEWEST]
    large.sort(key=lambda key: (-len(companies[key][1]), key))
    return [_beside(*companies[key]) for key in large[:MOST_RIVALS]]


def _beside(name: str, rows: Sequence[ROW]) -> Beside:
    """The same people said both numbers, so the difference is the paired one: rows theirs, columns ours."""
    table = [[0, 0, 0] for _ in CATEGORIES]
    for _text, _most, ours, theirs in rows:
        table[CATEGORIES.index(category(theirs))][CATEGORIES.index(category(ours))] += 1
    read = panel.read(table)
    difference = panel.difference(table) if len(rows) >= FEWEST else None
    return Beside(name, score_card(read.after), score_card(read.before), difference)
