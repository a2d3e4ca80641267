from accounts.models import Organisation
from contacts.models import CustomerEvent
from contacts.rules.customer_event import SUGGESTED

NEWEST = 2000


def event_names(organisation: Organisation) -> list[str]:
    """What the newest events are called, and what is usual, in alphabetical order."""
    newest = CustomerEvent.objects.of(organisation).order_by("-pk").values_list("name", flat=True)[:NEWEST]
    return sorted({*SUGGESTED, *newest})
