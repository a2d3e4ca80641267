"""The public page: one question, one button. GET and HEAD show and note the visit, POST stores."""

from collections.abc import Hashable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from followup.tasks import triage_answers
from nps_app.lib.nudge import nudge
from nps_app.lib.page_nonce import make_nonce
from nps_app.lib.public_pages import public_page, render_in, unknown_link
from nps_app.lib.ratelimit import exceeded
from nps_app.lib.token_addresses import token_address
from nps_app.lib.tokens import mail_token
from nps_app.lib.visitors import visitor_key
from responses.actions.give_answer import Said, give_answer
from responses.actions.hold_answer import hold_answer
from responses.actions.record_answer import AnswerRefused, record_answer
from responses.maths.scale import category
from responses.models import Response
from responses.queries.asked import Asked, asked_by_open_token, asked_by_token
from surveys.actions.note_visit import Visit, note_visit_soon, wait_for_visits
from surveys.channels.page import frame_for, question_html, texts_of_version, thanks_words
from surveys.channels.recipe import QuestionPage, Served, ToThanks, questions
from surveys.channels.recipe import thanks as thanks_alike
from surveys.forms.answer import AnswerForm
from surveys.models import LinkHit
from surveys.rules.evidence import NEAR, machine_moments
from surveys.rules.page import Frame, Question, reward_of

METHODS = ["GET", "HEAD", "POST"]
HOUR = 3_600
CHANGES = 20  # of one answer, an hour
CLOSED = {"expired": "closed", "closed": "late"}  # state or refusal -> words of rules/chrome.py


@public_page
@require_http_methods(METHODS)
def answer(request: HttpRequest, token: str, score: int | None = None) -> HttpResponse:
    """/s/<token>/ and, from a number tapped in a mail, /s/<token>/<score>/."""
    asked = asked_by_token(token)
    if asked is None:
        return unknown_link(request)
    tapped = score if score is not None and score <= 10 else None
    return _page(request, asked, action=token_address("surveys:answer", token), tapped=tapped)


@public_page
@require_http_methods(METHODS)
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """/p/<open token>/: anybody may answer, nobody is named."""
    asked = asked_by_open_token(token)
    if asked is None:
        return unknown_link(request)
    return _page(request, asked, action=token_address("surveys:open_link", token))


def _page(request: HttpRequest, asked: Asked, *, action: str, tapped: int | None = None) -> HttpResponse:
    frame = _frame(request, asked)
    state = asked.state(timezone.now())
    if state in CLOSED:
        return _closed(request, frame, state)
    if request.method != "POST":
        _note(request, asked, tapped)
        like = _alike(request, asked, frame, tapped)
        return _show(request, asked, frame, _fresh(asked, tapped), action=action, like=like)
    form = AnswerForm(request.POST, words=frame.words)
    typed: dict[str, object] = {
        name: form.data.get(name, "") for name in ("score", "comment", "layout", "key")
    }
    typed["wants_contact"] = bool(form.data.get("wants_contact"))
    status, errors = _refusal(request, asked, frame, form)
    if status:
        return _show(request, asked, frame, typed, action=action, errors=errors, status=status)
    if asked.invited is not None and not _is_person(asked, form):
        return _hold(request, asked, frame, form)
    return _store(request, asked, frame, form)


def _alike(request: HttpRequest, asked: Asked, frame: Frame, tapped: int | None) -> Hashable:
    """Names all pages like this one: the first look at an invitation in its own language. None: no other is."""
    invited = asked.invited
    is_plain = request.method == "GET" and not request.META.get("QUERY_STRING")
    if (
        invited is None
        or asked.earlier
        or asked.is_sample
        or not is_plain
        or frame.language != asked.language
    ):
        return None
    return questions(request.META, invited.version, invited.language, tapped, invited.trial)


def _refusal(
    request: HttpRequest, asked: Asked, frame: Frame, form: AnswerForm
) -> tuple[int, list[tuple[str, str]]]:
    """The status and the messages of what cannot be stored; 0 where nothing speaks against it."""
    if asked.is_sample:
        return 409, []
    if form.problems:
        return 422, form.problems
    if _too_many(request, asked, form):
        return 429, [("s0", frame.words["error_busy"])]
    return 0, []


def _note(request: HttpRequest, asked: Asked, tapped: int | None) -> None:
    """Who opens eleven links within a second is no person; settle_answer wants to know."""
    if asked.invited is None or asked.is_sample:
        return
    organisation, invitation = asked.invited.organisation, asked.invited.id
    note_visit_soon(Visit.of(request.META, organisation, invitation, tapped=tapped, now=timezone.now()))


def _is_person(asked: Asked, form: AnswerForm) -> bool:
    """A hand that the script saw; or no script, and nobody running through the links."""
    if form.has_script:
        return form.is_by_hand
    now, row = timezone.now(), asked.invitation
    wait_for_visits()
    visits = LinkHit.objects.of(row.organisation).visits(row.pk, since=now - NEAR, until=now)
    return not machine_moments(visits)


