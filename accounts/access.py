"""The door of every inside page: signed in, member of the organisation in the address, with the permission.

Another organisation's page, and one that does not exist, both answer 404.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from accounts.models import Membership
from accounts.permissions import Permission

View = Callable[..., HttpResponse]


def allow(permission: Permission) -> Callable[[View], View]:
    """Decorate a view whose first URL argument is the organisation's slug, `org`.

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
            return view(request, *args, **kwargs)

        guarded.permission = permission
        return guarded

    return decorate
