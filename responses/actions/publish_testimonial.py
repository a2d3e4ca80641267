from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from responses.models import Testimonial


@transaction.atomic
def publish_testimonial(*, testimonial: Testimonial, published: bool, by: User, now: datetime) -> bool:
    """Mark words as published, or as taken down; False where their author has withdrawn them meanwhile."""
    rows = Testimonial.objects.of(testimonial.organisation).select_for_update(no_key=True)
    row = rows.get(pk=testimonial.pk)
    if row.withdrawn_at is not None:
        return False
    row.published_at = now if published else None
    row.save(update_fields=["published_at"])
    verb = "testimonial.published" if published else "testimonial.taken_down"
    write_event(organisation=row.organisation, verb=verb, subject=row, by=by, now=now)
    return True
