"""Days on which something other than the customers changed: the wording, the channels, or what somebody noted."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nps_app.lib.clock import Window, between, local_day
from reports.models import Milestone
from responses.maths.score import round_half_away
from responses.queries.slice import Slice
from responses.queries.trend import channels_by_month
from surveys.models import SurveyVersion

# Texts of the question itself; another thank-you moves nobody's answer.
ASKED = ("question", "low", "high")
MIX_CHANGED = 0.2  # a channel's share of the answers, from one month to the next
MIX_FROM = 30  # answers in either month
MOST = 12


class Kind(StrEnum):
    WORDING = "wording"
    CHANNELS = "channels"
    NOTED = "noted"


@dataclass(frozen=True)
class Marker:
    """`words`: what was noted, or the survey whose wording changed; `channel` with its share before and after."""

    day: date
    kind: Kind
    words: str = ""
    channel: str = ""
    percent_before: int = 0
    percent_after: int = 0


def markers(slice_: Slice, first: date, last: date) -> list[Marker]:
    """What changed from the first day to the last, the latest where there is too much of it; in order of time."""
    found = [
        *_wordings(slice_, first, last),
        *_channels(slice_, first, last),
        *(
            Marker(row.day, Kind.NOTED, row.words)
            for row in Milestone.objects.of(slice_.organisation)
            .filter(day__range=(first, last))
            .order_by("-day")[:MOST]
        ),
    ]
    return sorted(found, key=lambda marker: (marker.day, marker.kind, marker.words))[-MOST:]


def _wordings(slice_: Slice, first: date, last: date) -> Iterable[Marker]:
    """Publications that changed the question or what stands at the ends of the scale, in any language."""
    window = between(first, last, zone=slice_.organisation.zone)
    rows = SurveyVersion.objects.of(slice_.organisation).filter(published_at__lt=window.end)
    if slice_.survey_ids:
        rows = rows.filter(survey_id__in=slice_.survey_ids)
    earlier: dict[int, object] = {}
    for survey, name, texts, at in rows.order_by("survey_id", "number").values_list(
        "survey_id", "survey__name", "texts", "published_at"
    ):
        asked = {language: [text.get(key) for key in ASKED] for language, text in texts.items()}
        if survey in earlier and earlier[survey] != asked and at >= window.start:
            yield Marker(local_day(at, slice_.organisation.zone), Kind.WORDING, name)
        earlier[survey] = asked


def _channels(slice_: Slice, first: date, last: date) -> Iterable[Marker]:
    """Months in which one channel's share of the answers is far from what it was the month before."""
    if slice_.channel:
        return
    window: Window = between(first.replace(day=1), last, zone=slice_.organisation.zone)
    months = channels_by_month(slice_.within(window))
    for (_, before), (month, after) in itertools.pairwise(months):
        most = _most_moved(before, after)
        if most is not None and month >= first:
            channel, was, now = most
            yield Marker(month, Kind.CHANNELS, "", channel, was, now)


def _most_moved(before: dict[str, int], after: dict[str, int]) -> tuple[str, int, int] | None:
    n_before, n_after = sum(before.values()), sum(after.values())
    if min(n_before, n_after) < MIX_FROM:
        return None
    shares: Sequence[tuple[str, float, float]] = [
        (name, before.get(name, 0) / n_before, after.get(name, 0) / n_after)
        for name in sorted({*before, *after})
    ]
    name, was, now = max(shares, key=lambda share: abs(share[2] - share[1]))
    if abs(now - was) < MIX_CHANGED:
        return None
    return name, round_half_away(100 * was), round_half_away(100 * now)
