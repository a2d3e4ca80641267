from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models.owned import Owned


class Team(Owned):
    """People who share cases among them."""

    class Share(models.TextChoices):
        IN_TURN = "in_turn", _("In turn")
        LEAST_BUSY = "least_busy", _("Whoever has the fewest open cases")

    name = models.CharField(max_length=80)
    share = models.CharField(max_length=10, choices=Share.choices, default=Share.IN_TURN)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    # Who got the last case that was shared in turn.
    last = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint("organisation", Lower("name"), name="team_name_once")]

    def __str__(self) -> str:
        return self.name
