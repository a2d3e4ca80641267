from django.db import transaction

from followup.actions.claim_case import claim_case
from followup.actions.wind_clocks import FIELDS, wind_clocks
from followup.models import Case, WorkingCalendar


@transaction.atomic
def rewind_case(*, case: Case, settings: WorkingCalendar) -> Case:
    """Reckon an open case by the organisation's hours of today. Writes no journal line: nobody touched it."""
    case = claim_case(case=case, seen=None, held=True)
    if case.is_open:
        wind_clocks(case=case, settings=settings)
        case.save(update_fields=FIELDS)
    return case
