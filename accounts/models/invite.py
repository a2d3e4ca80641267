from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from accounts.models.owned import Owned, OwnedQuerySet
from accounts.permissions import Role
from nps_app.lib.tokens import mail_token

LIFETIME = timedelta(days=14)


class InviteQuerySet(OwnedQuerySet):
    def open_with(self, token: str, *, now: datetime) -> "Invite | None":
        """The invitation a link leads to, unless it is gone or expired. The token is the key, so any organisation's."""
        found = self.filter(token=token, created_at__gt=now - LIFETIME)
        return found.select_related("organisation", "invited_by").first()

    def expired(self, *, now: datetime) -> Self:
        return self.filter(created_at__lte=now - LIFETIME)


class Invite(Owned):
    """An open invitation of a colleague; deleted when accepted, withdrawn or expired."""

    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=10)
    token = models.CharField(max_length=32, unique=True, default=mail_token)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField()

    objects = InviteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("organisation", Lower("email"), name="invite_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="invite_role_known"
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def is_expired(self, *, now: datetime) -> bool:
        return now >= self.created_at + LIFETIME
