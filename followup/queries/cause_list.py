from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Lower

from accounts.models import Organisation
from followup.models import Case, Cause


@dataclass(frozen=True)
class CauseRow:
    cause: Cause
    cases: int  # closed with it


def cause_list(organisation: Organisation) -> list[CauseRow]:
    """All causes of an organisation, those in use first, each with the number of cases closed with it."""
    closed = Case.objects.of(organisation).exclude(cause=None).values("cause").annotate(cases=Count("pk"))
    used = {row["cause"]: row["cases"] for row in closed}
    causes = Cause.objects.of(organisation).order_by("-is_active", Lower("name"))
    return [CauseRow(cause, used.get(cause.pk, 0)) for cause in causes]
