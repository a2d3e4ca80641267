"""Answers to the first mail beside those that came only after the reminder."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from responses.maths.score import Counts
from responses.models import Response
from responses.queries.slice import Slice

LOOK_AT = 10_000  # the latest answers tell; reading all of them would cost seconds at ten million


@dataclass(frozen=True)
class Waves:
    """`is_part`: only the latest answers of the slice were looked at."""

    first: Counts
    late: Counts
    is_part: bool


def waves(slice_: Slice) -> Waves:
    """The answers to invitations, by whether the reminder had left by then."""
    latest = (
        slice_.responses().filter(invitation__isnull=False).order_by("-answered_at").values("pk")[:LOOK_AT]
    )
    after = Q(invitation__reminded_at__isnull=False, answered_at__gt=F("invitation__asked_at"))
    rows = (
        Response.objects.of(slice_.organisation)
        .filter(pk__in=latest)
        .values_list("score")
        .annotate(late=Count("pk", filter=after), count=Count("pk"))
        .order_by()
    )
    first, late = [0] * 11, [0] * 11
    for score, number_late, count in rows:
        late[score] += number_late
        first[score] += count - number_late
    seen = sum(first) + sum(late)
    return Waves(Counts.from_histogram(first), Counts.from_histogram(late), seen == LOOK_AT)
