"""Who calls: a program with a key of an organisation. First in the list, so that a bad key is 401 and not 403."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from integrations.actions.note_key_use import note_key_use
from integrations.models import ApiKey
from integrations.rules.api_keys import prefix_of
from nps_app.lib.ratelimit import exceeded

A_MINUTE, MINUTE = 600, 60


class Program:
    """What rest_framework calls the user."""

    is_authenticated = True


class KeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer npsk_...`."""

    def authenticate(self, request: Request) -> tuple[Program, ApiKey]:
        """The key; anything else is 401."""
        kind, _space, text = request.headers.get("Authorization", "").partition(" ")
        prefix = prefix_of(text.strip()) if kind.lower() == "bearer" else None
        if prefix is None:
            raise AuthenticationFailed(_("Send your key as “Authorization: Bearer npsk_…”."))
        now = timezone.now()
        key = ApiKey.objects.filter(prefix=prefix).select_related("organisation").first()
        if key is None or not key.opens_with(text.strip(), now=now):
            raise AuthenticationFailed(_("This key is not known, or was revoked."))
        note_key_use(key=key, now=now)
        return Program(), key

    def authenticate_header(self, request: Request) -> str:
        """Makes it 401."""
        return "Bearer"


def key_of(request: Request) -> ApiKey:
    """The key that a request came with, once KeyAuthentication has let it in."""
    assert isinstance(request.auth, ApiKey)
    return request.auth


class HasScope(BasePermission):
    """The view says which scope it wants."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether the key has it."""
        self.message = _("This key may not do this: it lacks the scope %(scope)s.") % {"scope": view.scope}
        return view.scope in key_of(request).scopes


class KeyThrottle(BaseThrottle):
    """So many requests a minute for each key."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Whether this one still is among them."""
        return not exceeded("api", key_of(request).prefix, limit=A_MINUTE, seconds=MINUTE)

    def wait(self) -> float:
        """Until the next minute begins."""
        return MINUTE - timezone.now().timestamp() % MINUTE
