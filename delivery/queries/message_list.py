"""The ledger as a page shows it: newest first, by keyset, so that the last page is as fast as the first."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import Organisation
from delivery.models import OutboundMessage

PAGE = 50


@dataclass(frozen=True)
class MessagePage:
    """Some messages, and where the next page begins."""

    rows: list[OutboundMessage]
    older_than: int | None


def message_list(
    organisation: Organisation,
    *,
    states: Sequence[str] = (),
    kind: str = "",
    recipient: str = "",
    before: int | None = None,
    with_account_mails: bool = False,
) -> MessagePage:
    """One page of an organisation's messages; mails about people's accounts only where they are asked for."""
    found = OutboundMessage.objects.of(organisation).defer("payload").order_by("-pk")
    if not with_account_mails:
        found = found.exclude(kind=OutboundMessage.Kind.ACCOUNT)
    if states:
        found = found.filter(state__in=states)
    if kind:
        found = found.filter(kind=kind)
    if recipient:
        found = found.filter(recipient__icontains=recipient)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found[: PAGE + 1])
    return MessagePage(rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None)
