from datetime import datetime

from django.conf import settings
from django.db import models

from accounts.models.owned import Owned


class SavedView(Owned):
    """A report page with its filters, under a name; it may be read over a link and be mailed at times."""

    class Frequency(models.TextChoices):
        NEVER = ""
        DAILY = "daily"
        WEEKLY = "weekly"
        MONTHLY = "monthly"

    name = models.CharField(max_length=80)
    page = models.CharField(max_length=30)  # a key of reports/queries/report_pages.py
    query = models.CharField(max_length=2000, blank=True)  # the page's address after the "?"
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    # Read without signing in: whoever has the token, until then. None: nobody.
    token = models.CharField(max_length=32, unique=True, null=True, blank=True)
    token_until = models.DateTimeField(null=True, blank=True)
    shows_comments = models.BooleanField(default=False)
    # Mailed to its recipients; `next_at` is the next time.
    frequency = models.CharField(max_length=8, choices=Frequency.choices, blank=True, default=Frequency.NEVER)
    next_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="saved_view_name_once"),
            models.CheckConstraint(
                condition=models.Q(frequency="", next_at__isnull=True)
                | (~models.Q(frequency="") & models.Q(next_at__isnull=False)),
                name="saved_view_next_when_scheduled",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="saved_view_due", condition=models.Q(next_at__isnull=False))
        ]

    def __str__(self) -> str:
        return self.name

    def is_shared(self, now: datetime) -> bool:
        """Whether its link works at this moment."""
        return self.token is not None and (self.token_until is None or now < self.token_until)
