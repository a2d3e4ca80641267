"""/s/<token>/wish/: when it suits somebody best to be contacted. POST keeps it and leads to the thank-you page."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from followup.actions.take_wish import NotAsked, take_wish
from followup.forms.contact_wish import WishForm
from followup.queries.promise import days_for
from followup.rules.callback import Window
from nps_app.lib.public_pages import public_page, render_in, unknown_link
from nps_app.lib.ratelimit import exceeded
from nps_app.lib.token_addresses import token_address
from responses.queries.asked import answered_by_token
from surveys.channels.page import frame_for
from surveys.views.promised import promised

CHANGES = 20  # of one wish, an hour
HOUR = 3_600


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def contact_wish(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the wish and show the thank-you page with it; 422 where no time was chosen that is offered."""
    asked = answered_by_token(token)
    if asked is None or asked.earlier is None:
        return unknown_link(request)
    language = request.GET.get("lang", "")
    thanks = token_address("surveys:thanks", token) + (f"?lang={language}" if language.isalpha() else "")
    if request.method != "POST":
        return HttpResponseRedirect(thanks)
    frame = frame_for(
        asked.version,
        wished=language,
        known=asked.language,
        header=request.META.get("HTTP_ACCEPT_LANGUAGE", ""),
    )
    now = timezone.now()
    form = WishForm(request.POST, days=days_for(asked.earlier, now), words=frame.words)
    if not form.is_valid():
        context = promised(asked.earlier, frame, now, form) | {"frame": frame, "token": token}
        return render_in(frame.language, request, "surveys/wish.html", context, status=422)
    if exceeded("wish", token, limit=CHANGES, seconds=HOUR):
        return HttpResponse(status=429)
    try:
        take_wish(
            response=asked.earlier,
            window=Window(form.cleaned_data["window"]),
            day=form.chosen_day,
            now=now,
        )
    except NotAsked:
        return unknown_link(request)
    return HttpResponseRedirect(thanks, status=303)
