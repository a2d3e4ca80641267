"""/s/<token>/thanks/: what is said depends on the category; what is offered does not."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from nps_app.lib.public_pages import public_page, render_in, unknown_link
from nps_app.lib.token_addresses import token_address
from responses.maths.scale import category
from responses.queries.asked import asked_by_token
from responses.queries.extras import Extras, extras_for
from surveys.channels.extras import asked_extras
from surveys.channels.page import frame_for, thanks_words
from surveys.queries.extra_choices import offered_choices
from surveys.queries.offered import offered
from surveys.rules.extra_words import extra_words
from surveys.rules.page import reward_of
from surveys.views.promised import promised


@public_page
@require_http_methods(["GET", "HEAD"])
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    """The end of answering; whoever has not answered is led to the question."""
    asked = asked_by_token(token)
    if asked is None:
        return unknown_link(request)
    address = token_address("surveys:answer", token)
    if asked.earlier is None:
        return HttpResponseRedirect(address)
    said = asked.earlier
    frame = frame_for(
        asked.version,
        wished=request.GET.get("lang", ""),
        known=asked.language,
        header=request.META.get("HTTP_ACCEPT_LANGUAGE", ""),
    )
    context: dict[str, Any] = thanks_words(
        asked.version,
        frame,
        said.score,
        category=category(said.score),
        wants_contact=bool(said.wants_contact),
    ) | {
        "frame": frame,
        "token": token,
        "edit": address if asked.state(timezone.now()) == "open" else "",
        "reward": reward_of(asked.words(frame.language), frame),
        "offer": None
        if asked.is_sample
        else offered(version=asked.version, contact=said.contact_id, frame=frame),
    }
    more = None if asked.is_sample else extras_for(said)
    if more is not None:
        kept = _said_before(more)
        words = extra_words(frame.language, asked.version.address)
        choices = offered_choices(said.organisation, language=frame.language, words=words)
        context["extras"] = asked_extras(
            more.kinds, asked.version, frame, offered=choices, typed=kept, is_kept=bool(kept)
        )
    if said.wants_contact and not asked.is_sample:
        context |= promised(said, frame, timezone.now())
    return render_in(frame.language, request, "surveys/thanks.html", context)


def _said_before(extras: Extras) -> dict[str, str]:
    """What was said to the questions below, as the form sends it."""
    found: dict[str, str] = {}
    for kind, extra in extras.said.items():
        if kind == "barrier":
            found |= {"barrier": extra.choice, "barrier_text": extra.text}
        elif kind == "rival":
            score = "" if extra.score is None else str(extra.score)
            found |= {"rival": extra.text, "rival_score": score, "rival_most": extra.choice}
        else:
            found |= {"need": extra.text, "need_choice": extra.choice}
    return found
