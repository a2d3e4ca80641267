"""What came of the two arms of an experiment: who answered, and how the score of those who did differs."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from reports.queries.score_card import Change, ScoreCard, change, score_card
from reports.rules.arms import RateVerdict, rate_verdict
from responses.maths.interval import wilson
from responses.maths.rates import difference
from responses.maths.score import Counts, round_half_away
from responses.models import Response
from surveys.models import Experiment, Invitation
from surveys.rules.arms import ARMS, A, B
from surveys.rules.progress import Progress, progress_of


@dataclass(frozen=True)
class Rate:
    """Answers of a hundred asked, with the 95 % interval, in whole per cent."""

    percent: int
    low: int
    high: int


@dataclass(frozen=True)
class Arm:
    """One arm. `rate` is None before anybody was asked."""

    name: str
    progress: Progress
    rate: Rate | None
    card: ScoreCard


@dataclass(frozen=True)
class Comparison:
    """Both arms. `points` of response rate that B has more than A, with their interval; None before both were asked."""

    arms: list[Arm]
    verdict: RateVerdict
    points: int | None = None
    low: int = 0
    high: int = 0
    score: Change | None = None  # None: too few answers for a score in one of them


def compare_arms(experiment: Experiment, **of: int) -> Comparison:
    """All sends with this experiment, or those named: `campaign=7`, `campaign__programme=3`, `campaign__trigger=2`."""
    invitations = Invitation.objects.of(experiment.organisation).filter(
        campaign__experiment=experiment, arm__in=ARMS, **of
    )
    states: dict[str, dict[str, int]] = {name: {"answered": 0} for name in ARMS}
    rows = invitations.order_by().values_list("arm", "state")
    for name, state, number, answered in rows.annotate(n=Count("pk"), answered=Count("answered_at")):
        states[name][state] = number
        states[name]["answered"] += answered
    answers = Response.objects.of(experiment.organisation).filter(invitation__in=invitations.values("pk"))
    given: dict[str, dict[str, int]] = {name: {} for name in ARMS}
    for name, category, number in (
        answers.order_by().values_list("invitation__arm", "category").annotate(n=Count("pk"))
    ):
        given[name][category] = number
    arms = [_arm(name, progress_of(states[name]), given[name]) for name in (A, B)]
    return _compare(*arms)


def _arm(name: str, progress: Progress, given: Mapping[str, int]) -> Arm:
    counts = Counts(given.get("detractor", 0), given.get("passive", 0), given.get("promoter", 0))
    interval = wilson(min(progress.answered, progress.asked), progress.asked)
    rate = None
    if interval is not None and progress.rate is not None:
        limits = [round_half_away(100 * limit) for limit in (interval.low, interval.high)]
        rate = Rate(round_half_away(min(100.0, progress.rate)), *limits)
    return Arm(name, progress, rate, score_card(counts))


def _compare(first: Arm, second: Arm) -> Comparison:
    before, after = first.progress, second.progress
    found = difference(
        min(before.answered, before.asked), before.asked, min(after.answered, after.asked), after.asked
    )
    if found is None:
        return Comparison([first, second], RateVerdict.TOO_FEW)
    low, high = found.interval.low, found.interval.high
    return Comparison(
        arms=[first, second],
        verdict=rate_verdict(low, high, asked=min(before.asked, after.asked)),
        points=round_half_away(100 * found.change),
        low=round_half_away(100 * low),
        high=round_half_away(100 * high),
        score=change(first.card.counts, second.card.counts),
    )
