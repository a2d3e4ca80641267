"""Who reads a report without an account, and what they may see of it."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Organisation
from accounts.permissions import Permission
from reports.models import SavedView


@dataclass(frozen=True)
class Reader:
    """Stands where a membership would: somebody with the link of a shared view."""

    organisation: Organisation
    permissions: frozenset[Permission]

    def can(self, permission: Permission | str) -> bool:
        """Whether the link is enough for this."""
        return permission in self.permissions


def shared_view(token: str, now: datetime) -> SavedView | None:
    """The view behind a link that works at this moment."""
    view = SavedView.objects.filter(token=token).select_related("organisation").first()
    return view if view is not None and view.is_shared(now) else None


def reader_of(view: SavedView) -> Reader:
    """The numbers; the comments only where whoever shared it chose so."""
    permissions = {Permission.REPORT_VIEW}
    if view.shows_comments:
        permissions.add(Permission.RESPONSE_VIEW)
    return Reader(view.organisation, frozenset(permissions))
