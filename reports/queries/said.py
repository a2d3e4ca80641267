"""What customers say beside what they buy: both numbers of the same slice, and all that the counts allow to be said."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from django.core.cache import cache

from accounts.models import Organisation
from nps_app.lib.clock import last_days
from reports.queries.cohorts import cohorts
from reports.queries.observations import Source, source
from reports.queries.score_card import ScoreCard, score_card
from reports.rules.cohorts import HORIZONS, Spent
from reports.rules.said import Reading, read
from reports.rules.spending import Money, money_of
from responses.maths.score import Counts
from responses.queries.histogram import eleven_counts
from responses.queries.slice import Slice

KEPT_SECONDS: Final = 24 * 3600


@dataclass(frozen=True)
class Said:
    """`score` and `reading` are of the same slice and never become one number. `until`: purchases are known so far."""

    score: ScoreCard
    reading: Reading | None  # None: nothing is known of any purchase
    until: datetime | None
    is_kept: bool  # read from what a task keeps, as of `until`


def said(slice_: Slice, *, horizon: int, now: datetime) -> Said:
    """Everything the page shows."""
    card = score_card(Counts.from_histogram(eleven_counts(slice_)))
    window = slice_.window
    found = source(
        slice_.organisation,
        now=now,
        start=window.start if window else None,
        end=window.end if window else None,
    )
    if found.until is None:
        return Said(card, None, None, False)
    reading = reading_of(slice_, found, horizon)
    return Said(card, reading if reading.n else None, found.until, found.is_kept)


def reading_of(slice_: Slice, source_: Source, horizon: int) -> Reading:
    """What the observations say. Of kept ones, which do not change, it is kept too."""
    if not source_.is_kept:
        found = cohorts(slice_, source_, horizon)
        return read(found, _money(found.spent))
    key = _key(slice_, source_, horizon)
    known: Reading | None = cache.get(key)
    if known is None:
        known = read(cohorts(slice_, source_, horizon))
        cache.set(key, known, KEPT_SECONDS)
    return known


def _money(spent: list[Spent]) -> list[Money]:
    """Two thousand resamples of each group take a second; the same amounts need them once."""
    key = f"money:{hashlib.sha256(repr(spent).encode()).hexdigest()}"
    known: list[Money] | None = cache.get(key)
    if known is None:
        known = money_of(spent)
        cache.set(key, known, KEPT_SECONDS)
    return known


def _key(slice_: Slice, source_: Source, horizon: int) -> str:
    window = asdict(slice_.window) if slice_.window else None
    chosen = [window, slice_.survey_ids, slice_.channel, slice_.properties, horizon, source_.until]
    digest = hashlib.sha256(json.dumps(chosen, default=str).encode()).hexdigest()
    return f"said:{slice_.organisation.pk}:{digest}"


def warm(organisation: Organisation, *, now: datetime) -> None:
    """Read beforehand what the page shows as it opens, for each choice of days and the periods on the list."""
    for period in (365, 90, 30, None):
        window = last_days(period, now=now, zone=organisation.zone) if period else None
        slice_ = Slice(organisation, window)
        for horizon in HORIZONS:
            said(slice_, horizon=horizon, now=now)
