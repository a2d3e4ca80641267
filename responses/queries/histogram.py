"""How often each score was given. Every NPS starts from these eleven counts.

Closed days come from the tallies, days that changed since are read live: true the moment an answer is in.
Of a person who answered several times in the window the last answer counts, whichever of the chosen surveys it was
given to (docs/adr/0010); channel and properties then choose among the answers that count.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.fields.json import KeyTextTransform

from responses.maths import scale
from responses.queries.repeats import set_aside
from responses.queries.slice import Slice
from responses.queries.tallied import tallied_answers


@dataclass(frozen=True)
class Counted:
    """The eleven counts of the answers that count, and how many were set aside for a later one of the same person."""

    eleven: list[int]
    set_aside: int


def counted(slice_: Slice) -> Counted:
    """One answer for each person and window: the last. Answers of nobody known count each."""
    given = every_answer(slice_)
    aside = set_aside(slice_).get("", [0] * len(scale.SCORES))
    return Counted(_less(given, aside), sum(aside))


def eleven_counts(slice_: Slice) -> list[int]:
    """The number of counted answers with each score, 0 to 10."""
    return counted(slice_).eleven


def eleven_counts_by_property(slice_: Slice, name: str) -> dict[str, list[int]]:
    """The same, for each value of one property as it was when the answer was given. Without it: not counted."""
    groups = _every_answer_by_property(slice_, name)
    aside = set_aside(slice_, by=name)
    return {value: _less(eleven, aside.get(value, [0] * 11)) for value, eleven in groups.items()}


def every_answer(slice_: Slice) -> list[int]:
    """The eleven counts of all answers, those set aside included."""
    counts = [0] * len(scale.SCORES)
    closed = tallied_answers(slice_)
    for _, _, eleven in closed.rows:
        counts = [have + more for have, more in zip(counts, eleven, strict=True)]
    if closed.live is not None:
        rows = slice_.responses().filter(closed.live)
        for score, count in rows.values_list("score").annotate(count=Count("pk")).order_by():
            counts[score] += count
    return counts


def _every_answer_by_property(slice_: Slice, name: str) -> dict[str, list[int]]:
    closed = tallied_answers(slice_, by=name)
    groups = {value: list(eleven) for _, value, eleven in closed.rows}
    if closed.live is None:
        return groups
    rows = (
        slice_.responses()
        .filter(closed.live, properties__has_key=name)
        .annotate(value=KeyTextTransform(name, "properties"))
        .values_list("value", "score")
        .annotate(count=Count("pk"))
        .order_by()
    )
    for value, score, count in rows:
        groups.setdefault(value or "", [0] * len(scale.SCORES))[score] += count
    return groups


def _less(eleven: Sequence[int], aside: Sequence[int]) -> list[int]:
    """Never below zero: an answer may go between the two readings."""
    return [max(0, have - gone) for have, gone in zip(eleven, aside, strict=True)]
