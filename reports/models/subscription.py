from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models.owned import Owned
from nps_app.lib.tokens import mail_token


class Subscription(Owned):
    """What one person is mailed of an organisation's scores: alerts as they come, a digest now and then."""

    class Digest(models.TextChoices):
        OFF = "off"
        DAILY = "daily"
        WEEKLY = "weekly"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    alerts = models.BooleanField()
    digest = models.CharField(max_length=6, choices=Digest.choices)
    survey_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)  # empty: every survey
    # A department: only what is about this value of the property. Empty: everything.
    group_by = models.CharField(max_length=60, blank=True)
    group = models.CharField(max_length=200, blank=True)
    snoozed_until = models.DateField(null=True, blank=True)  # no alerts before this day
    digested_on = models.DateField(null=True, blank=True)  # the morning a digest was last thought of
    token = models.CharField(max_length=32, unique=True, default=mail_token)  # stops it without signing in

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "user"], name="subscription_once"),
            models.CheckConstraint(
                condition=~models.Q(group_by="") | models.Q(group=""), name="subscription_value_of_property"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.digest}"
