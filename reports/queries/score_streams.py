"""The scores that are watched, each with its daily counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import Organisation
from nps_app.lib.clock import Window, day_start
from reports.rules.alerting import DAYS, LEAST_ANSWERS, Past
from reports.rules.one_answer import Repeat
from responses.maths.score import Counts
from responses.queries.daily_repeats import Pairs, pairs_by_value
from responses.queries.daily_values import counts_by_day_and_value
from responses.queries.slice import Slice
from surveys.models import Survey


@dataclass(frozen=True)
class Stream:
    """One score: of a survey, or of one value of a property within it. The last day is the one before `today`."""

    survey: Survey
    group_by: str
    group: str
    past: Past
    today: date

    @property
    def key(self) -> tuple[int, str, str]:
        return (self.survey.pk, self.group_by, self.group)

    @property
    def last(self) -> int:
        """Index of the last whole day."""
        return len(self.past.daily) - 1

    def day(self, index: int) -> date:
        return self.today - timedelta(days=len(self.past.daily) - index)

    def index(self, day: date) -> int:
        """Of a local day; the first one for any day before it."""
        return max(0, len(self.past.daily) - (self.today - day).days)


def score_streams(organisation: Organisation, *, watched: str, today: date) -> list[Stream]:
    """Every score with enough answers in the whole days before `today` that it could ring."""
    zone = organisation.zone
    window = Window(day_start(today - timedelta(days=DAYS), zone), day_start(today, zone))
    streams = []
    for survey in Survey.objects.of(organisation).order_by("pk"):
        slice_ = Slice(organisation, window, (survey.pk,))
        for name in ("", watched) if watched else ("",):
            groups = {
                value: daily
                for value, daily in counts_by_day_and_value(slice_, name).items()
                if sum(day.n for day in daily) >= LEAST_ANSWERS and (value or not name)
            }
            pairs = pairs_by_value(slice_, name) if groups else {}
            for value, daily in groups.items():
                past = Past(daily, _repeats(pairs.get(value, []), daily, today))
                streams.append(Stream(survey, name, value, past, today))
    return streams


def _repeats(pairs: Sequence[Pairs], daily: Sequence[Counts], today: date) -> list[Repeat]:
    """With days as indices. What came in since the days were counted is left for tomorrow."""
    first = today - timedelta(days=len(daily))
    found = []
    for pair in pairs:
        earlier, later = (pair.earlier - first).days, (pair.later - first).days
        if 0 <= earlier <= later < len(daily):
            found.append(Repeat(earlier, later, pair.counts.det, pair.counts.pas, pair.counts.pro))
    return found
