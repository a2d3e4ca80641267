"""Everything the page of one improvement shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.db.models.functions import TruncMonth

from delivery.models import OutboundMessage
from followup.models import Case, Cause, Improvement, ImprovementCase, ImprovementNotice
from followup.queries.improvement_effect import Effect, effect_of
from followup.queries.improvement_themes import ThemeComments, names_of, theme_comments, themes_behind
from followup.queries.improvements import cases_behind, causes_of
from nps_app.lib.clock import local_day

MONTHS = 12
SHOWN = 15


@dataclass(frozen=True)
class Month:
    """Cases behind an improvement that were opened in one month."""

    first: date
    cases: int
    percent: int  # of the busiest month: how long its bar is
    after: bool  # it held in all of this month


@dataclass(frozen=True)
class Told:
    """What became of the mails to customers."""

    people: int
    sent: int
    waiting: int

    @property
    def failed(self) -> int:
        return self.people - self.sent - self.waiting


@dataclass(frozen=True)
class ImprovementDetail:
    improvement: Improvement
    causes: list[Cause]
    n: int
    cases: list[Case]  # the newest
    by_hand: frozenset[int]  # of these, those that can be taken away one by one
    months: list[Month]
    told: Told
    effect: Effect | None  # None while it is not done
    themes: dict[str, str]  # by key, in the reader's language
    comments: ThemeComments | None  # None: no theme is behind it


def improvement_detail(improvement: Improvement, *, now: datetime) -> ImprovementDetail:
    """An improvement with the cases behind it, month by month, and what it changed."""
    organisation = improvement.organisation
    behind = cases_behind(improvement)
    shown = behind.select_related("contact", "response", "owner", "cause").order_by("-opened_at", "-pk")
    cases = list(shown[:SHOWN])
    keys = themes_behind([improvement], organisation).get(improvement.pk, [])
    links = ImprovementCase.objects.of(organisation).filter(improvement=improvement, case__in=cases)
    return ImprovementDetail(
        improvement=improvement,
        causes=causes_of([improvement], organisation).get(improvement.pk, []),
        n=behind.count(),
        cases=cases,
        by_hand=frozenset(links.values_list("case", flat=True)),
        months=_months(improvement, now),
        told=_told(improvement),
        effect=effect_of(improvement, now=now) if improvement.state == Improvement.State.DONE else None,
        themes=names_of(keys, organisation),
        comments=theme_comments(improvement, keys),
    )


def _months(improvement: Improvement, now: datetime) -> list[Month]:
    zone = improvement.organisation.zone
    counted = (
        cases_behind(improvement)
        .order_by()
        .annotate(month=TruncMonth("opened_at", tzinfo=zone))
        .values("month")
        .annotate(n=Count("pk"))
    )
    found = {row["month"].date(): row["n"] for row in counted}
    return month_rows(found, local_day(now, zone), improvement.done_on)


def month_rows(found: Mapping[date, int], today: date, done_on: date | None) -> list[Month]:
    """The last twelve months up to today, those without cases too."""
    firsts = []
    year, month = today.year, today.month
    for _ in range(MONTHS):
        firsts.append(date(year, month, 1))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    most = max((found.get(first, 0) for first in firsts), default=0) or 1
    return [
        Month(
            first,
            found.get(first, 0),
            round(100 * found.get(first, 0) / most),
            done_on is not None and done_on <= first,
        )
        for first in reversed(firsts)
    ]


def _told(improvement: Improvement) -> Told:
    people = ImprovementNotice.objects.of(improvement.organisation).filter(improvement=improvement).count()
    mails = OutboundMessage.objects.of(improvement.organisation).filter(
        reference=reference_of(improvement), kind=OutboundMessage.Kind.REPLY
    )
    states = dict(mails.order_by().values_list("state").annotate(n=Count("pk")))
    waiting = sum(n for state, n in states.items() if state not in OutboundMessage.FINAL)
    return Told(people, states.get("sent", 0), waiting)


def reference_of(improvement: Improvement) -> str:
    """What the ledger calls the mails that tell customers of an improvement."""
    return f"improvement:{improvement.pk}"
