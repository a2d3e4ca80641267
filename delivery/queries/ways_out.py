"""By which ways messages can leave, and which of them somebody waits at."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from accounts.models import Organisation
from delivery.models import OutboundMessage, Transport


def ways_out(*, channel: str, kinds: list[str]) -> list[Transport | None]:
    """The transports with something due, by the database's clock. None, the server's own, is always among them."""
    due = OutboundMessage.objects.filter(
        channel=channel,
        transport=OuterRef("pk"),
        kind__in=kinds,
        state=OutboundMessage.State.QUEUED,
        next_at__lte=Now(),
    )
    own = Transport.objects.filter(Exists(due), channel=channel, organisation__isnull=False)
    return [None, *own.order_by("pk")]


def transports_of(organisations: Iterable[Organisation]) -> list[Transport]:
    """What these organisations have set up for themselves."""
    return list(Transport.objects.filter(organisation__in={row.pk for row in organisations}))


def transport_of(organisation: Organisation, channel: str) -> Transport | None:
    """An organisation's own transport on a channel; None: the server's."""
    return Transport.objects.of(organisation).filter(channel=channel).first()
