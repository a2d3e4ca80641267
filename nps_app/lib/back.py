"""Where to return to after a deed that was begun on another page."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def own_address(request: HttpRequest, organisation: str) -> str:
    """The page named by `back`, if that is one of this organisation's (its slug); empty otherwise."""
    address = request.POST.get("back") or request.GET.get("back", "")
    own = address.startswith(f"/o/{organisation}/")
    return address if own and url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""
