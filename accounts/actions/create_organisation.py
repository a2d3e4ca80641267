from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from accounts.actions.write_event import write_event
from accounts.models import Membership, Organisation, User
from accounts.permissions import Role

LONGEST_STEM = 40
MOST_TRIES = 1000


class NoFreeAddress(Exception):
    """Too many organisations share this name."""


@transaction.atomic
def create_organisation(
    *, name: str, by: User, now: datetime, time_zone: str = "UTC", region: str = "en-GB"
) -> Organisation:
    """Create an organisation that belongs to `by`. Its name also signs its mails until somebody changes that."""
    organisation = _with_free_slug(name=name, time_zone=time_zone, region=region)
    Membership.objects.create(organisation=organisation, user=by, role=Role.OWNER)
    write_event(organisation=organisation, verb="organisation.created", subject=organisation, by=by, now=now)
    return organisation


def _with_free_slug(*, name: str, time_zone: str, region: str) -> Organisation:
    stem = slugify(name)[:LONGEST_STEM].strip("-") or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    for number in range(1, MOST_TRIES):
        slug = stem if number == 1 else f"{stem}-{number}"
        if slug in taken:
            continue
        try:
            with transaction.atomic():  # somebody may take it between the look and the insert
                return Organisation.objects.create(
                    name=name, slug=slug, time_zone=time_zone, region=region, sender_name=name
                )
        except IntegrityError:
            continue
    raise NoFreeAddress(name)
