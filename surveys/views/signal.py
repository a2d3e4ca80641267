"""/s/<token>/signal/: what the page's script tells about a number that was tapped in a mail or chosen on the page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from followup.tasks import triage_answers
from nps_app.lib.nudge import nudge
from nps_app.lib.page_nonce import nonce_holds
from nps_app.lib.public_pages import public_page
from nps_app.lib.ratelimit import exceeded
from nps_app.lib.visitors import browser_key, network, visitor_key
from responses.actions.confirm_answer import confirm_answer
from responses.actions.hold_answer import hold_answer
from responses.actions.record_answer import AnswerRefused
from responses.models import Response
from responses.queries.asked import Asked, asked_by_token
from surveys.actions.note_visit import note_visit
from surveys.forms.signal import SignalForm
from surveys.models import Invitation, LinkHit
from surveys.rules.evidence import PAGE_SECONDS
from surveys.rules.languages import choose

HOUR = 3_600


@public_page
@require_POST
def signal(request: HttpRequest, token: str) -> HttpResponse:
    """204: taken. Nothing is shown; who sends the form is thanked there."""
    asked = asked_by_token(token)
    if asked is None:
        if exceeded("unknown-token", visitor_key(request), limit=30, seconds=60):
            return HttpResponse(status=429)
        raise Http404
    form = SignalForm(request.POST)
    if not form.is_valid() or not nonce_holds(token, form.cleaned_data["nonce"], seconds=PAGE_SECONDS):
        return HttpResponse(status=422)
    if asked.invited is None or asked.state(timezone.now()) != "open":
        return HttpResponse(status=410)
    if exceeded("signal", token, limit=60, seconds=HOUR):
        return HttpResponse(status=429)
    try:
        _take(request, asked, asked.invitation, form)
    except AnswerRefused:
        return HttpResponse(status=410)
    return HttpResponse(status=204)


def _take(request: HttpRequest, asked: Asked, invitation: Invitation, form: SignalForm) -> None:
    said, now = form.cleaned_data, timezone.now()
    score, version = int(said["score"]), asked.version
    wishes = [request.GET.get("lang", ""), invitation.language]
    language = choose(version.languages, wishes, default=version.default_language)
    if not form.is_by_hand:
        if asked.earlier is None:
            hold_answer(
                invitation=invitation,
                score=score,
                language=language,
                evidence="leave" if said["evidence"] == "leave" else "dwell",
                visit=said["nonce"],
                is_robot=said["robot"],
                now=now,
            )
        return
    stored = confirm_answer(
        invitation=invitation,
        score=score,
        layout=Response.Layout.PAGE if said["chosen"] else Response.Layout.EMAIL,
        language=language,
        wants_contact=bool(asked.earlier and asked.earlier.wants_contact),
        visit=said["nonce"],
        is_robot=said["robot"],
        now=now,
    )
    if not said["chosen"]:
        note_visit(
            invitation=invitation,
            method=LinkHit.Method.HAND,
            score=score,
            network=network(request.META),
            browser=browser_key(request.META),
            is_prefetch=False,
            now=now,
        )
    if stored and stored.triaged_at is None and stored.category == Response.Category.DETRACTOR:
        nudge(triage_answers)
