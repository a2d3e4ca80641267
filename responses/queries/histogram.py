"""How often each score was given. Every NPS starts from these eleven counts.

Closed days come from the tallies, days that changed since are read live: true the moment an answer is in.
"""

from django.db.models import Count
from django.db.models.fields.json import KeyTextTransform

from responses.maths import scale
from responses.queries.slice import Slice
from responses.queries.tallied import tallied_answers


def eleven_counts(slice_: Slice) -> list[int]:
    """The number of answers with each score, 0 to 10."""
    counts = [0] * len(scale.SCORES)
    closed = tallied_answers(slice_)
    for _, _, eleven in closed.rows:
        counts = [have + more for have, more in zip(counts, eleven, strict=True)]
    if closed.live is not None:
        rows = slice_.responses().filter(closed.live)
        for score, count in rows.values_list("score").annotate(count=Count("pk")).order_by():
            counts[score] += count
    return counts


def eleven_counts_by_property(slice_: Slice, name: str) -> dict[str, list[int]]:
    """The same, for each value of one property as it was when the answer was given. Without it: not counted."""
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
