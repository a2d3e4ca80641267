"""/o/<org>/barriers/: why they do not buy, what they miss, and how others are rated."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from contacts.models import Segment
from reports.queries.barriers import barriers
from reports.queries.barriers_report import NAMES, PLACES, chosen_by
from reports.queries.needs import SEGMENTS
from responses.forms.filters import FiltersForm


@require_safe
@allow(Permission.REPORT_VIEW)
def barriers_page(request: HttpRequest) -> HttpResponse:
    """Shares with their intervals, and paired differences; ?by= and ?need= choose the groups of a need."""
    now = timezone.now()
    filters = FiltersForm(request.GET, organisation=request.organisation)
    by = chosen_by(filters)
    found = barriers(filters.slice(now), by=by, need=request.GET.get("need", ""), now=now)
    groupings = [(name, name) for name in filters.known_properties]
    if Segment.objects.of(request.organisation).exists():
        groupings.append((SEGMENTS, _("Segments")))
    context = {
        "filters": filters,
        "period": filters.period_words,
        "page": found,
        "barriers": [(NAMES.get(one.name, one.name), one) for one in found.barriers],
        "needs": [(NAMES.get(one.said.name, one.said.name), one) for one in found.needs.needs],
        "chosen": NAMES.get(found.needs.chosen, found.needs.chosen),
        "by": by,
        "groupings": groupings,
        "places": [(PLACES[one.name], one) for one in found.rivals.places],
        "beside": ([found.rivals.together] if found.rivals.together else []) + found.rivals.rivals,
    }
    return render(request, "reports/barriers.html", context)
