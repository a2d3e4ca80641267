from datetime import datetime
from typing import Any

from django.conf import settings as site
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from delivery.actions.enqueue import enqueue
from delivery.models import OutboundMessage
from followup.actions.claim_case import claim_case
from followup.actions.wind_clocks import hands_of
from followup.models import Case, WorkingCalendar
from followup.queries.calendar import calendar_of, escalation_owner, settings_of
from followup.rules.clocks import Notice, Step, notices
from nps_app.lib import formats


@transaction.atomic
def tell_clock(*, case: Case, now: datetime) -> list[OutboundMessage]:
    """Mail what there is to tell about a case's clocks by now, each thing once, and note when the next is due.

    At 75 % and when it is due its owner is told; four hours later whoever looks after what stays overdue, who
    also hears at once about a case that is nobody's. Of several steps of one clock only the last is told.
    """
    case = claim_case(case=case, seen=None, held=True)
    if not case.is_open or case.notice_at is None:
        return []
    settings = settings_of(case.organisation)
    every = notices(hands_of(case), calendar_of(settings))
    told = []
    for notice in _last_of_each([notice for notice in every if notice.at <= now]):
        recipient = _recipient(case, notice, settings)
        if recipient is not None and not case.response.is_sample:
            told.append(_mail(case, notice, recipient, now))
    case.notice_at = min((notice.at for notice in every if notice.at > now), default=None)
    case.save(update_fields=["notice_at"])
    return told


def _last_of_each(past: list[Notice]) -> list[Notice]:
    return list({notice.clock: notice for notice in past}.values())


def _recipient(case: Case, notice: Notice, settings: WorkingCalendar) -> User | None:
    if notice.step is Step.ESCALATED or case.owner is None:
        return escalation_owner(settings)
    return case.owner


def _mail(case: Case, notice: Notice, to: User, now: datetime) -> OutboundMessage:
    organisation = case.organisation
    path = reverse("followup:case", args=[organisation.slug, case.pk])
    fields: dict[str, Any] = {
        "case": case,
        "response": case.response,
        "organisation": organisation,
        "clock": str(notice.clock),
        "step": str(notice.step),
        "owner": case.owner,
        "url": f"{site.SITE_URL}{path}",
    }
    with translation.override(to.language):
        fields["due"] = formats.day_and_time(notice.due_at.astimezone(organisation.zone), organisation.region)
        payload = {
            "subject": " ".join(render_to_string("emails/followup/clock.subject.txt", fields).split()),
            "text": render_to_string("emails/followup/clock.txt", fields),
            "html": render_to_string("emails/followup/clock.html", fields),
        }
    started = int((case.clock_from or case.opened_at).timestamp())
    return enqueue(
        kind=OutboundMessage.Kind.STAFF,
        policy=OutboundMessage.Policy.RESEND,
        # A case that was opened again has clocks of its own; a new calendar tells nothing twice.
        dedup_key=f"case:{case.pk}:clock:{started}:{notice.clock}:{notice.step}",
        recipient=to.email,
        organisation=organisation,
        reference=f"case:{case.pk}",
        payload=payload,
        now=now,
    )
