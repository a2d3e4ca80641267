"""/o/<org>/reasons/: what those who score low or high talk about, and one theme of it."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from followup.queries.improvement_themes import taken_up
from nps_app.lib.clock import local_day
from reports.queries.drivers import drivers_page
from reports.queries.possible_themes import possible_themes
from reports.queries.theme_page import theme_page
from responses.forms.filters import FiltersForm
from responses.queries.chips import theme_names
from responses.queries.slice import Slice
from responses.queries.themes import themes_of


@require_safe
@allow(Permission.REPORT_VIEW)
def drivers(request: HttpRequest) -> HttpResponse:
    """Themes and properties by what goes together with them."""
    filters = FiltersForm(request.GET, organisation=request.organisation)
    chosen = filters.slice(timezone.now())
    names = theme_names(themes_of(request.organisation))
    may_read = request.membership.can(Permission.RESPONSE_VIEW)
    context = {
        "filters": filters,
        "period": filters.period_words,
        "page": drivers_page(chosen, names, filters.known_properties),
        "emerging": possible_themes(chosen) if may_read else [],
        "opens": may_read and not getattr(request, "shared_as", ""),
        **_link(filters, chosen),
        **_in_hand(request, chosen),
    }
    return render(request, "reports/drivers.html", context)


@require_safe
@allow(Permission.RESPONSE_VIEW)
def theme(request: HttpRequest, key: str) -> HttpResponse:
    """One theme: what is said of it, in quotes worth reading, and how often month by month."""
    names = theme_names(themes_of(request.organisation))
    if key not in names:
        raise Http404
    filters = FiltersForm(request.GET, organisation=request.organisation)
    chosen = filters.slice(timezone.now())
    context = {
        "filters": filters,
        "period": filters.period_words,
        "key": key,
        "name": names[key],
        "page": theme_page(chosen, key, names[key]),
        **_link(filters, chosen),
        **_in_hand(request, chosen),
    }
    return render(request, "reports/theme.html", context)


def _link(filters: FiltersForm, chosen: Slice) -> dict[str, str | None]:
    """The period for a link to the comments, whose own default is another; and the days of the period before."""
    period, before = filters.chosen_period, chosen.preceding()
    days: dict[str, str | None] = {"before_from": None, "before_to": None}
    if before and before.window:
        zone, window = filters.organisation.zone, before.window
        days["before_from"] = local_day(window.start, zone).isoformat()
        days["before_to"] = local_day(window.end - timedelta(microseconds=1), zone).isoformat()
    return {"period_key": None if period == "custom" else period, **days}


def _in_hand(request: HttpRequest, chosen: Slice) -> dict[str, Any]:
    """Which themes are being improved, and the first day of the comments that would begin an improvement."""
    zone = request.organisation.zone
    since = local_day(chosen.window.start, zone) if chosen.window else None
    return {"in_hand": taken_up(request.organisation), "since": since}
