from django.db import models
from django.db.models.functions import Lower
from django.utils import translation
from django.utils.translation import gettext_noop

from accounts.models import Organisation
from accounts.models.owned import Owned

SUGGESTED = (
    gettext_noop("Price"),
    gettext_noop("Delivery"),
    gettext_noop("Product quality"),
    gettext_noop("Service and attention"),
    gettext_noop("Billing and payments"),
    gettext_noop("App or website"),
    gettext_noop("Other"),
)


class Cause(Owned):
    """Why a customer was unhappy: the organisation's own list, chosen when a case is closed."""

    name = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint("organisation", Lower("name"), name="cause_name_once")]

    def __str__(self) -> str:
        return self.name


def suggested_names(organisation: Organisation) -> list[str]:
    """What an organisation's list starts with, in the language of its region."""
    with translation.override(organisation.region.split("-")[0]):
        return [translation.gettext(name) for name in SUGGESTED]
