from django.db import transaction

from followup.models import Case, CaseEvent


class CaseChanged(Exception):
    """Somebody did something with the case while a form was being filled in. `events` says what."""

    def __init__(self, events: list[CaseEvent]) -> None:
        super().__init__(f"{len(events)} events since the form was shown")
        self.events = events


class CaseHeld(CaseChanged):
    """The lot holds the case back: whoever wants to work it takes it out first, and says why."""

    def __init__(self) -> None:
        super().__init__([])


@transaction.atomic
def claim_case(*, case: Case, seen: int | None, held: bool = False) -> Case:
    """Lock a case for the rest of the transaction and return it as it is now.

    `seen` is the id of the last event its form showed (None: do not look). Raises CaseChanged when something
    that matters happened since. Notes do not matter: two colleagues may write at once.
    A case that is held back by lot is not worked: CaseHeld, unless `held` is fine.
    """
    locked: Case = Case.objects.of(case.organisation).select_for_update(of=("self",)).get(pk=case.pk)
    if locked.is_held and not held:
        raise CaseHeld
    if seen is not None:
        events = CaseEvent.objects.of(case.organisation).decisive().filter(case=locked, pk__gt=seen)
        changed = list(events.select_related("by").order_by("pk"))
        if changed:
            raise CaseChanged(changed)
    return locked
