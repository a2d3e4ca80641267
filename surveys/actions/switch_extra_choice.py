from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from surveys.models import ExtraChoice
from surveys.rules.extra_words import BARRIERS, OTHER


class NoSuchChoice(Exception):
    """Neither an entry of the organisation, nor one of our barriers that may be left out."""


@transaction.atomic
def switch_extra_choice(
    *, organisation: Organisation, question: str, key: str, is_on: bool, by: User, now: datetime
) -> ExtraChoice:
    """Offer an entry to customers from now on, or no more; what was answered stays. Raises NoSuchChoice."""
    rows = ExtraChoice.objects.of(organisation).filter(question=question)
    if question == ExtraChoice.Question.BARRIER and key in BARRIERS and key != OTHER:
        row, _created = rows.get_or_create(organisation=organisation, question=question, code=key)
    else:
        found = next((one for one in rows if one.key == key), None)
        if found is None:
            raise NoSuchChoice
        row = found
    row.is_on = is_on
    row.save(update_fields=["is_on"])
    write_event(organisation=organisation, verb="extra_choice.switched", subject=row, by=by, now=now)
    return row
