"""/s/<token>/quote/: a customer lets their words be published, or takes that back. The same for every score."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from nps_app.lib.public_pages import public_page, render_in, unknown_link
from nps_app.lib.ratelimit import exceeded
from responses.actions.give_testimonial import give_testimonial
from responses.actions.withdraw_testimonial import withdraw_testimonial
from responses.models import Response, Testimonial
from responses.queries.asked import answered_by_token
from surveys.channels.page import frame_for
from surveys.forms.quote import MOST, QuoteForm
from surveys.models import Afterwards
from surveys.rules.after_words import after_words
from surveys.rules.page import Frame
from surveys.rules.wording import fill

HOUR = 3_600


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def quote(request: HttpRequest, token: str) -> HttpResponse:
    """What was written before is not shown: a link can be forwarded."""
    asked = answered_by_token(token)
    if asked is None or asked.earlier is None or asked.is_sample:
        return unknown_link(request)
    organisation = asked.version.organisation
    given = Testimonial.objects.of(organisation).filter(response=asked.earlier, withdrawn_at=None).first()
    asks = Afterwards.objects.of(organisation).filter(survey=asked.version.survey_id, asks_quotes=True)
    if given is None and not asks.exists():  # whoever gave one may take it back even when nobody is asked now
        return unknown_link(request)
    frame = frame_for(
        asked.version,
        wished=request.GET.get("lang", ""),
        known=asked.language,
        header=request.META.get("HTTP_ACCEPT_LANGUAGE", ""),
    )
    words = {
        key: fill(text, {"brand": frame.brand})
        for key, text in after_words(frame.language, asked.version.address).items()
    }
    if request.method != "POST":
        return _page(request, frame, words, given)
    if exceeded("quote", token, limit=10, seconds=HOUR):
        return _page(
            request, frame, words, given, problems=[("quote", frame.words["error_busy"])], status=429
        )
    if "withdraw" in request.POST:
        if given is not None:
            withdraw_testimonial(testimonial=given, now=timezone.now())
        return HttpResponseRedirect(request.get_full_path(), status=303)
    return _give(request, frame, words, asked.earlier)


def _give(request: HttpRequest, frame: Frame, words: dict[str, str], answer: Response) -> HttpResponse:
    form = QuoteForm(request.POST, words=words)
    if not form.is_valid():
        return _page(request, frame, words, None, problems=form.problems, status=422)
    give_testimonial(
        response=answer,
        quote=form.cleaned_data["quote"],
        shown_name=form.cleaned_data["shown_name"],
        consent=words["quote_consent"],
        language=frame.language,
        now=timezone.now(),
    )
    return HttpResponseRedirect(request.get_full_path(), status=303)


def _page(
    request: HttpRequest,
    frame: Frame,
    words: dict[str, str],
    given: Testimonial | None,
    *,
    problems: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "frame": frame,
        "words": words,
        "given": given is not None,
        "problems": problems or [],
        "typed": request.POST,
        "most": MOST,
    }
    return render_in(frame.language, request, "responses/quote.html", context, status=status)
