"""Addresses that sent several mails back lately and are left alone for a while."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import F
from django.db.models.functions import Now

from accounts.models import Organisation
from contacts.models import Suppression
from delivery.models import MailEvent, OutboundMessage
from delivery.rules.bounces import REST, WINDOW, News, rests_until

# Whose address: the organisation and the hash.
Key = tuple[int, str]


def resting_among(messages: Iterable[OutboundMessage]) -> set[int]:
    """The rows among these whose address rests, by the database's clock, in one query."""
    wanted = {
        (message.organisation_id, digest): message.pk
        for message in messages
        if message.policy == OutboundMessage.Policy.HOLD and message.organisation_id
        for digest in Suppression.hashes_of(message.recipient)
    }
    return {wanted[key] for key in _resting(set(wanted), None)}


def resting_addresses(organisation: Organisation, addresses: Iterable[str], *, now: datetime) -> set[str]:
    """Those among an organisation's addresses that rest at a moment, in one query."""
    wanted = {
        (organisation.pk, digest): address
        for address in filter(None, addresses)
        for digest in Suppression.hashes_of(address)
    }
    return {wanted[key] for key in _resting(set(wanted), now)}


def _resting(wanted: set[Key], now: datetime | None) -> set[Key]:
    """Those that rest; `now`: None for the database's clock."""
    if not wanted:
        return set()
    rows = MailEvent.objects.filter(
        organisation__in={organisation for organisation, _ in wanted},
        address_hash__in={digest for _, digest in wanted},
        news__in=[News.SOFT, News.DELIVERED],
        at__gt=(now or Now()) - (WINDOW + REST),
    ).annotate(clock=Now() if now is None else F("at"))
    soft: dict[Key, list[datetime]] = defaultdict(list)
    delivered: dict[Key, datetime] = {}
    clock = now
    for organisation, digest, news, at, moment in rows.order_by("at").values_list(
        "organisation", "address_hash", "news", "at", "clock"
    ):
        clock = now or moment
        if news == News.SOFT:
            soft[organisation, digest].append(at)
        else:
            delivered[organisation, digest] = at
    rests = {key: rests_until(times, delivered.get(key)) for key, times in soft.items() if key in wanted}
    return {key for key, until in rests.items() if until is not None and clock is not None and until > clock}
