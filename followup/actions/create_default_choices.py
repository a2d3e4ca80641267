from typing import TypeVar

from django.db import transaction

from accounts.models import Organisation
from followup.models.choice import Choice

C = TypeVar("C", bound=Choice)


@transaction.atomic
def create_default_choices(*, organisation: Organisation, kind: type[C]) -> list[C]:
    """Give an organisation without any entry of a list the suggested ones; return what it may choose from now.

    Writes no journal line: nobody did this, the list comes with the first case.
    """
    if not kind.objects.of(organisation).exists():
        kind.objects.bulk_create(
            [kind(organisation=organisation, name=name) for name in kind.suggested_names(organisation)],
            ignore_conflicts=True,  # two first cases at once
        )
    return list(kind.objects.of(organisation).filter(is_active=True).order_by("pk"))
