from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_noop

from accounts.models import Organisation
from followup.models import Cause

NAMES = (
    gettext_noop("Price"),
    gettext_noop("Delivery"),
    gettext_noop("Product quality"),
    gettext_noop("Service and attention"),
    gettext_noop("Billing and payments"),
    gettext_noop("App or website"),
    gettext_noop("Other"),
)


def default_names(organisation: Organisation) -> list[str]:
    """The suggested causes in the organisation's language."""
    with translation.override(organisation.region.split("-")[0]):
        return [translation.gettext(name) for name in NAMES]


@transaction.atomic
def create_default_causes(*, organisation: Organisation) -> list[Cause]:
    """Give an organisation without any cause the suggested ones; return those it may choose from now.

    Writes no journal line: nobody did this, the list comes with the first case.
    """
    if not Cause.objects.of(organisation).exists():
        Cause.objects.bulk_create(
            [Cause(organisation=organisation, name=name) for name in default_names(organisation)],
            ignore_conflicts=True,  # two first cases at once
        )
    return list(Cause.objects.of(organisation).filter(is_active=True).order_by("pk"))
