from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.models import Organisation, User
from delivery.actions.enqueue import enqueue
from delivery.models import OutboundMessage
from surveys.channels.email import trial_mail
from surveys.models import Experiment, Survey
from surveys.rules.arms import ARMS

# Two presses of a hurried finger are one mail.
SAME_PRESS_SECONDS = 5


class NothingPublished(Exception):
    """A survey that was never published has no texts to send."""


@transaction.atomic
def send_test(
    *,
    organisation: Organisation,
    survey: Survey,
    language: str,
    by: User,
    now: datetime,
    experiment: Experiment | None = None,
    is_reminder: bool = False,
) -> None:
    """Queue the invitation, or its reminder, to the person who presses the button, with an experiment both arms' ones.

    Its links show the page and record nothing.
    """
    for arm in ARMS if experiment else ("",):
        _queue(organisation, survey, language, by, now, experiment, arm, is_reminder)


def _queue(
    organisation: Organisation,
    survey: Survey,
    language: str,
    by: User,
    now: datetime,
    experiment: Experiment | None,
    arm: str,
    is_reminder: bool,
) -> None:
    if survey.published is None:
        raise NothingPublished
    preview = reverse("surveys:preview_page", args=[organisation.slug, survey.pk])
    mail = trial_mail(
        organisation=organisation,
        version=survey.published,
        language=language,
        recipient=by.email,
        name=by.name,
        url=f"{settings.SITE_URL}{preview}",
        experiment=experiment,
        arm=arm,
        is_reminder=is_reminder,
    )
    which = "r" if is_reminder else ""
    enqueue(
        kind=OutboundMessage.Kind.TEST,
        policy=OutboundMessage.Policy.HOLD,
        dedup_key=f"test:{survey.pk}{arm}{which}:{by.pk}:{int(now.timestamp()) // SAME_PRESS_SECONDS}",
        recipient=by.email,
        organisation=organisation,
        reference=f"survey:{survey.pk}",
        payload={
            "subject": f"{arm}: {mail.subject}" if arm else mail.subject,
            "text": mail.text,
            "html": mail.html,
            "from_name": mail.sender_name,
        },
        now=now,
    )
