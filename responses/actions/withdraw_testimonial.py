from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from responses.models import Testimonial


@transaction.atomic
def withdraw_testimonial(*, testimonial: Testimonial, now: datetime) -> None:
    """The customer takes the consent back: the words leave every list and file. Twice changes nothing."""
    rows = Testimonial.objects.of(testimonial.organisation).select_for_update(no_key=True)
    row = rows.get(pk=testimonial.pk)
    if row.withdrawn_at is not None:
        return
    row.withdrawn_at, row.published_at, row.quote, row.shown_name = now, None, "", ""
    row.save(update_fields=["withdrawn_at", "published_at", "quote", "shown_name"])
    write_event(
        organisation=row.organisation, verb="testimonial.withdrawn", subject=row, by="customer", now=now
    )
