from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from contacts.models import Contact, Product, Segment
from surveys.models import Survey


@transaction.atomic
def remove_sample_data(*, organisation: Organisation, by: User | str, now: datetime) -> bool:
    """Delete everything marked as sample data, with all that hangs on it. False when there was none.

    The organisation's row is locked, so that two first answers at once do it one after the other.
    """
    row = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    organisation.has_sample_data = False
    if not row.has_sample_data:
        return False
    # Surveys first: campaigns, invitations, answers and cases go with them.
    Survey.objects.of(row).filter(is_sample=True).delete()
    Segment.objects.of(row).filter(is_sample=True).delete()
    Contact.objects.of(row).filter(is_sample=True).delete()
    # What only the sample's customers bought, and nobody has said a word about.
    Product.objects.of(row).filter(purchases=None, every_days=None, link="").delete()
    row.has_sample_data = False
    row.save(update_fields=["has_sample_data"])
    write_event(organisation=row, verb="sample_data.removed", subject=row, by=by, now=now)
    return True
