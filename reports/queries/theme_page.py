"""One theme: what goes with it, quotes worth reading, and how often it comes up month by month."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from nps_app.lib.clock import local_day
from reports.queries.drivers import Effect, effects_of
from reports.queries.score_card import ScoreCard, score_card
from responses.maths.interval import wilson
from responses.maths.score import round_half_away
from responses.models import CommentTheme
from responses.queries.quote_choices import hidden_about, pinned_to
from responses.queries.slice import Slice
from responses.queries.theme_counts import Month, ThemeCount, commented, mentioned, months_of
from responses.queries.themes import theme_settings
from responses.queries.vectors import is_by_meaning, vectors_of
from responses.rules.quotes import Candidate, Quote, worth_reading

DAY = timedelta(days=1)
LOOK_AT = 300  # the newest comments about it


@dataclass(frozen=True)
class MonthRow:
    """One month, and the share of its comments that mention the theme with its 95 % interval, in per cent.

    `first` and `last` are its days within the window.
    """

    month: Month
    first: date
    last: date
    percent: int
    low: int
    high: int


@dataclass(frozen=True)
class ThemePage:
    everybody: ScoreCard
    card: ScoreCard
    effect: Effect
    praised: int
    criticised: int
    good: list[Quote]
    bad: list[Quote]
    months: list[MonthRow]
    hidden: int  # comments about it that are kept from the quotes


def theme_page(slice_: Slice, key: str, name: str) -> ThemePage:
    """Everything the page of one theme shows."""
    found = mentioned(slice_)
    theme = found.themes.get(key, ThemeCount())
    pinned = pinned_to(slice_.organisation, key)
    candidates = _candidates(slice_, key, pinned)
    return ThemePage(
        everybody=score_card(found.everybody),
        card=score_card(theme.counts),
        effect=effects_of(found.everybody, {key: theme.counts})[key],
        praised=theme.praised,
        criticised=theme.criticised,
        good=worth_reading(candidates, polarity=1, pinned=pinned),
        bad=worth_reading(candidates, polarity=-1, pinned=pinned),
        months=[row for month in months_of(slice_, key) if (row := _month(slice_, month))],
        hidden=hidden_about(slice_.organisation, key),
    )


def _month(slice_: Slice, month: Month) -> MonthRow | None:
    around = wilson(month.mentions, month.comments)
    if around is None:
        return None
    first, last = month.first, (month.first + timedelta(days=31)).replace(day=1) - DAY
    if slice_.window is not None:
        zone = slice_.organisation.zone
        first = max(first, local_day(slice_.window.start, zone))
        last = min(last, local_day(slice_.window.end, zone) - DAY)
    percent, low, high = (
        round_half_away(100 * share) for share in (month.mentions / month.comments, around.low, around.high)
    )
    return MonthRow(month, first, last, percent, low, high)


def _candidates(slice_: Slice, key: str, pinned: Collection[int]) -> list[Candidate]:
    """What is pinned, then the newest of the window. A pin outlives the window: it was made to be seen."""
    about = CommentTheme.objects.of(slice_.organisation).filter(theme=key).select_related("response")
    newest = about.filter(response__in=commented(slice_).quotable())
    rows = [
        *(about.filter(response__in=pinned).order_by("-response__answered_at") if pinned else ()),
        *newest.exclude(response__in=pinned).order_by("-response__answered_at", "-response_id")[:LOOK_AT],
    ]
    by_meaning = is_by_meaning(theme_settings(slice_.organisation))
    meant = vectors_of(slice_.organisation, [row.response_id for row in rows]) if by_meaning else {}
    return [
        Candidate(
            row.response_id,
            row.response.comment,
            row.response.score,
            row.polarity,
            row.response.language,
            meant.get(row.response_id),
        )
        for row in rows
    ]
