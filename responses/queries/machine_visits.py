"""What machines did to the links of our mails, and what the score would be had each opened link been an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count

from accounts.models import Organisation
from contacts.models import Contact
from responses.maths import scale
from responses.models import ProvisionalAnswer, Response
from surveys.models import Invitation, LinkHit
from surveys.rules.evidence import BURST, BURST_SCORES

MOST_DOMAINS = 50


@dataclass(frozen=True)
class Domain:
    """Where mails went, how many of their links were opened, and how many of these by a machine."""

    name: str  # empty: the contact is gone
    opened: int
    by_machine: int

    @property
    def share(self) -> float:
        return 100 * self.by_machine / self.opened


@dataclass(frozen=True)
class MachineVisits:
    """One window of time. The histograms have eleven counts: what is counted, and what opening links would make."""

    domains: list[Domain]  # most machines first, those without any left out
    opened: int
    by_machine: int
    counted: list[int]
    opened_as_answers: list[int]
    held: dict[str, int]  # state of a held score -> how many


# Same rule as surveys/rules/evidence.py, for all links of an organisation at once; a test compares the two.
_VISITED = f"""
WITH near AS (
    SELECT invitation_id, at, method, score, is_prefetch,
           bit_or(CASE WHEN score IS NULL THEN 0 ELSE 1 << score END) OVER within AS scores,
           bool_or(method = 'GET') OVER within AS got
      FROM {LinkHit._meta.db_table}
     WHERE organisation_id = %(organisation)s AND at >= %(start)s AND at < %(end)s AND method <> 'HAND'
    WINDOW within AS (
        PARTITION BY invitation_id ORDER BY at RANGE BETWEEN CURRENT ROW AND %(burst)s FOLLOWING)
), visited AS (
    SELECT near.invitation_id,
           bool_or(bit_count(scores::bit(11)) >= %(scores)s OR (method = 'HEAD' AND got) OR is_prefetch
                   OR held.invitation_id IS NOT NULL) AS by_machine,
           (array_agg(score ORDER BY at DESC) FILTER (WHERE score IS NOT NULL AND method = 'GET'))[1] AS score,
           max(at) FILTER (WHERE score IS NOT NULL AND method = 'GET') AS at
      FROM near
      LEFT JOIN (SELECT DISTINCT invitation_id FROM {ProvisionalAnswer._meta.db_table}
                  WHERE organisation_id = %(organisation)s AND state = 'machine'
                    AND arrived_at >= %(start)s AND arrived_at < %(end)s) held USING (invitation_id)
     GROUP BY near.invitation_id
)"""  # noqa: S608 - names of our tables
_DOMAINS = f"""{_VISITED}
SELECT split_part(lower(coalesce(contact.email, '')), '@', 2) AS domain, count(*),
       count(*) FILTER (WHERE by_machine) AS machines
  FROM visited
  JOIN {Invitation._meta.db_table} invitation ON invitation.id = visited.invitation_id
  LEFT JOIN {Contact._meta.db_table} contact ON contact.id = invitation.contact_id
 GROUP BY domain ORDER BY machines DESC, domain"""  # noqa: S608
# Whatever came last wins, as it does where an opened link is an answer.
_AS_ANSWERS = f"""{_VISITED}
SELECT CASE WHEN answer.updated_at >= coalesce(visited.at, '-infinity') THEN answer.score ELSE visited.score END
       AS said, count(*)
  FROM (SELECT * FROM visited WHERE score IS NOT NULL) visited
  FULL JOIN (SELECT invitation_id, score, updated_at FROM {Response._meta.db_table}
              WHERE organisation_id = %(organisation)s AND invitation_id IS NOT NULL AND NOT is_sample
                AND answered_at >= %(start)s AND answered_at < %(end)s) answer USING (invitation_id)
 GROUP BY said"""  # noqa: S608


def machine_visits(organisation: Organisation, *, start: datetime, end: datetime) -> MachineVisits:
    """The visits and the answers to invitations from `start` up to, not including, `end`."""
    values: dict[str, Any] = {
        "organisation": organisation.pk,
        "start": start,
        "end": end,
        "burst": BURST,
        "scores": BURST_SCORES,
    }
    with connection.cursor() as cursor:
        cursor.execute(_DOMAINS, values)
        domains = [Domain(*row) for row in cursor.fetchall()]
        cursor.execute(_AS_ANSWERS, values)
        as_answers = _eleven(cursor.fetchall())
    answers = Response.objects.of(organisation).real().exclude(invitation=None)
    counted = answers.filter(answered_at__gte=start, answered_at__lt=end).order_by()
    held = ProvisionalAnswer.objects.of(organisation).filter(arrived_at__gte=start, arrived_at__lt=end)
    return MachineVisits(
        domains=[domain for domain in domains if domain.by_machine][:MOST_DOMAINS],
        opened=sum(domain.opened for domain in domains),
        by_machine=sum(domain.by_machine for domain in domains),
        counted=_eleven(counted.values_list("score").annotate(n=Count("pk"))),
        opened_as_answers=as_answers,
        held=dict(held.order_by().values_list("state").annotate(n=Count("pk"))),
    )


def _eleven(rows: Iterable[tuple[int, int]]) -> list[int]:
    counts = [0] * len(scale.SCORES)
    for score, number in rows:
        counts[score] = number
    return counts
