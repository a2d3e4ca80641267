"""What happened to the scores in a day or a week, for one person's choice of surveys and department."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from accounts.models import Membership, Organisation
from followup.models import Case
from followup.queries.closed_loop import CaseCounts, case_counts
from nps_app.lib.clock import between, local_day
from reports.models import Alert, Subscription
from reports.queries.alert_list import open_alerts
from reports.queries.dashboard import TrendPoint
from reports.queries.response_rate import ResponseRate, response_rate
from reports.queries.score_card import Change, ScoreCard, change, score_card
from reports.queries.subscriptions import is_about
from responses.maths.score import Counts
from responses.models import Response
from responses.queries.histogram import counted, eleven_counts
from responses.queries.panel import people_in_both
from responses.queries.slice import Slice

SCORE_DAYS = 90
WEEKS = 13
WEEK = timedelta(days=7)
DAY = timedelta(days=1)
LATEST = 5


@dataclass(frozen=True)
class Numbers:
    """The part that is the same for everybody with the same choice."""

    new: ScoreCard  # answers of the day or week
    rate: ResponseRate | None
    card: ScoreCard  # of the 90 days up to its end
    change: Change | None
    points: list[TrendPoint]  # such scores, week by week; named by their last day


@dataclass(frozen=True)
class DepartmentCases:
    """The unhappy customers of the departments a person belongs to."""

    names: list[str]
    new: int  # opened in these days
    counts: CaseCounts
    latest: list[Case]  # of the new ones; none for readers who may not see cases


@dataclass(frozen=True)
class Digest:
    """One person's digest. `first` and `last` are local days, both inside."""

    first: date
    last: date
    numbers: Numbers
    alerts: list[Alert]  # told in these days
    still: list[Alert]  # told before, and still so
    cases: CaseCounts | None  # None where the reader may not see cases
    mine: CaseCounts | None
    department: DepartmentCases | None = None  # None: the reader belongs to none

    @property
    def has_news(self) -> bool:
        """Whether anything came in."""
        return bool(self.numbers.new.n or self.alerts or (self.department and self.department.new))


Count = Callable[[Slice], Numbers]


def digest_slice(subscription: Subscription, first: date, last: date) -> Slice:
    """The answers of these days that a person wants to hear of."""
    organisation = subscription.organisation
    chosen = ((subscription.group_by, subscription.group),) if subscription.group_by else ()
    window = between(first, last, zone=organisation.zone)
    return Slice(organisation, window, tuple(subscription.survey_ids), properties=chosen)


def numbers(slice_: Slice) -> Numbers:
    """The counted part of a digest about the window of this slice."""
    assert slice_.window is not None
    zone = slice_.organisation.zone
    last = local_day(slice_.window.end - timedelta(microseconds=1), zone)
    days = [last - WEEK * number for number in reversed(range(WEEKS))]
    cards = [score_card(_counts(_until(slice_, day))) for day in days]
    now, before = _until(slice_, last), _until(slice_, last).preceding()
    assert before is not None
    earlier, later = counted(before), counted(now)
    return Numbers(
        new=score_card(_counts(slice_)),
        rate=response_rate(slice_),
        card=cards[-1],
        change=change(
            Counts.from_histogram(earlier.eleven), cards[-1].counts, people_in_both(now, later, earlier)
        ),
        points=[TrendPoint(day, card) for day, card in zip(days, cards, strict=True)],
    )


def _until(slice_: Slice, last: date) -> Slice:
    first = last - timedelta(days=SCORE_DAYS - 1)
    return replace(slice_, window=between(first, last, zone=slice_.organisation.zone))


def _counts(slice_: Slice) -> Counts:
    return Counts.from_histogram(eleven_counts(slice_))


def digest(
    subscription: Subscription, *, first: date, last: date, now: datetime, may_see_cases: bool, count: Count
) -> Digest:
    """A person's digest of these days. `count` is `numbers`, or remembers what it found for the same slice."""
    organisation = subscription.organisation
    departments = department_names(subscription)
    told = Alert.objects.of(organisation).filter(
        told_on__gt=first, told_on__lte=last + DAY, level="alarm", survey__is_sample=False
    )
    alerts = [
        alert
        for alert in told.select_related("survey", "organisation").newest()
        if is_about(subscription, alert)
    ]
    still = [
        alert
        for alert in open_alerts(organisation)
        if alert.told_on <= first
        and alert.level == "alarm"
        and not alert.survey.is_sample
        and is_about(subscription, alert)
    ]
    return Digest(
        first=first,
        last=last,
        numbers=count(digest_slice(subscription, first, last)),
        alerts=alerts,
        still=still,
        cases=case_counts(organisation, now, subscription.survey_ids or None) if may_see_cases else None,
        mine=case_counts(organisation, now, owner=subscription.user) if may_see_cases else None,
        department=_department(organisation, departments, first, last, now, may_see_cases),
    )


def department_names(subscription: Subscription) -> list[str]:
    """The department somebody chose to hear of, else those they belong to."""
    organisation = subscription.organisation
    if not organisation.department_property:
        return []
    if subscription.group_by == organisation.department_property:
        return [subscription.group]
    member = Membership.objects.of(organisation).filter(user=subscription.user).first()
    return list(member.departments) if member else []


def _department(
    organisation: Organisation,
    names: list[str],
    first: date,
    last: date,
    now: datetime,
    may_see_cases: bool,
) -> DepartmentCases | None:
    if not names:
        return None
    window = between(first, last, zone=organisation.zone)
    opened = Case.objects.of(organisation).filter(
        department__in=names, opened_at__gte=window.start, opened_at__lt=window.end, is_held=False
    )
    newest = opened.select_related("contact", "response").order_by("-opened_at", "-pk")
    return DepartmentCases(
        names=names,
        new=opened.count(),
        counts=case_counts(organisation, now, departments=names),
        latest=list(newest[:LATEST]) if may_see_cases else [],
    )


def ever_answered(subscription: Subscription, *, now: datetime) -> bool:
    """Whether there were answers in the last 90 days: without any, "nothing new" is no news."""
    rows = Response.objects.of(subscription.organisation).real()
    return rows.filter(answered_at__gt=now - timedelta(days=SCORE_DAYS)).exists()
