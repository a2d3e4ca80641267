import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Organisation
from delivery.actions.read_replies import read_replies as read_mailbox
from delivery.models import ReplyAddress
from delivery.rules.inbound_mail import InboundMail
from delivery.rules.reply_ways import MAILBOX
from delivery.tasks import deliver_ready
from followup.actions.draw_promotion import draw_promotion
from followup.actions.look_again import AS_IF_CLOSED, GRACE, look_again
from followup.actions.plan_due_reminders import plan_due_reminders
from followup.actions.rewind_case import rewind_case
from followup.actions.send_promotions import send_promotions
from followup.actions.take_mail import take_mail
from followup.actions.tell_clock import tell_clock
from followup.actions.triage_response import triage_response
from followup.actions.wake_case import wake_case
from followup.models import Case, DueReminding, Promotion
from followup.queries.calendar import calendar_of, settings_of
from nps_app.lib.nudge import nudge
from responses.models import Response
from surveys.models.asking_rules import LONGEST_DAYS
from surveys.tasks import PLAN_SECONDS, PUMP_SECONDS, send_invitations, send_sms

logger = logging.getLogger(__name__)
BATCH = 200
LIMIT_SECONDS = 50
LONGEST_AGO = timedelta(days=LONGEST_DAYS) + GRACE


@shared_task
def triage_answers() -> None:
    """Decide what every new or changed answer needs. A row that fails is logged and tried again next time."""
    stop_at = time.monotonic() + LIMIT_SECONDS
    last = 0
    while time.monotonic() < stop_at:
        ids = list(
            Response.objects.real()
            .untriaged()
            .filter(pk__gt=last)
            .order_by("pk")
            .values_list("pk", flat=True)[:BATCH]
        )
        if not ids:
            return
        if sum(_triage(pk) for pk in ids):
            nudge(deliver_ready)
        last = ids[-1]


def _triage(response_id: int) -> bool:
    try:
        return triage_response(response_id=response_id, now=timezone.now()) is not None
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        # One bad row must not keep the others waiting.
        logger.exception("answer %s could not be triaged", response_id)
        return False


@shared_task
def look_again_at_cases() -> None:
    """Ask the customers of cases that were closed some time ago how it is now."""
    stop_at = time.monotonic() + LIMIT_SECONDS
    since = timezone.now() - LONGEST_AGO
    ended = Q(closed_at__gt=since) | Q(is_held=True, opened_at__gt=since - AS_IF_CLOSED)
    closed = Case.objects.filter(ended, contact__isnull=False)
    for organisation in Organisation.objects.filter(pk__in=closed.values("organisation")).order_by("pk"):
        decided = 1
        while decided and time.monotonic() < stop_at:
            decided = look_again(organisation=organisation, now=timezone.now())
            if decided:
                nudge(send_invitations)
                nudge(send_sms)


@shared_task
def read_replies() -> None:
    """Look into the mailboxes in which customers answer, and put what they wrote into their cases."""
    stop_at = time.monotonic() + LIMIT_SECONDS
    taken = 0
    boxes = ReplyAddress.objects.filter(way=MAILBOX).exclude(check_sent_at=None)
    for row in boxes.select_related("organisation").order_by(F("looked_at").asc(nulls_first=True)):
        if time.monotonic() > stop_at:
            break
        now = timezone.now()
        taken += read_mailbox(row=row, take=_taker(row.organisation, now), now=now)
    if taken:
        nudge(deliver_ready)


def _taker(organisation: Organisation, now: datetime) -> Callable[[InboundMail], bool]:
    return lambda mail: take_mail(organisation=organisation, mail=mail, now=now)


@shared_task
def keep_clocks() -> None:
    """Reckon open cases anew where hours, holidays or the time zone changed; wake cases; mail what the clocks say."""
    stop_at = time.monotonic() + LIMIT_SECONDS
    open_cases = Case.objects.open()
    for organisation in Organisation.objects.filter(pk__in=open_cases.values("organisation")).order_by("pk"):
        _reckon(organisation, stop_at)
    told = sum(map(_wake, Case.objects.to_wake(now=timezone.now()).select_related("organisation")[:BATCH]))
    for case in Case.objects.to_tell(now=timezone.now()).select_related("organisation").order_by("notice_at"):
        if time.monotonic() > stop_at:
            break
        told += _tell(case)
    if told:
        nudge(deliver_ready)


def _reckon(organisation: Organisation, stop_at: float) -> None:
    settings = settings_of(organisation)
    mark = calendar_of(settings).mark
    stale = Case.objects.of(organisation).open().exclude(calendar_mark=mark).select_related("organisation")
    for case in stale.order_by("pk").iterator():
        if time.monotonic() > stop_at:
            return  # the next sweep goes on
        rewind_case(case=case, settings=settings)


def _wake(case: Case) -> int:
    wake_case(case=case, now=timezone.now())
    return 1


def _tell(case: Case) -> int:
    try:
        return len(tell_clock(case=case, now=timezone.now()))
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        logger.exception("the clocks of case %s could not be told", case.pk)
        return 0


@shared_task
def draw_offers() -> None:
    """Draw the lots of offers that were launched; what takes longer than a turn goes on in the next."""
    stop_at = time.monotonic() + PLAN_SECONDS
    is_left = False
    for promotion in Promotion.objects.filter(state=Promotion.State.DRAWING).order_by("pk"):
        is_drawing = True
        while is_drawing and time.monotonic() < stop_at:
            is_drawing = draw_promotion(promotion=promotion, now=timezone.now())
        is_left = is_left or is_drawing
        nudge(send_offers)
    if is_left:
        nudge(draw_offers)


@shared_task
def send_offers() -> None:
    """Send the offers that are due."""
    send_promotions(now=timezone.now(), limit_seconds=PUMP_SECONDS)


@shared_task
def remind_due() -> None:
    """Decide about customers whose time to buy again has come, where an organisation reminds them."""
    stop_at = time.monotonic() + PLAN_SECONDS
    planned = 0
    for reminding in DueReminding.objects.filter(is_on=True).select_related("organisation").order_by("pk"):
        decided = 1
        while decided and time.monotonic() < stop_at:
            decided = plan_due_reminders(reminding=reminding, now=timezone.now())
            planned += decided
    if planned:
        nudge(send_offers)
