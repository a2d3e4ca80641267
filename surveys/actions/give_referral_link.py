from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from contacts.models import Contact
from surveys.models import ReferralLink, Survey


@transaction.atomic
def give_referral_link(*, survey: Survey, contact: Contact, now: datetime) -> ReferralLink:
    """The link of this person: the one they have, or a new one."""
    link: ReferralLink
    link, created = ReferralLink.objects.of(survey.organisation).get_or_create(
        survey=survey,
        contact=contact,
        defaults={"organisation": survey.organisation, "given_at": now},
    )
    if created:
        write_event(
            organisation=survey.organisation, verb="referral_link.given", subject=link, by="customer", now=now
        )
    return link
