from accounts.models import Membership, Organisation, User
from accounts.models.owned import OwnedQuerySet
from accounts.permissions import Permission, Role, allows


def case_workers(organisation: Organisation) -> list[User]:
    """The members who may work on cases, by name."""
    users = User.objects.filter(pk__in=_members(organisation, Permission.CASE_WORK).values("user"))
    return sorted(users, key=lambda user: user.display_name.casefold())


def case_viewers(organisation: Organisation) -> list[User]:
    """The members who may see cases, by name: those who can be mentioned in a note."""
    users = User.objects.filter(pk__in=_members(organisation, Permission.CASE_VIEW).values("user"))
    return sorted(users, key=lambda user: user.display_name.casefold())


def may_work(organisation: Organisation, user: User) -> bool:
    """Whether a case can be given to this user."""
    return _members(organisation, Permission.CASE_WORK).filter(user=user).exists()


def fallback_owner(organisation: Organisation) -> User | None:
    """Who gets the cases of a survey whose own owner is gone: the owner of longest standing."""
    membership = (
        Membership.objects.of(organisation)
        .filter(role=Role.OWNER, user__is_active=True)
        .select_related("user")
        .order_by("joined_at", "pk")
        .first()
    )
    return membership.user if membership else None


def _members(organisation: Organisation, permission: Permission) -> OwnedQuerySet:
    roles = [role for role in Role if allows(role, permission)]
    return Membership.objects.of(organisation).filter(role__in=roles, user__is_active=True)
