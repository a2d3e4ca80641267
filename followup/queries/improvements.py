"""What an improvement is about: the cases behind it, its list, and what could become one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Count, Exists, Max, OuterRef, Q
from django.db.models.functions import Coalesce, TruncDate

from accounts.models import Organisation
from followup.models import Case, Cause, Improvement, ImprovementCase, ImprovementCause
from followup.models.case import CaseQuerySet
from followup.models.improvement import LOOK_BACK
from followup.queries.improvement_themes import comment_counts, names_of, themes_behind

_COUNTED = """
SELECT improvement_id, count(DISTINCT case_id) FROM (
    SELECT improvement_id, case_id FROM followup_improvementcase WHERE improvement_id = ANY (%(ids)s)
    UNION ALL
    SELECT link.improvement_id, followup_case.id
    FROM followup_improvementcause link
    JOIN followup_improvement improvement ON improvement.id = link.improvement_id
    JOIN followup_cause cause ON cause.id = link.cause_id OR cause.parent_id = link.cause_id
    JOIN followup_case ON followup_case.cause_id = cause.id
        AND followup_case.opened_at >= improvement.created_at - make_interval(days => %(days)s)
    WHERE link.improvement_id = ANY (%(ids)s)
) behind GROUP BY improvement_id
"""


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    improvement: Improvement
    cases: int
    causes: list[Cause]
    overdue: bool
    themes: list[str]  # their names, in the reader's language
    comments: int | None  # None: no theme is behind it


@dataclass(frozen=True)
class LooseCause:
    """A cause of last year's cases that no open improvement takes up."""

    cause: Cause
    cases: int
    last: datetime


def cases_behind(improvement: Improvement) -> CaseQuerySet:
    """The cases put behind it by hand, and those closed with one of its causes or a narrower one of theirs."""
    organisation = improvement.organisation
    by_hand = ImprovementCase.objects.of(organisation).filter(improvement=improvement).values("case")
    causes = ImprovementCause.objects.of(organisation).filter(improvement=improvement).values("cause")
    behind = Q(pk__in=by_hand) | (
        (Q(cause__in=causes) | Q(cause__parent__in=causes))
        & Q(opened_at__gte=improvement.created_at - LOOK_BACK)
    )
    found: CaseQuerySet = Case.objects.of(organisation).filter(behind)
    return found


def causes_of(improvements: Iterable[Improvement], organisation: Organisation) -> dict[int, list[Cause]]:
    """The causes behind each of several improvements, by name. One query."""
    links = ImprovementCause.objects.of(organisation).filter(improvement__in=improvements)
    found: dict[int, list[Cause]] = {}
    for link in links.select_related("cause__parent").order_by("cause__name"):
        found.setdefault(link.improvement_id, []).append(link.cause)
    return found


def improvement_list(organisation: Organisation, state: str, *, today: date) -> list[Row]:
    """The improvements of a state: those that are due first on top, or those that ended last."""
    rows = Improvement.objects.of(organisation).filter(state=state).select_related("owner", "organisation")
    if state == Improvement.State.OPEN:
        rows = rows.order_by(Coalesce("due_on", date.max), "-pk")
    else:
        rows = rows.order_by("-done_on", "-pk")
    improvements = list(rows[:200])
    causes = causes_of(improvements, organisation)
    counts, behind = _counted(improvements), themes_behind(improvements, organisation)
    names = names_of({key for keys in behind.values() for key in keys}, organisation)
    comments = comment_counts(improvements, behind)
    return [
        Row(
            row,
            counts.get(row.pk, 0),
            causes.get(row.pk, []),
            row.is_open and bool(row.due_on) and row.due_on < today,
            [names[key] for key in behind.get(row.pk, []) if key in names],
            comments.get(row.pk),
        )
        for row in improvements
    ]


def _counted(improvements: list[Improvement]) -> dict[int, int]:
    """How many cases stand behind each, as cases_behind() finds them. One query, however many there are."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, {"ids": [row.pk for row in improvements], "days": LOOK_BACK.days})
        return dict(cursor.fetchall())


def state_counts(organisation: Organisation) -> dict[str, int]:
    """How many improvements are in each state."""
    counted = Improvement.objects.of(organisation).order_by().values_list("state").annotate(n=Count("pk"))
    return {**{str(state): 0 for state in Improvement.State}, **dict(counted)}


def loose_causes(organisation: Organisation, *, now: datetime) -> list[LooseCause]:
    """The causes of last year's cases, the most frequent first, without those somebody improves already.

    Of a cause that something was done about, only the cases that were opened after it count.
    """
    taken = ImprovementCause.objects.of(organisation).filter(improvement__state=Improvement.State.OPEN)
    mended = ImprovementCause.objects.of(organisation).filter(
        Q(cause=OuterRef("cause")) | Q(cause=OuterRef("cause__parent")),
        improvement__state=Improvement.State.DONE,
        improvement__done_on__gte=OuterRef("opened_on"),
    )
    closed = (
        Case.objects.of(organisation)
        .filter(closed_at__gt=now - LOOK_BACK, cause__isnull=False)
        .alias(opened_on=TruncDate("opened_at", tzinfo=organisation.zone))
        .exclude(Q(cause__in=taken.values("cause")) | Q(cause__parent__in=taken.values("cause")))
        .exclude(Exists(mended))
    )
    counted = closed.order_by().values("cause").annotate(n=Count("pk"), last=Max("closed_at"))
    rows = list(counted.order_by("-n", "cause")[:8])
    causes = Cause.objects.of(organisation).select_related("parent").in_bulk([row["cause"] for row in rows])
    return [LooseCause(causes[row["cause"]], row["n"], row["last"]) for row in rows]


def improvements_of(case: Case) -> list[Improvement]:
    """The improvements a case stands behind, by hand or by its cause."""
    causes = [pk for pk in (case.cause_id, case.cause.parent_id if case.cause else None) if pk]
    rows = Improvement.objects.of(case.organisation).filter(
        Q(case_links__case=case) | Q(cause_links__cause__in=causes)
    )
    return list(rows.distinct().order_by("-pk"))


def open_improvements(organisation: Organisation) -> list[Improvement]:
    """What a case can be put behind, by title."""
    return list(
        Improvement.objects.of(organisation).filter(state=Improvement.State.OPEN).order_by("title", "pk")
    )
