"""By which ways messages can leave, and which of them somebody waits at."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from accounts.models import Organisation
from delivery.models import OutboundMessage, Transport
from delivery.rules.breaker import Cause
from delivery.rules.kinds import TO_CUSTOMERS


def ways_out(*, channel: str, kinds: list[str]) -> list[Transport]:
    """The ways that may be tried now, by the database's clock: the server's own, then those with something due.

    One that failed of late comes last: what it costs to wait for it is not the others'.
    A breaker that opened because our mails to customers are refused holds back those only.
    """
    due = OutboundMessage.objects.filter(
        channel=channel,
        transport=OuterRef("pk"),
        kind__in=kinds,
        state=OutboundMessage.State.QUEUED,
        next_at__lte=Now(),
    )
    may_try = Q(down_since=None) | Q(retry_at__lte=Now())
    if not TO_CUSTOMERS & set(kinds):
        may_try |= Q(down_reason=Cause.BLOCKED)
    of_channel = Transport.objects.filter(channel=channel).select_related("organisation")
    own = of_channel.filter(may_try, Exists(due), organisation__isnull=False).order_by("failures", "pk")
    stored = of_channel.filter(organisation=None).annotate(may_try=may_try).first()
    if stored is None:
        return [Transport(channel=channel, provider="smtp"), *own]
    return [stored, *own] if stored.may_try else list(own)


def transports_of(organisations: Iterable[Organisation]) -> list[Transport]:
    """What these organisations have set up for themselves."""
    return list(Transport.objects.filter(organisation__in={row.pk for row in organisations}))


def transport_of(organisation: Organisation, channel: str) -> Transport | None:
    """An organisation's own transport on a channel; None: the server's."""
    return Transport.objects.of(organisation).filter(channel=channel).first()
