from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models.owned import Owned
from accounts.permissions import PERMISSIONS, Permission, Role, allows


class Membership(Owned):
    """A user's place in an organisation, with a role."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10)
    # Values of the organisation's department property; whose cases and scores this member looks at first.
    departments = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    # They do not want to see the first steps of working cases any more.
    first_steps_hidden_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "user"], name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="membership_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"

    def can(self, permission: Permission | str) -> bool:
        return allows(self.role, Permission(permission))

    @property
    def permissions(self) -> frozenset[Permission]:
        """Everything the role carries."""
        return PERMISSIONS[Role(self.role)]
