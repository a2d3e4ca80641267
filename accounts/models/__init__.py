from accounts.models.event import Event
from accounts.models.invite import Invite
from accounts.models.membership import Membership
from accounts.models.organisation import Organisation
from accounts.models.user import User

__all__ = ["Event", "Invite", "Membership", "Organisation", "User"]
