"""/u/<token>/: no more surveys, fewer of them, or no data at all. GET shows buttons, POST does what was pressed.

A mail program presses, too (RFC 8058).
"""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from contacts.actions.ask_less_often import ask_less_often
from contacts.actions.note_why import note_why
from contacts.models import Suppression
from contacts.queries.suppressed import suppressed_among
from followup.actions.erase_customer import erase_customer
from nps_app.lib import formats
from nps_app.lib.public_pages import public_page, unknown_link
from surveys.actions.resubscribe import resubscribe
from surveys.actions.unsubscribe import unsubscribe as unsubscribe_person
from surveys.models import Invitation
from surveys.rules.languages import choose
from surveys.rules.page import Frame, frame

LESS = timedelta(days=182)
REASONS = [
    (Suppression.Why.TOO_OFTEN, _("I am asked too often")),
    (Suppression.Why.NOT_RELEVANT, _("The surveys are not about me")),
    (Suppression.Why.NOT_CUSTOMER, _("I am not a customer (any more)")),
    (Suppression.Why.OTHER, _("Something else")),
]


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
        return unknown_link(request)
    done = _do(request, invitation) if request.method == "POST" else ""
    surroundings = _frame(request, invitation)
    context = {
        "frame": surroundings,
        "state": _state(request, invitation, done),
        "thanked": done == "why",
        "reasons": REASONS if invitation.contact and request.method == "POST" else (),
        "knows_contact": invitation.contact is not None and not invitation.contact.is_sample,
        "sender": invitation.organisation.sender_name or surroundings.brand,
        "action": f"{reverse('surveys:unsubscribe', args=[token])}?lang={surroundings.language}",
    }
    with translation.override(surroundings.language):
        context["until"] = _until(invitation)
        response = render(request, "surveys/unsubscribe.html", context)
    response["Content-Language"] = surroundings.language
    return response


def _do(request: HttpRequest, invitation: Invitation) -> str:
    """What was pressed. Anything else, as from a mail program, means: no more surveys."""
    contact, now = invitation.contact, timezone.now()
    if "undo" in request.POST:
        resubscribe(invitation=invitation, now=now)
        return "back"
    if contact is not None and "less" in request.POST:
        ask_less_often(contact=contact, until=now + LESS, by="customer", now=now)
        return "less"
    if contact is not None and "why" in request.POST:
        for channel, address in contact.addresses:
            note_why(
                organisation=invitation.organisation,
                channel=channel,
                address=address,
                why=request.POST["why"],
            )
        return "why"
    unsubscribe_person(invitation=invitation, now=now)
    if contact is not None and "erase" in request.POST:
        erase_customer(contact=contact, by="customer", now=now)
        invitation.contact = None
        return "erased"
    return "out"


def _state(request: HttpRequest, invitation: Invitation, done: str) -> str:
    contact = invitation.contact
    if contact is None:
        return "erased" if done == "erased" else "out"
    if not done and "erase" in request.GET:
        return "erase"
    channel = Suppression.channel_of(invitation.channel)
    address = dict(contact.addresses).get(channel, "")
    reason = suppressed_among(invitation.organisation, channel, [address]).get(address)
    if reason is not None:
        return "out" if reason == Suppression.Reason.UNSUBSCRIBED else "silent"
    if done == "back":
        return "back"
    is_later = contact.ask_not_before is not None and timezone.now() < contact.ask_not_before
    return "less" if is_later else "asked"


def _until(invitation: Invitation) -> str:
    contact = invitation.contact
    if contact is None or contact.ask_not_before is None:
        return ""
    return formats.day(contact.local_time(contact.ask_not_before), invitation.organisation.region)


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
