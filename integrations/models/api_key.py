from datetime import datetime
from secrets import compare_digest

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models.owned import Owned
from integrations.rules.api_keys import digest_of


class ApiKey(Owned):
    """Lets a program in. The key itself is shown once and never stored."""

    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=8, unique=True)
    digest = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=40), default=list)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-id"], name="api_key_by_newest")]

    def __str__(self) -> str:
        return f"{self.name} (npsk_{self.prefix})"

    def opens_with(self, key: str, *, now: datetime) -> bool:
        """Whether this is the key, and still holds."""
        holds = self.revoked_at is None or now < self.revoked_at
        return compare_digest(self.digest, digest_of(key)) and holds
