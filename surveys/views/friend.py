"""/s/<token>/friend/: a customer asks for a link of their own. /f/<code>/: what a friend who got it opens."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from contacts.models import Contact
from nps_app.lib.public_pages import public_page, render_in, unknown_link
from nps_app.lib.ratelimit import exceeded
from nps_app.lib.token_addresses import token_address
from nps_app.lib.visitors import visitor_key
from responses.queries.asked import answered_by_token
from surveys.actions.give_referral_link import give_referral_link
from surveys.actions.note_opening import note_opening
from surveys.channels.page import frame_for
from surveys.models import Afterwards, ReferralLink
from surveys.queries.offered import referral_words

A_DAY = 86_400


@public_page
@require_POST
def friend(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever answered by invitation gets one, whatever the score; the same one when asked again."""
    asked = answered_by_token(token)
    contact = asked.earlier.contact_id if asked and asked.earlier else None
    if asked is None or contact is None or asked.is_sample:
        return unknown_link(request)
    organisation = asked.version.organisation
    row = Afterwards.objects.of(organisation).filter(survey=asked.version.survey_id, refers=True)
    found = row.select_related("survey__organisation").first()
    if found is None:
        return unknown_link(request)
    person = Contact.objects.of(organisation).get(pk=contact)
    give_referral_link(survey=found.survey, contact=person, now=timezone.now())
    language = (
        f"?lang={request.GET['lang']}" if request.GET.get("lang", "") in asked.version.languages else ""
    )
    return HttpResponseRedirect(token_address("surveys:thanks", token) + language + "#share", status=303)


@public_page
@require_safe
def referral(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody recommends a brand: its promise and its conditions, and one link on."""
    links = ReferralLink.objects.of_code(code).select_related("organisation", "survey__published__logo")
    link = links.defer("survey__published__logo__png").first()
    row = Afterwards.objects.of(link.organisation).filter(survey=link.survey).first() if link else None
    if link is None or row is None or not row.refers or link.survey.published is None:
        return unknown_link(request)
    version = link.survey.published
    frame = frame_for(
        version,
        wished=request.GET.get("lang", ""),
        known="",
        header=request.META.get("HTTP_ACCEPT_LANGUAGE", ""),
    )
    if _is_new_visitor(request, code):
        note_opening(link=link)
    context = {
        "frame": frame,
        "said": referral_words(row, version, frame),
        "landing": link.landing(row.landing_url),
    }
    return render_in(frame.language, request, "surveys/referral.html", context)


def _is_new_visitor(request: HttpRequest, code: str) -> bool:
    """Once a day for each, and no program that looks ahead."""
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    if request.method != "GET" or "prefetch" in purpose:
        return False
    return not exceeded("referral", f"{code}:{visitor_key(request)}", limit=1, seconds=A_DAY)
