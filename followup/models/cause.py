from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from followup.models.choice import Choice


class Cause(Choice):
    """Why a customer was unhappy: the organisation's own list of two levels, chosen when a case is closed."""

    SUGGESTED = (
        pgettext_lazy("cause", "Price"),
        pgettext_lazy("cause", "Delivery"),
        pgettext_lazy("cause", "Product quality"),
        pgettext_lazy("cause", "Service and attention"),
        pgettext_lazy("cause", "Billing and payments"),
        pgettext_lazy("cause", "App or website"),
        pgettext_lazy("cause", "Other"),
    )

    # The wider cause it belongs to ("Delivery" of "Late delivery"), which has none itself.
    parent = models.ForeignKey(
        "self", on_delete=models.RESTRICT, null=True, blank=True, related_name="narrower"
    )
    playbook = models.TextField(blank=True, default="", db_default="")  # how such a case is solved

    class Meta(Choice.Meta):
        constraints = [
            *Choice.Meta.constraints,
            models.UniqueConstraint(fields=["id", "organisation"], name="cause_with_organisation"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="cause_not_its_own_parent"),
        ]
