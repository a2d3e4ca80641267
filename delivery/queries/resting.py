"""Addresses that sent several mails back lately and are left alone for a while."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models.functions import Now

from contacts.models import Suppression
from delivery.models import MailEvent, OutboundMessage
from delivery.rules.bounces import REST, WINDOW, News, rests_until


def resting_among(messages: Iterable[OutboundMessage]) -> set[int]:
    """The rows among these whose address rests, by the database's clock, in one query."""
    wanted = {
        (message.organisation_id, digest): message.pk
        for message in messages
        if message.policy == OutboundMessage.Policy.HOLD and message.organisation_id
        for digest in Suppression.hashes_of(message.recipient)
    }
    if not wanted:
        return set()
    rows = MailEvent.objects.filter(
        organisation__in={organisation for organisation, _ in wanted},
        address_hash__in={digest for _, digest in wanted},
        news__in=[News.SOFT, News.DELIVERED],
        at__gt=Now() - (WINDOW + REST),
    ).annotate(clock=Now())
    soft: dict[int, list[datetime]] = defaultdict(list)
    delivered: dict[int, datetime] = {}
    found = list(rows.order_by("at").values_list("organisation", "address_hash", "news", "at", "clock"))
    for organisation, digest, news, at, _clock in found:
        pk = wanted.get((organisation, digest))
        if pk is not None and news == News.SOFT:
            soft[pk].append(at)
        elif pk is not None:
            delivered[pk] = at
    rests = {pk: rests_until(times, delivered.get(pk)) for pk, times in soft.items()}
    return {pk for pk, until in rests.items() if until is not None and until > found[0][-1]}
