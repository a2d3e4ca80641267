"""How cases were worked: time to the first contact, who was in time, what the causes were."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Q

from accounts.models import Organisation, User
from followup.models import Case
from reports.rules.proof import Judged, Share, judge, median
from responses.maths.interval import Interval, wilson

SINCE: Final = timedelta(days=365)
MOST: Final = 20_000


@dataclass(frozen=True)
class Worker:
    name: str  # empty: nobody was in charge
    judged: Judged  # this person's share in time against everybody else's


@dataclass(frozen=True)
class FirstContact:
    """Cases whose time for the first contact is over, or that had theirs."""

    in_time: Share
    median_hours: float | None  # None: most have not been reached
    workers: list[Worker]  # by name: this is no ranking

    @property
    def differing(self) -> list[Worker]:
        return [worker for worker in self.workers if worker.judged.proven]


@dataclass(frozen=True)
class CauseShare:
    name: str
    n: int
    percent: float
    together: float  # with all larger ones
    interval: Interval | None  # shares 0 to 1


def first_contact(organisation: Organisation, *, now: datetime) -> FirstContact:
    """The last year's cases that have a clock for the first contact."""
    over = Q(contact_due_at__lte=now) | Q(contacted_at__isnull=False)
    rows = (
        Case.objects.of(organisation)
        .unmerged()
        .filter(over, contact_due_at__isnull=False, response__is_sample=False, opened_at__gt=now - SINCE)
        .order_by("-opened_at", "-pk")
        .values_list("owner", "opened_at", "clock_from", "contact_due_at", "contacted_at")[:MOST]
    )
    hours: list[float | None] = []
    by_owner: dict[int | None, list[bool]] = defaultdict(list)
    for owner, opened, anew, due, met in rows:
        hours.append(None if met is None else (met - (anew or opened)) / timedelta(hours=1))
        by_owner[owner].append(met is not None and met <= due)
    every = [in_time for found in by_owner.values() for in_time in found]
    names = {user.pk: user.display_name for user in User.objects.filter(pk__in=filter(None, by_owner))}
    whole = Share(sum(every), len(every))
    pairs = {owner: _apart(found, whole) for owner, found in by_owner.items()}
    workers = [
        Worker(names.get(owner or 0, ""), judged)
        for owner, judged in zip(pairs, judge(list(pairs.values())), strict=True)
    ]
    return FirstContact(whole, median(hours), sorted(workers, key=lambda worker: worker.name.casefold()))


def _apart(found: list[bool], whole: Share) -> tuple[Share, Share]:
    mine = Share(sum(found), len(found))
    return mine, Share(whole.did - mine.did, whole.n - mine.n)


def causes(organisation: Organisation, *, now: datetime) -> list[CauseShare]:
    """Causes of the cases closed in the last year, the most frequent first."""
    closed = (
        Case.objects.of(organisation).unmerged().filter(closed_at__gt=now - SINCE, response__is_sample=False)
    )
    rows = list(
        closed.order_by().values_list("cause__name").annotate(n=Count("pk")).order_by("-n", "cause__name")
    )
    whole = sum(n for _name, n in rows)
    shares = []
    before = 0
    for name, n in rows:
        before += n
        shares.append(CauseShare(name, n, 100 * n / whole, 100 * before / whole, wilson(n, whole)))
    return shares
