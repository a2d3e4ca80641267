from django.conf import settings
from django.db import models

from accounts.models.owned import Owned


class Mute(Owned):
    """One person wants no mail about one score: until a day, or for good. In the app it is still seen."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="+")
    group_by = models.CharField(max_length=60, blank=True)
    group = models.CharField(max_length=200, blank=True)
    until = models.DateField(null=True, blank=True)  # None: for good

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user", "survey", "group_by", "group"], name="mute_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} until {self.until or 'forever'}"
