from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from accounts.models import Organisation, User
from followup.models import Case


@dataclass(frozen=True)
class CaseCounts:
    open: int
    overdue: int


def case_counts(
    organisation: Organisation,
    now: datetime,
    survey_ids: Collection[int] | None = None,
    *,
    owner: User | None = None,
    departments: Collection[str] | None = None,
) -> CaseCounts:
    """How many cases wait, and how many of them for too long; of these surveys, this person, or these
    departments only when given.
    """
    cases = Case.objects.of(organisation).open()
    if owner is not None:
        cases = cases.filter(owner=owner)
    if departments is not None:
        cases = cases.filter(department__in=departments)
    if survey_ids is not None:
        cases = cases.filter(survey_id__in=survey_ids)
    return CaseCounts(**cases.aggregate(open=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=now))))
