from django.conf import settings
from django.db import models

from accounts.models.owned import Owned
from accounts.permissions import PERMISSIONS, Permission, Role, allows


class Membership(Owned):
    """A user's place in an organisation, with a role."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10)
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
