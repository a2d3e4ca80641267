from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from accounts.models import Organisation
from contacts.models import Contact, Suppression
from contacts.queries.suppressed import suppressed_among
from contacts.rules.matching import takes_sms
from delivery.queries.resting import resting_addresses
from surveys.models import AskingRules, Campaign, Invitation
from surveys.rules.left_out import LeftOut, Limits, Standing, reason_to_leave_out
from surveys.rules.sample import EVERYBODY, Sample
from surveys.rules.tenure import customer_since
from surveys.rules.throttle import SHORTEST_PAUSE, effective_pause
from surveys.rules.ways import Offer, Reach, Way, choose_way

CHUNK = 5000
QUARTER = timedelta(days=90)
LONGEST_WAY = timedelta(days=30)  # from the launch of a send to its last mail or reminder


class Candidate(NamedTuple):
    """What decides whether and when a contact is asked."""

    pk: int
    email: str
    phone: str
    is_sample: bool
    name: str
    language: str
    time_zone: str
    created_at: datetime
    ask_not_before: datetime | None
    preferred_channel: str
    email_consent: str
    sms_consent: str
    since: str  # the property that tells since when somebody is a customer, if one was chosen
    stratum: str  # of the property that a programme draws by
    account: str  # the property that colleagues share, if one was chosen


def candidates_among(
    contacts: QuerySet[Contact], rules: AskingRules, *, stratum: str = ""
) -> QuerySet[Contact, Any]:
    """Contacts as rows of a Candidate, in the order of their ids."""
    return (
        contacts.order_by("pk")
        .annotate(
            since=_property(rules.tenure_property),
            account=_property(rules.account_property),
            stratum=_property(stratum),
        )
        .values_list(*Candidate._fields)
    )


def chunks_of(rows: QuerySet[Contact, Any]) -> Iterator[list[Candidate]]:
    """All candidates, some thousand at a time."""
    candidates = map(Candidate._make, rows.iterator(chunk_size=CHUNK))
    while chunk := list(islice(candidates, CHUNK)):
        yield chunk


def weigh_contacts(
    *,
    organisation: Organisation,
    rules: AskingRules,
    candidates: Sequence[Candidate],
    now: datetime,
    accounts: set[str] | None = None,
    sample: Sample = EVERYBODY,
    apart: bool = True,
    offer: str = Offer.EMAIL,
    ways: dict[int, Way] | None = None,
    limits: Limits | None = None,
    panel: bool = False,
) -> list[LeftOut | None]:
    """For each candidate the reason to leave them out, or None. A few queries for any number; writes nothing.

    Without `apart`, colleagues weighed together do not stand in each other's way.
    `accounts` collects those that somebody is asked of: pass the same set for all parts of one send.
    `ways` collects by which channel of what is offered each one would be asked.
    `limits`: other ones than the organisation's.
    `panel`: a send to the panel, whose questions are counted apart from all others.
    """
    accounts = set() if accounts is None else accounts
    limits = limits or (rules.panel if panel else rules.limits)
    times, sends = _panel_times(organisation, candidates, now)
    reached = _reached(organisation, candidates, offer, now)
    asked = Invitation.objects.of(organisation).last_asked(
        [candidate.pk for candidate in candidates],
        since=now - effective_pause(limits.pause),
        but=() if panel else sends,
        until=now - SHORTEST_PAUSE,
    )
    colleagues = _accounts_asked(organisation, rules, limits, candidates, now)
    reasons = []
    for candidate, (way, obstacle) in zip(candidates, reached, strict=True):
        in_this_send = candidate.account in accounts and bool(limits.account_pause)
        standing = Standing(
            is_sample=candidate.is_sample,
            known_since=customer_since(candidate.since, candidate.created_at),
            unreachable=obstacle,
            not_before=candidate.ask_not_before,
            last_asked=asked.get(candidate.pk),
            panel_enough=panel and times.get(candidate.pk, 0) >= rules.panel_times,
            account_last_asked=now if in_this_send else colleagues.get(candidate.account),
        )
        reason = reason_to_leave_out(standing, limits=limits, now=now)
        if reason is None and not sample.has(candidate.pk):
            reason = LeftOut.NOT_DRAWN
        if reason is None and candidate.account and apart:
            accounts.add(candidate.account)
        if ways is not None:
            ways[candidate.pk] = way
        reasons.append(reason)
    return reasons


def _reached(
    organisation: Organisation, candidates: Sequence[Candidate], offer: str, now: datetime
) -> list[tuple[Way, LeftOut | None]]:
    """For each candidate the channel, and what speaks against it if none is open."""
    emails = [candidate.email for candidate in candidates] if offer != Offer.SMS else []
    phones = [candidate.phone for candidate in candidates] if offer != Offer.EMAIL else []
    resting = resting_addresses(organisation, emails, now=now)
    email_closed = dict.fromkeys(resting, str(LeftOut.RESTING))
    email_closed |= suppressed_among(organisation, Suppression.Channel.EMAIL, emails)
    phone_closed = suppressed_among(organisation, Suppression.Channel.PHONE, phones)
    return [
        choose_way(
            Reach(
                email=candidate.email,
                phone=candidate.phone,
                takes_sms=offer == Offer.EMAIL or (bool(candidate.phone) and takes_sms(candidate.phone)),
                preferred=candidate.preferred_channel,
                email_consent=candidate.email_consent,
                sms_consent=candidate.sms_consent,
                email_closed=email_closed.get(candidate.email),
                phone_closed=phone_closed.get(candidate.phone),
            ),
            offer,
        )
        for candidate in candidates
    ]


def _panel_times(
    organisation: Organisation, candidates: Sequence[Candidate], now: datetime
) -> tuple[dict[int, int], list[int]]:
    """How often sends to the panel asked each of them in a quarter, and these sends (their ids): mostly none."""
    since = now - QUARTER
    sends = Campaign.objects.of(organisation).filter(is_panel=True, launched_at__gt=since - LONGEST_WAY)
    found = list(sends.values_list("pk", flat=True))
    if not found:
        return {}, []
    people = [candidate.pk for candidate in candidates]
    rows = Invitation.objects.of(organisation)
    return rows.times_asked(people, campaigns=found, since=since), found


def _accounts_asked(
    organisation: Organisation,
    rules: AskingRules,
    limits: Limits,
    candidates: Sequence[Candidate],
    now: datetime,
) -> dict[str, datetime]:
    named = {candidate.account for candidate in candidates if candidate.account}
    if not named or not limits.account_pause:
        return {}
    rows = Invitation.objects.of(organisation)
    return rows.accounts_asked(rules.account_property, named, since=now - limits.account_pause)


def _property(name: str) -> Any:
    if not name:
        return Value("", output_field=TextField())
    return Coalesce(KeyTextTransform(name, F("properties")), Value("", output_field=TextField()))
