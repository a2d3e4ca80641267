from django.db import models
from django.db.models.functions import Lower
from django.utils import translation
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from accounts.models.owned import Owned

SUGGESTED = (
    pgettext_lazy("cause", "Price"),
    pgettext_lazy("cause", "Delivery"),
    pgettext_lazy("cause", "Product quality"),
    pgettext_lazy("cause", "Service and attention"),
    pgettext_lazy("cause", "Billing and payments"),
    pgettext_lazy("cause", "App or website"),
    pgettext_lazy("cause", "Other"),
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
        return [str(name) for name in SUGGESTED]
