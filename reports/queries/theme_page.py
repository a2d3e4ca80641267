"""One theme: what goes with it, quotes worth reading, and how often it comes up month by month."""

from dataclasses import dataclass

from reports.queries.drivers import Effect, effects_of
from reports.queries.score_card import ScoreCard, score_card
from responses.maths.score import round_half_away
from responses.models import CommentTheme
from responses.queries.slice import Slice
from responses.queries.theme_counts import Month, ThemeCount, commented, mentioned, months_of
from responses.rules.quotes import Candidate, Quote, worth_reading

LOOK_AT = 300  # the newest comments about it


@dataclass(frozen=True)
class MonthRow:
    """One month with the share of its comments that mention the theme, in per cent."""

    month: Month
    percent: int


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


def theme_page(slice_: Slice, key: str, name: str) -> ThemePage:
    """Everything the page of one theme shows."""
    found = mentioned(slice_)
    theme = found.themes.get(key, ThemeCount())
    candidates = _candidates(slice_, key)
    return ThemePage(
        everybody=score_card(found.everybody),
        card=score_card(theme.counts),
        effect=effects_of(found.everybody, {key: theme.counts})[key],
        praised=theme.praised,
        criticised=theme.criticised,
        good=worth_reading(candidates, polarity=1),
        bad=worth_reading(candidates, polarity=-1),
        months=[
            MonthRow(month, round_half_away(100 * month.mentions / month.comments))
            for month in months_of(slice_, key)
        ],
    )


def _candidates(slice_: Slice, key: str) -> list[Candidate]:
    rows = (
        CommentTheme.objects.of(slice_.organisation)
        .filter(theme=key, response__in=commented(slice_))
        .select_related("response")
        .order_by("-response__answered_at", "-response_id")[:LOOK_AT]
    )
    return [
        Candidate(
            row.response_id, row.response.comment, row.response.score, row.polarity, row.response.language
        )
        for row in rows
    ]
