"""How often each score was given. Every NPS starts from these eleven counts."""

from django.db.models import Count
from django.db.models.fields.json import KeyTextTransform

from responses.maths import scale
from responses.queries.slice import Slice


def eleven_counts(slice_: Slice) -> list[int]:
    """The number of answers with each score, 0 to 10."""
    counts = [0] * len(scale.SCORES)
    for score, count in slice_.responses().values_list("score").annotate(count=Count("pk")).order_by():
        counts[score] = count
    return counts


def eleven_counts_by_property(slice_: Slice, name: str) -> dict[str, list[int]]:
    """The same, for each value of one property as it was when the answer was given. Without it: not counted."""
    groups: dict[str, list[int]] = {}
    rows = (
        slice_.responses()
        .filter(properties__has_key=name)
        .annotate(value=KeyTextTransform(name, "properties"))
        .values_list("value", "score")
        .annotate(count=Count("pk"))
        .order_by()
    )
    for value, score, count in rows:
        groups.setdefault(value or "", [0] * len(scale.SCORES))[score] = count
    return groups
