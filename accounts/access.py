"""The door of every inside page: signed in, member of the organisation in the address, with the permission.

Another organisation's page, and one that does not exist, both answer 404.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from accounts.models import Membership, User
from accounts.permissions import Permission, Role

View = Callable[..., HttpResponse]
LOOKS = ("GET", "HEAD", "OPTIONS")
# Session key: the token of the invitation whose link brought a visitor here.
PENDING_INVITE = "invite"


def allow(permission: Permission, *, write: Permission | None = None) -> Callable[[View], View]:
    """Decorate a view whose first URL argument is the organisation's slug, `org`.

    `write` is asked for besides `permission` when the request is no mere look at the page.
    Sets request.organisation and request.membership; the view does not receive `org`.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, org: str, *args: Any, **kwargs: Any) -> HttpResponse:
            membership = (
                Membership.objects.filter(user=request.user, organisation__slug=org)
                .select_related("organisation")
                .first()
            )
            if membership is None:
                raise Http404
            request.membership = membership
            request.organisation = membership.organisation
            if not membership.can(permission):
                raise PermissionDenied
            if write and request.method not in LOOKS and not membership.can(write):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.permission = permission
        guarded.write_permission = write or permission
        return guarded

    return decorate


def stay_in_organisation(request: HttpRequest) -> None:
    """Keep the frame of the only organisation around a page that belongs to a person, not to an organisation."""
    memberships = list(request.user.memberships.select_related("organisation")[:2])
    if len(memberships) == 1:
        request.membership = memberships[0]
        request.organisation = memberships[0].organisation


def may_create_organisation(user: User) -> bool:
    """Whether a signed-in person may open one more organisation: where sign-up is closed, owners only."""
    return settings.SIGNUP_OPEN or user.memberships.filter(role=Role.OWNER).exists()
