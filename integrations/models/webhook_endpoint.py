from datetime import datetime
from urllib.parse import urlsplit

from django.db import models

from accounts.models.owned import Owned
from delivery.models import OutboundMessage
from nps_app.lib.seal import seal, unseal

LONGEST_SHOWN = 120


class WebhookEndpoint(Owned):
    """An address of the organisation's own that wants to hear what happens here, as it happens."""

    class State(models.TextChoices):
        ACTIVE = "active"
        PAUSED = "paused"  # by a person: what happens meanwhile waits
        OFF = "off"  # nothing is kept for it

    class OffReason(models.TextChoices):
        GONE = "gone"  # it answered 410
        FAILING = "failing"  # for days

    url = models.CharField(max_length=1000)
    events = models.JSONField(default=list)  # keys of integrations/rules/webhook_events.py
    sealed = models.TextField()
    old_secret_until = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=6, choices=State.choices, default=State.ACTIVE)
    off_reason = models.CharField(max_length=8, choices=OffReason.choices, blank=True)
    # In a row, since it last took something; while it rests nothing is tried.
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    retry_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "url"], name="webhook_url_once")]

    def __str__(self) -> str:
        return self.shown

    @property
    def shown(self) -> str:
        """The address without what may be a key in it."""
        parts = urlsplit(self.url)
        return f"{parts.netloc}{parts.path}"[:LONGEST_SHOWN]

    @property
    def reference(self) -> str:
        """How the ledger names whom a message is for."""
        return f"endpoint:{self.pk}"

    def waiting(self) -> models.QuerySet[OutboundMessage]:
        """What the ledger still has for this endpoint, due now or later."""
        return OutboundMessage.objects.of(self.organisation).filter(
            reference=self.reference, state=OutboundMessage.State.QUEUED
        )

    def forget_waiting(self) -> None:
        """Whoever is off, or gone, is sent nothing more."""
        self.waiting().update(state=OutboundMessage.State.CANCELLED, reason="endpoint_off")

    def signing_secrets(self, now: datetime) -> list[str]:
        """With which secrets messages are signed: the new one, and for a while the one before it."""
        secrets = unseal(self.sealed)
        is_old_good = self.old_secret_until is not None and now < self.old_secret_until
        return [
            secrets[name] for name in ("current", "old") if name in secrets and (name != "old" or is_old_good)
        ]

    def put_secret(self, secret: str) -> None:
        """Sign with this one from now on; the one until now becomes the old one."""
        before = unseal(self.sealed).get("current", "")
        self.sealed = seal({"current": secret, **({"old": before} if before else {})})