def _hold(request: HttpRequest, asked: Asked, frame: Frame, form: AnswerForm) -> HttpResponse:
    hold_answer(
        invitation=asked.invitation,
        score=form.score,
        comment=form.comment,
        wants_contact=form.wants_contact,
        language=frame.language,
        evidence="sent",
        visit=form.nonce or "form",
        is_robot=form.is_robot,
        now=timezone.now(),
    )
    said = thanks_words(
        asked.version, frame, form.score, category=category(form.score), wants_contact=form.wants_contact
    )
    return _render(
        request, frame, "thanks", {**said, "reward": reward_of(asked.words(frame.language), frame)}
    )


def _store(request: HttpRequest, asked: Asked, frame: Frame, form: AnswerForm) -> HttpResponse:
    try:
        stored = _take(asked, frame, form)
    except AnswerRefused as refused:
        return _closed(request, frame, refused.reason)
    if stored.is_for_triage:
        nudge(triage_answers)
    token = asked.token if asked.invited else stored.token
    language = f"?lang={frame.language}" if request.GET.get("lang") else ""
    response = ToThanks(token_address("surveys:thanks", token) + language)
    if asked.invited and not request.META.get("QUERY_STRING"):
        response.served = Served(thanks_alike(request.META), {"token": token})
    return response


def _take(asked: Asked, frame: Frame, form: AnswerForm) -> Response:
    now, invited = timezone.now(), asked.invited
    if invited is not None and asked.earlier is None:
        said = Said(form.score, form.comment, form.wants_contact, frame.language, form.layout)
        stored = give_answer(token=asked.token, said=said, now=now)
        if stored is not None:
            return stored
    return record_answer(
        invitation=asked.invitation if invited else None,
        survey=asked.survey,
        response=None if invited else asked.earlier,
        score=form.score,
        comment=form.comment,
        wants_contact=form.wants_contact and invited is not None,
        language=frame.language,
        layout=form.layout,
        key=form.key,
        now=now,
    )


def _fresh(asked: Asked, tapped: int | None) -> dict[str, object]:
    """The form before anything is typed: the number tapped in the mail, or the score given earlier."""
    earlier = asked.earlier
    known = tapped is not None
    return {
        "score": str(tapped) if known else str(earlier.score) if earlier else "",
        "wants_contact": bool(earlier and earlier.wants_contact),
        "layout": "email" if known else "page",
        "key": "" if asked.invited or earlier else mail_token(),
    }


def _show(
    request: HttpRequest,
    asked: Asked,
    frame: Frame,
    typed: dict[str, object],
    *,
    action: str,
    errors: list[tuple[str, str]] | None = None,
    status: int = 200,
    like: Hashable = None,
) -> HttpResponse:
    is_sample = asked.is_sample
    if request.GET.get("lang"):
        action += f"?lang={frame.language}"
    signal = _signal(request, asked, frame) if asked.invited and not is_sample else ""
    nonce = make_nonce(asked.token) if signal else ""
    page = Question(
        frame=frame,
        texts=texts_of_version(asked.version, frame.language),
        action=action,
        asks_contact=asked.invited is not None,
        is_change=asked.earlier is not None and not is_sample,
        notice=frame.words["sample"] if is_sample else "",
        reward=reward_of(asked.words(frame.language), frame),
        errors=errors or (),
        is_closed=is_sample,
        signal=signal,
        nonce=nonce,
        **typed,
    )
    csp = str(request.csp_nonce)
    html = question_html(page, version=asked.version, csp_nonce=csp)
    response = QuestionPage(html, status=status, headers={"Content-Language": frame.language})
    if like:
        response.served = Served(like, {"token": asked.token, "nonce": nonce, "csp": csp})
    return response


def _signal(request: HttpRequest, asked: Asked, frame: Frame) -> str:
    address = token_address("surveys:signal", asked.token)
    return f"{address}?lang={frame.language}" if request.GET.get("lang") else address


def _closed(request: HttpRequest, frame: Frame, reason: str) -> HttpResponse:
    why = CLOSED.get(reason, "closed")
    context = {"title": frame.words[f"{why}_title"], "text": frame.words[f"{why}_text"]}
    return _render(request, frame, "closed", context, status=410)


def _render(
    request: HttpRequest, frame: Frame, page: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    return render_in(
        frame.language, request, f"surveys/{page}.html", context | {"frame": frame}, status=status
    )


def _frame(request: HttpRequest, asked: Asked) -> Frame:
    return frame_for(
        asked.version,
        wished=request.GET.get("lang", ""),
        known=asked.language,
        header=request.META.get("HTTP_ACCEPT_LANGUAGE", ""),
    )


def _too_many(request: HttpRequest, asked: Asked, form: AnswerForm) -> bool:
    if asked.invited and not asked.earlier and form.is_by_hand:
        return False  # there is one first answer, however often it is sent
    if asked.invited or asked.earlier:
        return exceeded("answer", asked.token, limit=CHANGES, seconds=HOUR)
    return exceeded("open-link", f"{asked.token}:{visitor_key(request)}", limit=10, seconds=HOUR)
