from django.db import transaction

from followup.models import Case, CaseEvent


class CaseChanged(Exception):
    """Somebody did something with the case while a form was being filled in. `events` says what."""

    def __init__(self, events: list[CaseEvent]) -> None:
        super().__init__(f"{len(events)} events since the form was shown")
        self.events = events


@transaction.atomic
def claim_case(*, case: Case, seen: int | None) -> Case:
    """Lock a case for the rest of the transaction and return it as it is now.

    `seen` is the id of the last event its form showed (None: do not look). Raises CaseChanged when something
    that matters happened since. Notes do not matter: two colleagues may write at once.
    """
    locked: Case = Case.objects.of(case.organisation).select_for_update(of=("self",)).get(pk=case.pk)
    if seen is not None:
        events = CaseEvent.objects.of(case.organisation).decisive().filter(case=locked, pk__gt=seen)
        changed = list(events.select_related("by").order_by("pk"))
        if changed:
            raise CaseChanged(changed)
    return locked
