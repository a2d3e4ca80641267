"""Whether it matters how one asks: wordings, channels and languages beside each other."""

from collections import Counter
from dataclasses import dataclass

from reports.queries.against_rest import Group, decided
from reports.queries.markers import ASKED
from responses.maths.score import Counts
from responses.queries.asked_how import MOST_LOOKED_AT, AskedHow, asked_how
from responses.queries.histogram import every_answer
from responses.queries.slice import Slice
from surveys.models import SurveyVersion

NOTHING = Counts(0, 0, 0)


@dataclass(frozen=True)
class Comparison:
    """`kind`: wording, channel or language. The names of wordings are their question in the default language."""

    kind: str
    groups: list[Group]

    @property
    def n(self) -> int:
        return sum(group.card.n for group in self.groups)


@dataclass(frozen=True)
class Compared:
    """`looked_at`: the latest so many answers, where the window has more."""

    comparisons: list[Comparison]
    looked_at: int | None


def compared(slice_: Slice) -> Compared:
    """The three comparisons; those where all were asked alike are left out."""
    is_part = sum(every_answer(slice_)) > MOST_LOOKED_AT
    return Compared(_comparisons(slice_), MOST_LOOKED_AT if is_part else None)


def _comparisons(slice_: Slice) -> list[Comparison]:
    rows = asked_how(slice_)
    wordings = _wordings(slice_, {row.version_id for row in rows})
    return [
        Comparison(kind, decided(groups))
        for kind, groups in (
            ("wording", _grouped(rows, {row: wordings[row.version_id] for row in rows})),
            ("channel", _grouped(rows, {row: row.channel for row in rows})),
            ("language", _grouped(rows, {row: row.language for row in rows})),
        )
        if len(groups) > 1
    ]


def _grouped(rows: list[AskedHow], names: dict[AskedHow, str]) -> dict[str, Counts]:
    groups: dict[str, Counts] = {}
    for row in rows:
        groups[names[row]] = groups.get(names[row], NOTHING) + row.counts
    return groups


def _wordings(slice_: Slice, ids: set[int]) -> dict[int, str]:
    """The name of each version's wording; versions that ask alike share it. Of namesakes the later get a number."""
    names: dict[str, str] = {}
    taken: Counter[str] = Counter()
    found = {}
    rows = SurveyVersion.objects.of(slice_.organisation).filter(pk__in=ids).order_by("pk")
    for row in rows:
        asked = repr(sorted((code, [text.get(key) for key in ASKED]) for code, text in row.texts.items()))
        if asked not in names:
            question = str(row.text(row.default_language).get("question", ""))
            taken[question] += 1
            names[asked] = question if taken[question] == 1 else f"{question} ({taken[question]})"
        found[row.pk] = names[asked]
    return found
