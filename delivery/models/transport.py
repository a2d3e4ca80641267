from typing import Any

from django.db import models

from accounts.models.owned import OwnedQuerySet
from nps_app.lib.seal import seal, unseal
from nps_app.lib.tokens import mail_token


class Channel(models.TextChoices):
    """By which way a message reaches somebody."""

    EMAIL = "email"
    SMS = "sms"
    HOOK = "hook"


class Transport(models.Model):
    """How an organisation's messages leave on one channel, and whether they can at the moment.

    An organisation without a row uses the server's own settings. The server's own mail settings have a row
    without an organisation, written when they first fail: it keeps the state of the breaker only.
    """

    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    channel = models.CharField(max_length=8, choices=Channel.choices)
    provider = models.CharField(max_length=20)  # a key of delivery/rules/providers.py
    options = models.JSONField(default=dict, blank=True)
    sealed = models.TextField(blank=True)
    # Stands in the address the provider reports to, so that it leads to this organisation.
    hook_key = models.CharField(max_length=43, unique=True, default=mail_token)
    # Warming up: at most so many messages to customers today; empty: no such limit. `counted`: left or about to
    # leave on the day `counted_on` of the organisation's calendar.
    warm_up_limit = models.PositiveIntegerField(null=True, blank=True)
    counted_on = models.DateField(null=True, blank=True)
    counted = models.PositiveIntegerField(default=0)
    # The breaker: open while `down_since` is set; one message tries the way again at `retry_at`.
    failures = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)  # since it opened
    down_since = models.DateTimeField(null=True, blank=True)
    down_reason = models.CharField(max_length=20, blank=True)
    down_detail = models.CharField(max_length=300, blank=True)
    retry_at = models.DateTimeField(null=True, blank=True)
    owners_told_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "channel"], name="transport_once"),
            models.UniqueConstraint(
                fields=["channel"], name="transport_of_the_server", condition=models.Q(organisation=None)
            ),
            models.CheckConstraint(
                condition=models.Q(down_since__isnull=True) | models.Q(retry_at__isnull=False),
                name="transport_down_tries_again",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} ({self.channel})"

    @property
    def secrets(self) -> dict[str, str]:
        """Passwords and keys. They are never shown again."""
        return unseal(self.sealed)

    @secrets.setter
    def secrets(self, values: dict[str, str]) -> None:
        self.sealed = seal(values)

    @property
    def is_servers(self) -> bool:
        """Whether these are the server's own settings, not an organisation's."""
        return self.organisation_id is None

    @property
    def day_limit(self) -> int | None:
        """The most messages that may leave in a day: what is set, and what warming up allows; None: no limit."""
        limits = [limit for limit in (self.option("per_day", 0), self.warm_up_limit) if limit]
        return min(limits) if limits else None

    @property
    def is_down(self) -> bool:
        """Whether the breaker is open."""
        return self.down_since is not None

    def option(self, name: str, default: Any = "") -> Any:
        """One setting that is no secret."""
        return self.options.get(name, default)
