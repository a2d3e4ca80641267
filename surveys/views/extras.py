"""/s/<token>/more/: the questions below the thank-you. POST keeps what was said and leads back there."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from nps_app.lib.public_pages import public_page, render_in, unknown_link
from nps_app.lib.ratelimit import exceeded
from nps_app.lib.token_addresses import token_address
from responses.actions.keep_extras import keep_extras
from responses.queries.asked import answered_by_token
from responses.queries.extras import extras_for
from surveys.channels.extras import asked_extras
from surveys.channels.page import frame_for
from surveys.forms.extras import ExtrasForm
from surveys.queries.extra_choices import offered_choices
from surveys.rules.extra_words import extra_words

CHANGES = 20  # of what one person said, an hour
HOUR = 3_600


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def extras(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link stores nothing, as with a score; 422 where nothing was said, or nothing that is offered."""
    asked = answered_by_token(token)
    found = extras_for(asked.earlier) if asked is not None and asked.earlier is not None else None
    if asked is None or asked.earlier is None or found is None:
        return unknown_link(request)
    language = request.GET.get("lang", "")
    thanks = token_address("surveys:thanks", token) + (f"?lang={language}" if language.isalpha() else "")
    if request.method != "POST":
        return HttpResponseRedirect(thanks)
    version = asked.version
    header = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    frame = frame_for(version, wished=language, known=asked.language, header=header)
    words = extra_words(frame.language, version.address)
    offered = offered_choices(asked.earlier.organisation, language=frame.language, words=words)
    form = ExtrasForm(request.POST.dict(), kinds=found.kinds, words=words, offered=offered)
    if form.errors:
        context: dict[str, Any] = {"frame": frame, "token": token}
        context["extras"] = asked_extras(
            found.kinds, version, frame, offered=offered, typed=form.values, errors=form.errors
        )
        return render_in(frame.language, request, "surveys/extras.html", context, status=422)
    if exceeded("extras", token, limit=CHANGES, seconds=HOUR):
        return HttpResponse(status=429)
    keep_extras(response=asked.earlier, said=form.said, now=timezone.now())
    return HttpResponseRedirect(f"{thanks}#extra", status=303)
