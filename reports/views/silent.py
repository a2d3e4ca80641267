"""/o/<org>/silent/: who was asked and did not answer, and what that may do to the score."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from nps_app.lib import formats
from reports.queries.score_card import score_card
from reports.queries.silent import Silent, silent
from responses.forms.filters import FiltersForm
from responses.maths.score import round_half_away


@require_safe
@allow(Permission.REPORT_VIEW)
def silent_page(request: HttpRequest) -> HttpResponse:
    """The groups of one property, as the filters in the address choose."""
    filters = FiltersForm(request.GET, organisation=request.organisation)
    by = filters.compared_property
    found = silent(filters.slice(timezone.now()), by)
    context = {
        "filters": filters,
        "by": by,
        "properties": list(filters.known_properties),
        "found": found,
        "weighing": _weighing(found, request.organisation.region),
        "unsure": _unsure(found),
        "first": score_card(found.waves.first),
        "late": score_card(found.waves.late),
    }
    return render(request, "reports/silent.html", context)


def _weighing(found: Silent, region: str) -> dict[str, Any]:
    """The whole numbers of the weighing."""
    weighing = found.weighing
    limits = weighing.interval or weighing.bounds
    return {
        "outcome": str(weighing.outcome),
        "is_headline": weighing.is_headline,
        "score": None if weighing.weighted is None else round_half_away(weighing.weighted),
        "low": round_half_away(max(-100.0, limits.low)) if limits else None,
        "high": round_half_away(min(100.0, limits.high)) if limits else None,
        "worth": round_half_away(weighing.n_eff) if weighing.n_eff else None,
        "n": weighing.n,
        "silent": ", ".join(name or _("no value") for name in weighing.silent),
        "silent_share": formats.percent(max(1, round_half_away(100 * weighing.silent_share)), region),
        "merged": ", ".join(name or _("no value") for name in weighing.merged),
        "left_out": weighing.left_out,
    }


def _unsure(found: Silent) -> dict[str, int | None] | None:
    """What the score of everybody asked could be, in whole points; None where nothing can be said."""
    if found.bounds is None or found.worse is None or found.raw.shown is None:
        return None
    tipping = found.bounds.tipping_point
    is_possible = tipping is not None and abs(tipping) <= 100
    return {
        "low": round_half_away(found.bounds.low),
        "high": round_half_away(found.bounds.high),
        "worse": round_half_away(found.worse),
        "tipping": round_half_away(tipping) if tipping is not None and is_possible else None,
        "rate": round_half_away(100 * found.bounds.response_rate),
    }
