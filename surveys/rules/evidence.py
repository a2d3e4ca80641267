"""Was it a person? What the visits of one link say about it. A mail scanner opens links; some even run scripts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# Nobody taps three different numbers of one mail within a minute.
BURST_SCORES = 3
BURST = timedelta(seconds=60)
# A visit this close to a machine's is the machine's.
NEAR = timedelta(seconds=60)
# Scanners look at a mail while it arrives.
FRESH = timedelta(minutes=2)
SETTLES_AFTER = timedelta(minutes=30)
# A page may be answered by its script this long after it was opened.
PAGE_SECONDS = 24 * 3_600
# Visits are kept this long, and so is what came of them.
KEPT = timedelta(days=30)


class Proof(StrEnum):
    """How sure an organisation wants to be that a person answered before it counts the answer."""

    STRICT = "strict"  # only what a hand did
    BALANCED = "balanced"  # also a page that was looked at, when nothing speaks for a machine
    OPEN = "open"  # the same, however soon after the mail arrived


class Verdict(StrEnum):
    WAIT = "provisional"
    COUNT = "counted"
    MACHINE = "machine"
    UNPROVEN = "unproven"


@dataclass(frozen=True)
class Visit:
    """One opening of a link. `score` is the number in the address, None without one."""

    at: datetime
    method: str
    score: int | None = None
    is_prefetch: bool = False


def machine_moments(visits: Sequence[Visit]) -> list[datetime]:
    """When a machine was at it: each visit that starts, or belongs to, something no person does."""
    ordered = sorted(visits, key=lambda visit: visit.at)
    found: set[datetime] = set()
    for first in ordered:
        near = [visit for visit in ordered if first.at <= visit.at <= first.at + BURST]
        scores = {visit.score for visit in near if visit.score is not None}
        probed = first.method == "HEAD" and any(visit.method == "GET" for visit in near)
        if len(scores) >= BURST_SCORES or probed:
            found.update(visit.at for visit in near)
        elif first.is_prefetch:
            found.add(first.at)
    return sorted(found)


def judge(
    *,
    arrived_at: datetime,
    mails: Sequence[datetime],
    visits: Sequence[Visit],
    is_robot: bool,
    proof: str,
    now: datetime,
) -> Verdict:
    """What becomes of a score that arrived without a hand on the page. `mails`: when each mail with the link left."""
    if is_robot or any(abs(moment - arrived_at) <= NEAR for moment in machine_moments(visits)):
        return Verdict.MACHINE
    if proof != Proof.OPEN and any(sent_at <= arrived_at < sent_at + FRESH for sent_at in mails):
        return Verdict.MACHINE
    wait = FRESH if proof == Proof.OPEN else SETTLES_AFTER
    if now < arrived_at + wait:
        return Verdict.WAIT
    return Verdict.UNPROVEN if proof == Proof.STRICT else Verdict.COUNT
