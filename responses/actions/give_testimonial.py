from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from responses.models import Response, Testimonial


@transaction.atomic
def give_testimonial(
    *, response: Response, quote: str, shown_name: str, consent: str, language: str, now: datetime
) -> Testimonial:
    """Keep words with the sentence their author agreed to; new words replace the old ones and are looked at anew."""
    row, _ = Testimonial.objects.update_or_create(
        organisation=response.organisation,
        response=response,
        defaults={
            "contact": response.contact,
            "quote": quote,
            "shown_name": shown_name,
            "consent": consent,
            "language": language,
            "consented_at": now,
            "withdrawn_at": None,
            "published_at": None,
        },
    )
    write_event(
        organisation=response.organisation, verb="testimonial.given", subject=row, by="customer", now=now
    )
    return row
