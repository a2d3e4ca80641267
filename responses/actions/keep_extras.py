from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from responses.models import ExtraAnswer, Response
from surveys.rules.extras import Extra


@transaction.atomic
def keep_extras(*, response: Response, said: Mapping[str, Extra], now: datetime) -> None:
    """Keep what was said below the thank-you, by kind of question, instead of what was said before."""
    for kind, extra in said.items():
        ExtraAnswer.objects.update_or_create(
            organisation_id=response.organisation_id,
            response=response,
            kind=kind,
            defaults={
                "choice": extra.choice,
                "text": extra.text,
                "score": extra.score,
                "answered_at": now,
            },
        )
    write_event(
        organisation=response.organisation,
        verb="response.extras_given",
        subject=response,
        by="customer",
        now=now,
        data={"kinds": sorted(said)},
    )
