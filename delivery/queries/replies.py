from django.conf import settings

from accounts.models import Organisation
from delivery.models import ReplyAddress
from delivery.rules.references import reference_of, return_path


def reply_address_of(organisation: Organisation) -> ReplyAddress | None:
    """Where an organisation's customers answer, if it has set that up, tested or not."""
    row: ReplyAddress | None = ReplyAddress.objects.of(organisation).select_related("organisation").first()
    return row


def answers_arrive(organisation: Organisation) -> bool:
    """Whether what customers answer comes to us."""
    return ReplyAddress.objects.of(organisation).exclude(confirmed_at=None).exists()


def reply_to(organisation: Organisation, number: int, purpose: str) -> str:
    """The address to which an answer about one row of `purpose` goes; empty where none is shown to work."""
    row = reply_address_of(organisation)
    if row is None or row.confirmed_at is None:
        return ""
    return return_path(row.address, reference_of(number, str(settings.SECRET_KEY), purpose))
