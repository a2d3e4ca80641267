from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.models import Case, Improvement, ImprovementCase


@transaction.atomic
def gather_case(*, improvement: Improvement, case: Case, by: User, now: datetime, away: bool = False) -> bool:
    """Put a case behind an improvement, or take it `away`; False where it is so already.

    A case that is there by its cause stays there as long as it has it.
    """
    links = ImprovementCase.objects.of(improvement.organisation).filter(improvement=improvement, case=case)
    if away:
        changed = links.delete()[0] > 0
    else:
        changed = not links.exists()
        ImprovementCase.objects.bulk_create(
            [ImprovementCase(organisation=improvement.organisation, improvement=improvement, case=case)],
            ignore_conflicts=True,
        )
    if changed:
        write_event(
            organisation=improvement.organisation,
            verb="improvement.released" if away else "improvement.gathered",
            subject=improvement,
            by=by,
            now=now,
            data={"case": case.pk},
        )
    return changed
