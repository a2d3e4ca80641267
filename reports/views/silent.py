"""/o/<org>/silent/: who was asked and did not answer, and what that may do to the score."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from reports.queries.score_card import score_card
from reports.queries.silent import Silent, silent
from reports.queries.silent_words import group_names, weighing_words
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
        "words": weighing_words(found.weighing, request.organisation.region),
        "merged": group_names(found.weighing.merged),
        "unsure": _unsure(found),
        "first": score_card(found.waves.first),
        "late": score_card(found.waves.late),
    }
    return render(request, "reports/silent.html", context)


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
