"""Who contacts a customer, and when: as the thank-you page says it, also in the seconds before there is a case."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from accounts.models import User
from followup.models import Case, ContactWish
from followup.queries.calendar import calendar_of, settings_of
from followup.queries.opening import named_owner, rule_for, rules_of
from followup.rules.callback import days_offered
from followup.rules.clocks import promised_minutes
from followup.rules.working_time import add_working_minutes
from responses.models import Response


@dataclass(frozen=True)
class Promise:
    """Times are the customer's. `who`: a first name; empty while nobody in particular is known: our team."""

    who: str
    by: datetime | None  # none: no time is promised
    start: datetime | None  # with it, between the two: the customer wished so


def zone_of(response: Response) -> ZoneInfo:
    """Where the customer lives, as far as it is known."""
    contact = response.contact
    return ZoneInfo((contact.time_zone if contact else "") or response.organisation.time_zone)


def wish_of(response: Response) -> ContactWish | None:
    """When the customer wishes to be contacted, if they said."""
    wish: ContactWish | None = ContactWish.objects.of(response.organisation).filter(response=response).first()
    return wish


def days_for(response: Response, now: datetime) -> list[date]:
    """The days the customer may choose from."""
    calendar = calendar_of(settings_of(response.organisation))
    return days_offered(now, zone_of(response), calendar)


def promise_of(response: Response, now: datetime) -> Promise | None:
    """What somebody who asked to be contacted may expect; None where it has been done, or will not be.

    By the case where there is one; before that by the rules that will open it. A time that is over is not
    promised again.
    """
    if not response.wants_contact:
        return None
    cases = Case.objects.of(response.organisation).select_related("owner", "merged_into__owner")
    case = cases.filter(response=response).first()
    case = (case and case.merged_into) or case
    if case is None:
        return None if response.triaged_at else _expected(response, now)
    if not case.is_open or case.contacted_at is not None:
        return None
    by = case.contact_due_at if case.contact_due_at and case.contact_due_at > now else None
    return _promise(response, case.owner, by, case.callback_from if by else None)


def _expected(response: Response, now: datetime) -> Promise:
    rule = rule_for(response, rules_of(response.organisation))
    settings = settings_of(response.organisation)
    owner = None if rule is not None and rule.team else named_owner(response, rule)
    wish = wish_of(response)
    if wish is not None and wish.ends_at and wish.ends_at > now:
        return _promise(response, owner, wish.ends_at, wish.starts_at)
    promised = (rule and rule.first_contact) or settings.first_contact
    if not promised:
        return _promise(response, owner, None, None)
    calendar = calendar_of(settings)
    by = add_working_minutes(response.answered_at, promised_minutes(promised, calendar), calendar)
    return _promise(response, owner, by if by > now else None, None)


def _promise(response: Response, owner: User | None, by: datetime | None, start: datetime | None) -> Promise:
    zone = zone_of(response)
    # Without a name there is only the address, which is nobody's business.
    who = owner.name.split()[0] if owner and owner.name.strip() else ""
    return Promise(who, by and by.astimezone(zone), start and start.astimezone(zone))
