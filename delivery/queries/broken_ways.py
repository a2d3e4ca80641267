"""Which ways out are broken at the moment, for the banner on every page."""

from django.db.models import Q

from accounts.models import Organisation
from delivery.models import Transport


def broken_ways(organisation: Organisation) -> list[Transport]:
    """The organisation's own and the server's, as far as their breaker is open."""
    concerned = Q(organisation=organisation) | Q(organisation=None)
    return list(Transport.objects.filter(concerned, down_since__isnull=False).order_by("pk"))
