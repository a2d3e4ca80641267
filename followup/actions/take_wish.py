from datetime import date, datetime

from django.db import transaction

from followup.actions.set_callback import set_callback
from followup.models import Case, ContactWish
from followup.queries.calendar import calendar_of, settings_of
from followup.queries.promise import zone_of
from followup.rules.callback import Window, span_of
from responses.models import Response


class NotAsked(Exception):
    """They did not ask to be contacted, or it is sample data."""


@transaction.atomic
def take_wish(*, response: Response, window: Window, day: date | None, now: datetime) -> ContactWish:
    """Keep when somebody wishes to be contacted, and set the clock of their case by it, if it is there already.

    The answer is locked first, as it is while a case is opened for it: whichever comes second sees the other.
    A case that is opened later takes the wish from here. Raises NotAsked. The case writes the journal line.
    """
    rows = Response.objects.of(response.organisation).select_for_update(of=("self",), no_key=True)
    locked: Response = rows.select_related("organisation", "contact").get(pk=response.pk)
    if not locked.wants_contact or locked.is_sample:
        raise NotAsked
    calendar = calendar_of(settings_of(locked.organisation))
    span = span_of(window, day, now=now, zone=zone_of(locked), calendar=calendar)
    starts_at, ends_at = span or (None, None)
    wish, _ = ContactWish.objects.of(locked.organisation).update_or_create(
        response=locked,
        defaults={
            "organisation": locked.organisation,
            "window": window,
            "day": day,
            "said_at": now,
            "starts_at": starts_at,
            "ends_at": ends_at,
        },
    )
    cases = Case.objects.of(locked.organisation).select_related("merged_into")
    case = cases.filter(response=locked).first()
    if case is not None:
        set_callback(case=case.merged_into or case, wish=wish, now=now)
    kept: ContactWish = wish
    return kept
