from datetime import datetime

from django.db import transaction
from django.utils import translation

from accounts.models import User
from delivery.models import OutboundMessage
from followup.actions.claim_case import claim_case
from followup.actions.mail_colleague import mail_colleague
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
    due_at = notice.due_at.astimezone(organisation.zone)
    with translation.override(to.language):
        due = formats.day_and_time(due_at, organisation.region)
    fields = {
        "response": case.response,
        "clock": str(notice.clock),
        "step": str(notice.step),
        "owner": case.owner,
        "due": due,
    }
    # A case that was opened again has clocks of its own; a new calendar tells nothing twice.
    started = int((case.clock_from or case.opened_at).timestamp())
    occasion = f"clock:{started}:{notice.clock}:{notice.step}"
    return mail_colleague("clock", case=case, to=to, occasion=occasion, fields=fields, now=now)
