from datetime import datetime

from django.conf import settings
from django.db import transaction

from accounts.models import Organisation, User
from delivery.actions.enqueue import enqueue
from delivery.models import OutboundMessage
from delivery.transports.identity import identity_of
from followup.channels.offer_mail import compose
from surveys.models import Survey

# Two presses of a hurried finger are one mail.
SAME_PRESS_SECONDS = 5


@transaction.atomic
def send_trial_offer(
    *,
    organisation: Organisation,
    survey: Survey,
    texts: dict[str, dict[str, str]],
    url: str,
    by: User,
    now: datetime,
) -> int:
    """Queue the mail of each language to the person who presses the button; returns how many there are."""
    for language, said in texts.items():
        mail = compose(
            organisation=organisation,
            survey=survey,
            texts=said,
            language=language,
            url=url,
            leave=settings.SITE_URL,
            recipient=by.email,
            first_name=by.name.split()[0] if by.name.strip() else "",
            sender=identity_of(None),
            headers={},
        )
        enqueue(
            kind=OutboundMessage.Kind.TEST,
            policy=OutboundMessage.Policy.HOLD,
            dedup_key=f"offer-test:{language}:{by.pk}:{int(now.timestamp()) // SAME_PRESS_SECONDS}",
            recipient=by.email,
            organisation=organisation,
            reference=f"survey:{survey.pk}",
            payload={
                "subject": mail.subject,
                "text": mail.text,
                "html": mail.html,
                "from_name": mail.sender_name,
            },
            now=now,
        )
    return len(texts)
