from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
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

    class Routing(models.TextChoices):
        NOWHERE = "", _("Nobody in particular: the case stays where it is")
        SUGGEST = "suggest", _("Suggest handing it over")
        AUTO = "auto", _("Hand it over at once")

    # The wider cause it belongs to ("Delivery" of "Late delivery"), which has none itself.
    parent = models.ForeignKey(
        "self", on_delete=models.RESTRICT, null=True, blank=True, related_name="narrower"
    )
    playbook = models.TextField(blank=True, default="", db_default="")  # how such a case is solved

    # Whose business such cases are, and whether they are handed over as soon as the cause is known.
    routing = models.CharField(max_length=7, choices=Routing.choices, blank=True, default="", db_default="")
    to_team = models.ForeignKey(
        "followup.Team", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    to_department = models.CharField(max_length=200, blank=True, default="", db_default="")

    class Meta(Choice.Meta):
        constraints = [
            *Choice.Meta.constraints,
            models.UniqueConstraint(fields=["id", "organisation"], name="cause_with_organisation"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="cause_not_its_own_parent"),
        ]

    def is_at_home(self, *, department: str, team_id: int | None) -> bool:
        """Whether a case of this department and team is where the cause would have it."""
        if not self.routing or not (self.to_team_id or self.to_department):
            return True
        fits_team = not self.to_team_id or self.to_team_id == team_id
        return fits_team and (not self.to_department or self.to_department == department)

    @property
    def home(self) -> str:
        """Where such cases go, in words."""
        names = [self.to_team.name if self.to_team else "", self.to_department]
        return " · ".join(filter(None, dict.fromkeys(names)))
