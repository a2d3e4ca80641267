"""/nps-calculator/: counts in the address give score, interval, verdict and how many answers a surer one needs."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nps_app.lib import charts
from reports.queries.score_card import ScoreCard, score_card
from reports.rules.few_answers import SURE_FROM
from reports.rules.verdict import SignVerdict, sign
from responses.forms.calculator import GroupsForm, ScoresForm
from responses.maths.interval import Interval, adjusted, score_interval
from responses.maths.samples import TYPICAL_SD, answers_for_change, answers_for_margin
from responses.maths.score import Counts, round_half_away, sd_points

MARGINS = (10, 5, 3)
CHANGE = 10
FORMS = {"groups": GroupsForm, "scores": ScoresForm}


@dataclass(frozen=True)
class Result:
    card: ScoreCard
    low: int  # the interval, also where there are too few answers to show a score
    high: int
    sign: SignVerdict | None
    needed: list[tuple[int, int]]  # points more or less, answers
    for_change: int
    from_these: bool  # whether the answers typed are enough to know how much they differ


@login_not_required
@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    """For everybody; reads the address, writes nothing and sets no cookie."""
    language = request.GET.get("lang", "")
    if language not in dict(settings.LANGUAGES):
        language = (translation.get_language() or "en").split("-")[0]
    with translation.override(language):
        response = _page(request, language)
    response["Content-Language"] = language
    return response


def _page(request: HttpRequest, language: str) -> HttpResponse:
    how = _how(request)
    form_of = FORMS[how]
    typed = any(name in request.GET for name in form_of().fields)
    form = form_of(request.GET if typed else None)
    counts = form.counts() if form.is_valid() else None
    values = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    context: dict[str, Any] = {
        "how": how,
        "form": form,
        "lang": request.GET.get("lang", ""),
        "result": _result(counts) if counts else None,
        "charts": _charts(form, counts) if counts else {},
        "shared": settings.SITE_URL + _address(how, language, values),
        "groups_url": _address("groups", language, _groups(counts) if how == "scores" else {}),
        "scores_url": _address("scores", language, {}),
        "languages": [
            (code, name, _address(how, code, values)) for code, name in settings.LANGUAGES if code != language
        ],
        "example_url": _address("groups", language, {"promoters": 52, "passives": 30, "detractors": 18}),
    }
    return render(request, "responses/calculator.html", context, status=422 if form.errors else 200)


def _how(request: HttpRequest) -> str:
    how = request.GET.get("how", "")
    if how in FORMS:
        return how
    return "scores" if any(f"c{score}" in request.GET for score in range(11)) else "groups"


def _address(how: str, language: str, values: dict[str, Any]) -> str:
    return f"{reverse('responses:calculator')}?{urlencode({'how': how, **values, 'lang': language})}"


def _groups(counts: Counts | None) -> dict[str, int]:
    """What was typed as eleven counts, as three."""
    if counts is None:
        return {}
    parts = {"promoters": counts.pro, "passives": counts.pas, "detractors": counts.det}
    return {name: int(count) for name, count in parts.items()}


def _result(counts: Counts) -> Result:
    card = score_card(counts)
    interval = score_interval(counts) or Interval(-100, 100)
    low, high = round_half_away(interval.low), round_half_away(interval.high)
    from_these = counts.n >= SURE_FROM
    spread = _spread(counts) if from_these else TYPICAL_SD
    return Result(
        card=card,
        low=low,
        high=high,
        sign=sign(card.shown.score, low, high) if card.shown else None,
        needed=[(margin, answers_for_margin(margin, spread)) for margin in MARGINS],
        for_change=answers_for_change(CHANGE, spread),
        from_these=from_these,
    )


def _spread(counts: Counts) -> float:
    """How much one answer differs from the next, in points.

    Answers that are all alike would say that none is needed; three pseudo-answers keep the number sane.
    """
    _mean, variance = adjusted(counts)
    return float(max(sd_points(counts) or 0.0, 100 * (variance * (counts.n + 3)) ** 0.5))


def _charts(form: Any, counts: Counts) -> dict[str, Any]:
    drawn: dict[str, Any] = {}
    card = score_card(counts)
    if card.shown:
        shares = [("detractor", card.shown.det), ("passive", card.shown.pas), ("promoter", card.shown.pro)]
        drawn["shares"] = charts.stacked_bar(shares, label=_("Shares of detractors, passives and promoters"))
    if isinstance(form, ScoresForm):
        drawn["histogram"] = charts.histogram(
            form.eleven, label=_("How often each number from 0 to 10 was given")
        )
    return drawn
