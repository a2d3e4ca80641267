"""/s/<token>/reward/: the code promised for answering. GET shows what is there, POST takes it.

The page is the same for every score: it does not know which one was given.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from contacts.models import Contact
from nps_app.lib.public_pages import public_page, render_in, unknown_link
from nps_app.lib.token_addresses import token_address
from responses.queries.asked import answered_by_token
from surveys.actions.take_coupon import take_coupon
from surveys.channels.page import frame_for
from surveys.models import Afterwards, SurveyVersion
from surveys.queries.offered import offered


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def reward(request: HttpRequest, token: str) -> HttpResponse:
    """One code a person, and the same one when asked again."""
    asked = answered_by_token(token)
    contact = asked.earlier.contact_id if asked and asked.earlier else None
    if asked is None or contact is None or asked.is_sample:
        return unknown_link(request)
    frame = frame_for(
        asked.version,
        wished=request.GET.get("lang", ""),
        known=asked.language,
        header=request.META.get("HTTP_ACCEPT_LANGUAGE", ""),
    )
    offer = offered(version=asked.version, contact=contact, frame=frame)
    if offer.reward is None:
        return unknown_link(request)
    if request.method == "POST":
        _take(asked.version, contact)
        language = f"?lang={frame.language}" if request.GET.get("lang") else ""
        return HttpResponseRedirect(token_address("surveys:reward", token) + language, status=303)
    context = {"frame": frame, "offer": offer, "token": token}
    return render_in(frame.language, request, "surveys/reward.html", context)


def _take(version: SurveyVersion, contact: int) -> None:
    rows = Afterwards.objects.of(version.organisation).select_related("pool")
    pool = rows.get(survey=version.survey_id).pool
    if pool is not None:
        person = Contact.objects.of(version.organisation).get(pk=contact)
        take_coupon(pool=pool, contact=person, now=timezone.now())
