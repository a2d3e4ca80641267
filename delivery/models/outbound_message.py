from django.db import models

from accounts.models.owned import OwnedQuerySet
from delivery.models.transport import Channel, Transport


class OutboundMessage(models.Model):
    """One row of the ledger: a message that must leave, is leaving, or has left (docs/adr/0002).

    queued -> leased -> armed -> sent; armed -> uncertain when the outcome never became known.
    Kinds with policy HOLD (survey messages) are handed over at most once, RESEND (staff, account, webhook) at
    least once.
    """

    class Kind(models.TextChoices):
        INVITATION = "invitation"
        REMINDER = "reminder"
        REPLY = "reply"  # to a customer: to an SMS they sent us, or from a case
        OFFER = "offer"
        TEST = "test"
        STAFF = "staff"
        ACCOUNT = "account"
        WEBHOOK = "webhook"

    class Policy(models.TextChoices):
        HOLD = "hold"
        RESEND = "resend"

    class State(models.TextChoices):
        QUEUED = "queued"
        LEASED = "leased"
        ARMED = "armed"
        SENT = "sent"
        UNCERTAIN = "uncertain"
        FAILED = "failed"
        SUPPRESSED = "suppressed"
        EXPIRED = "expired"
        CANCELLED = "cancelled"

    FINAL = (State.SENT, State.UNCERTAIN, State.FAILED, State.SUPPRESSED, State.EXPIRED, State.CANCELLED)

    # Empty for mails about an account that belongs to no organisation yet (password, sign-up).
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.EMAIL)
    # The organisation's own way out, if it has one for such messages; empty: the server's.
    transport = models.ForeignKey(
        Transport, on_delete=models.SET_NULL, related_name="+", null=True, blank=True, db_index=False
    )
    policy = models.CharField(max_length=6, choices=Policy.choices)
    dedup_key = models.CharField(max_length=120, unique=True)
    # The row this message is about, in the room that sends it ("invitation:12").
    reference = models.CharField(max_length=60, blank=True)
    recipient = models.CharField(max_length=254)
    message_id = models.CharField(max_length=120, unique=True)
    # What the provider calls the message, where it gives it a name of its own.
    provider_ref = models.CharField(max_length=120, blank=True)
    # Ready-made mails carry their content until they are sent; invitations are rendered at sending time.
    payload = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    reason = models.CharField(max_length=200, blank=True)
    owner = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    armed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    segments = models.PositiveSmallIntegerField(null=True, blank=True)  # how many SMS it took
    smtp_code = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["channel", "transport", "kind", "next_at"],
                name="message_due",
                condition=models.Q(state__in=["queued", "leased", "armed"]),
            ),
            models.Index(
                fields=["reference", "next_at"],
                name="message_due_to_receiver",
                condition=models.Q(channel="hook", state="queued"),
            ),
            models.Index(fields=["organisation", "-id"], name="message_by_newest"),
            models.Index(fields=["reference"], name="message_by_reference"),
            models.Index(
                fields=["provider_ref"],
                name="message_by_provider_ref",
                condition=~models.Q(provider_ref=""),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
                name="message_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["leased", "armed"])
                | models.Q(owner__isnull=False, lease_until__isnull=False),
                name="message_claimed_has_lease",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient} ({self.state})"
