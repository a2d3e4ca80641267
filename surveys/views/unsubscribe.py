"""/u/<token>/: no more surveys. GET shows a page with one button, POST does it, also by a mail program (RFC 8058)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from contacts.models import Suppression
from contacts.queries.suppressed import suppressed_among
from nps_app.lib.public_pages import public_page
from nps_app.lib.ratelimit import exceeded
from nps_app.lib.visitors import visitor_key
from surveys.actions.resubscribe import resubscribe
from surveys.actions.unsubscribe import unsubscribe as unsubscribe_person
from surveys.models import Invitation
from surveys.rules.languages import choose
from surveys.rules.page import Frame, frame


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A mail program's press, or a person's, is enough; opening the link is not: scanners open links."""
    related = ("organisation", "contact", "version__logo")
    invitation = (
        Invitation.objects.filter(unsubscribe_token=token)
        .select_related(*related)
        .defer("version__logo__png")
        .first()
    )
    if invitation is None:
        return _unknown(request)
    if request.method == "POST" and "undo" in request.POST:
        resubscribe(invitation=invitation, now=timezone.now())
    elif request.method == "POST":
        unsubscribe_person(invitation=invitation, now=timezone.now())
    surroundings = _frame(request, invitation)
    context = {
        "frame": surroundings,
        "state": _state(invitation, came_back="undo" in request.POST),
        "sender": invitation.organisation.sender_name or surroundings.brand,
        "action": f"{reverse('surveys:unsubscribe', args=[token])}?lang={surroundings.language}",
    }
    with translation.override(surroundings.language):
        response = render(request, "surveys/unsubscribe.html", context)
    response["Content-Language"] = surroundings.language
    return response


def _unknown(request: HttpRequest) -> HttpResponse:
    """No such link. Who tries many is guessing."""
    if exceeded("unknown-token", visitor_key(request), limit=30, seconds=60):
        return HttpResponse(status=429)
    raise Http404


def _state(invitation: Invitation, *, came_back: bool) -> str:
    if invitation.contact is None:
        return "out"
    email = invitation.contact.email
    found = suppressed_among(invitation.organisation, Suppression.Channel.EMAIL, [email]).get(email)
    if found is None:
        return "back" if came_back else "asked"
    return "out" if found == Suppression.Reason.UNSUBSCRIBED else "silent"


def _frame(request: HttpRequest, invitation: Invitation) -> Frame:
    version = invitation.version
    language = choose(
        version.languages,
        [request.GET.get("lang", ""), invitation.language],
        default=version.default_language,
    )
    return frame(
        language=language,
        offered=version.languages,
        brand=version.brand,
        address=version.address,
        color=version.color,
        logo=reverse("surveys:logo", args=[version.logo.digest]) if version.logo else "",
        logo_size=(version.logo.width, version.logo.height) if version.logo else (0, 0),
    )
