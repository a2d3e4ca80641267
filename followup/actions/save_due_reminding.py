from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from followup.actions.launch_promotion import CannotOffer, may_offer
from followup.models import DueReminding
from surveys.models import Survey


@transaction.atomic
def save_due_reminding(
    *,
    organisation: Organisation,
    is_on: bool,
    survey: Survey,
    texts: dict[str, dict[str, str]],
    url: str,
    by: User,
    now: datetime,
) -> DueReminding:
    """Switch reminders on or off, and say what they say. Raises CannotOffer where nobody could see who writes."""
    if is_on and not may_offer(organisation):
        raise CannotOffer
    fields = {
        "is_on": is_on,
        "survey": survey,
        "texts": texts,
        "url": url,
        "changed_at": now,
        "changed_by": by,
    }
    row, _new = DueReminding.objects.update_or_create(organisation=organisation, defaults=fields)
    write_event(organisation=organisation, verb="reminders.saved", subject=row, by=by, now=now)
    return row
