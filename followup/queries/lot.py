"""Which new cases the lot may hold back, and which it does."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from accounts.models import Organisation
from followup.models import Case, HoldOut, OpeningRule
from followup.rules.holding import may_be_held
from responses.maths import scale
from responses.models import Response
from surveys.rules.sample import Sample

# Whoever had a case so lately is worked already: holding back the next one would show little.
SINCE_LAST_CASE = timedelta(days=365)
MONTH = timedelta(days=30)


@dataclass(frozen=True)
class LotState:
    """The lot as its page shows it."""

    setting: HoldOut | None  # None: off
    worked: int  # cases drawn into each arm so far
    held: int
    taken_out: int  # of those held
    last_month: int  # cases the lot could have drawn from in the last thirty days, as far as can be told


def hold_out_of(organisation: Organisation) -> HoldOut | None:
    """What is set, if it is on."""
    found: HoldOut | None = HoldOut.objects.of(organisation).first()
    return found


def lot_for(response: Response, rule: OpeningRule | None, *, now: datetime) -> str:
    """The arm a new case is drawn into; empty: the lot has nothing to do with it."""
    setting = hold_out_of(response.organisation)
    if setting is None or not may_be_held(
        score=response.score,
        wants_contact=response.wants_contact,
        is_known=response.contact_id is not None,
        # A rule that asks what a customer is worth was written for customers nobody wants to lose.
        is_exempt=rule is not None and (rule.is_exempt or "value" in rule.conditions),
    ):
        return ""
    earlier = Case.objects.of(response.organisation).filter(
        contact=response.contact, opened_at__gt=now - SINCE_LAST_CASE
    )
    if earlier.exists():
        return ""
    is_held = Sample(setting.percent, setting.seed).has(response.pk)
    return str(Case.Lot.HELD if is_held else Case.Lot.WORKED)


def lot_state(organisation: Organisation, *, now: datetime) -> LotState:
    """What is set, what the lot has done so far, and what it would have to draw from."""
    cases = Case.objects.of(organisation)
    recent = Q(
        opened_at__gt=now - MONTH,
        response__is_sample=False,
        contact__isnull=False,
        score__lte=scale.DETRACTOR_MAX,
    ) & ~Q(response__wants_contact=True)
    counted = cases.aggregate(
        worked=Count("pk", filter=Q(lot=Case.Lot.WORKED)),
        held=Count("pk", filter=Q(lot=Case.Lot.HELD)),
        taken_out=Count("pk", filter=Q(lot=Case.Lot.HELD, is_held=False)),
        last_month=Count("pk", filter=recent),
    )
    return LotState(setting=hold_out_of(organisation), **counted)
