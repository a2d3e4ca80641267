"""How cases were worked: time to the first contact, who was in time, what was solved, what the causes were."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count

from accounts.models import Organisation, User
from followup.models import Case, Team
from reports.rules.proof import FEWEST, Judged, Share, judge, median
from responses.maths.interval import Interval, wilson

SINCE: Final = timedelta(days=365)
MOST: Final = 20_000


@dataclass(frozen=True)
class Worked:
    """One case: how soon its customer was reached, and what came of it. None: does not apply."""

    owner: int | None
    team: int | None
    hours: float | None  # to the first contact; None: not reached
    in_time: bool | None
    solved: bool | None


@dataclass(frozen=True)
class Line:
    """One person's or team's cases, each share against that of everybody else."""

    name: str  # empty: nobody
    cases: int
    median_hours: float | None  # None: most were not reached, or too few cases to say
    in_time: Judged
    solved: Judged

    @property
    def differs(self) -> bool:
        return self.in_time.proven or self.solved.proven


@dataclass(frozen=True)
class Work:
    """The last year's cases, altogether, per person and per team. By name: this is no ranking."""

    cases: int
    in_time: Share  # of those whose time for the first contact is over, or that had theirs
    median_hours: float | None  # None: most have not been reached
    solved: Share  # of those that were closed
    people: list[Line]
    teams: list[Line]

    @property
    def differing(self) -> list[Line]:
        return [line for line in (*self.people, *self.teams) if line.differs]


@dataclass(frozen=True)
class CauseShare:
    cause_id: int
    name: str
    n: int
    percent: float
    together: float  # with all larger ones
    interval: Interval | None  # shares 0 to 1


def case_work(organisation: Organisation, *, now: datetime, department: str = "") -> Work:
    """The last year's cases, at most the latest 20,000. Four queries."""
    rows = [_worked(row, now) for row in _cases(organisation, now, department)[:MOST]]
    people = User.objects.filter(pk__in={row.owner for row in rows if row.owner})
    names = {user.pk: user.display_name for user in people}
    teams = dict(Team.objects.of(organisation).values_list("pk", "name"))
    in_time, solved = _whole(row.in_time for row in rows), _whole(row.solved for row in rows)
    return Work(
        cases=len(rows),
        in_time=in_time,
        median_hours=_median(rows),
        solved=solved,
        people=_lines(rows, "owner", names, in_time, solved),
        teams=_lines([row for row in rows if row.team], "team", teams, in_time, solved),
    )


def _cases(organisation: Organisation, now: datetime, department: str) -> Any:
    """Cases of the last year that are somebody's work: what the lot holds back is not."""
    rows = Case.objects.of(organisation).unmerged().of_department(department)
    rows = rows.filter(opened_at__gt=now - SINCE, is_held=False)
    fields = ("owner", "team", "opened_at", "clock_from", "contact_due_at", "contacted_at", "outcome")
    return rows.order_by("-opened_at", "-pk").values_list(*fields)


def _worked(row: tuple[Any, ...], now: datetime) -> Worked:
    owner, team, opened, anew, due, met, outcome = row
    is_over = due is not None and (met is not None or due <= now)
    return Worked(
        owner,
        team,
        None if met is None or due is None else (met - (anew or opened)) / timedelta(hours=1),
        (met is not None and met <= due) if is_over else None,
        outcome == Case.Outcome.RESOLVED if outcome else None,
    )


def _lines(
    rows: Iterable[Worked], by: str, names: dict[int, str], in_time: Share, solved: Share
) -> list[Line]:
    """Each against all others, Holm's correction over all of them; too few cases are only counted."""
    found: dict[int | None, list[Worked]] = defaultdict(list)
    for row in rows:
        found[getattr(row, by)].append(row)
    keys = sorted(found, key=lambda key: (names.get(key or 0, "").casefold(), key or 0))
    pairs = [_apart(_whole(row.in_time for row in found[key]), in_time) for key in keys]
    pairs += [_apart(_whole(row.solved for row in found[key]), solved) for key in keys]
    judged = judge(pairs)
    return [
        Line(
            names.get(key or 0, ""),
            len(found[key]),
            _median(found[key]) if len(found[key]) >= FEWEST else None,
            judged[place],
            judged[place + len(keys)],
        )
        for place, key in enumerate(keys)
    ]


def _whole(said: Iterable[bool | None]) -> Share:
    known = [one for one in said if one is not None]
    return Share(sum(known), len(known))


def _apart(mine: Share, whole: Share) -> tuple[Share, Share]:
    return mine, Share(whole.did - mine.did, whole.n - mine.n)


def _median(rows: list[Worked]) -> float | None:
    return median([row.hours for row in rows if row.in_time is not None])


def causes(organisation: Organisation, *, now: datetime, department: str = "") -> list[CauseShare]:
    """Causes of the cases closed in the last year, the most frequent first."""
    closed = (
        Case.objects.of(organisation)
        .unmerged()
        .of_department(department)
        .filter(closed_at__gt=now - SINCE, cause__isnull=False)
    )
    counted = closed.order_by().values_list("cause", "cause__name").annotate(n=Count("pk"))
    rows = list(counted.order_by("-n", "cause__name"))
    whole = sum(n for _pk, _name, n in rows)
    shares = []
    before = 0
    for pk, name, n in rows:
        before += n
        shares.append(CauseShare(pk, name, n, 100 * n / whole, 100 * before / whole, wilson(n, whole)))
    return shares
