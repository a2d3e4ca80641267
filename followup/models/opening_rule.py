from django.conf import settings
from django.db import models

from accounts.models.owned import Owned


class OpeningRule(Owned):
    """Which answers become a case, whose it is, how soon, and how to deal with it. The first that fits wins."""

    name = models.CharField(max_length=80)
    position = models.IntegerField()
    conditions = models.JSONField(default=dict)  # {"score": [0, 4], …}: followup/rules/opening.py
    # One of the two, or neither: the survey's own person.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    team = models.ForeignKey(
        "followup.Team", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    first_contact = models.CharField(max_length=4, blank=True)  # empty: as the organisation promises
    resolution = models.CharField(max_length=4, blank=True)
    playbook = models.TextField(blank=True)
    # Its cases are never held back by lot (followup/rules/holding.py).
    is_exempt = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(owner=None) | models.Q(team=None), name="rule_names_person_or_team"
            )
        ]

    def __str__(self) -> str:
        return self.name
