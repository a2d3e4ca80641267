from django.db import transaction

from accounts.models import Organisation
from followup.models import Cause
from followup.models.cause import suggested_names


@transaction.atomic
def create_default_causes(*, organisation: Organisation) -> list[Cause]:
    """Give an organisation without any cause the suggested ones; return those it may choose from now.

    Writes no journal line: nobody did this, the list comes with the first case.
    """
    if not Cause.objects.of(organisation).exists():
        Cause.objects.bulk_create(
            [Cause(organisation=organisation, name=name) for name in suggested_names(organisation)],
            ignore_conflicts=True,  # two first cases at once
        )
    return list(Cause.objects.of(organisation).filter(is_active=True).order_by("pk"))
