"""The one screen from which a manager learns where the score stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from followup.queries.checklist import own_checklist
from nps_app.lib import charts, formats
from reports.queries.alert_list import open_alerts
from reports.queries.comparisons import open_comparison_of
from reports.queries.dashboard import Dashboard, dashboard
from reports.queries.first_steps import first_steps
from reports.queries.score_verdict import score_verdict
from responses.forms.filters import FiltersForm


@require_safe
@allow(Permission.REPORT_VIEW)
def dashboard_page(request: HttpRequest) -> HttpResponse:
    """Everything about the answers that the filters in the address choose."""
    now = timezone.now()
    filters = FiltersForm(request.GET, organisation=request.organisation)
    chosen = filters.slice(now)
    by = filters.compared_property
    shown = dashboard(chosen, now=now, by=by, comments=request.membership.can(Permission.RESPONSE_VIEW))
    context: dict[str, Any] = {
        "filters": filters,
        "alerts": open_alerts(request.organisation),
        "comparison": open_comparison_of(request.organisation)
        if request.membership.can(Permission.REPORT_EDIT)
        else None,
        "shown": shown,
        "verdict": score_verdict(request.organisation, shown.card),
        "period": filters.period_words,
        "by": by,
        "properties": list(filters.known_properties),
        "charts": _charts(shown, request.organisation.region),
        "window": chosen.window,
        # Whoever reads it over a link is no member.
        "checklist": None if getattr(request, "shared_as", "") else own_checklist(request.membership),
        "steps": first_steps(request.organisation) if not shown.card.n else None,
    }
    return render(request, "reports/dashboard.html", context)


def _charts(shown: Dashboard, region: str) -> dict[str, Any]:
    card = shown.card
    drawn: dict[str, Any] = {
        "histogram": charts.histogram(
            shown.eleven,
            label=_("How often each number from 0 to 10 was given"),
            region=region,
        ),
        "segments": charts.dots(
            [
                charts.Dot(
                    name=segment.name,
                    note=_answers(segment.card.n, region),
                    value=segment.card.shown.score if segment.card.shown else None,
                    low=segment.card.low,
                    high=segment.card.high,
                )
                for segment in shown.segments
            ],
            label=_("Score of each group with its 95% interval"),
            hidden=_("fewer than 10 answers"),
        ),
    }
    if card.shown:
        shares = [("detractor", card.shown.det), ("passive", card.shown.pas), ("promoter", card.shown.pro)]
        drawn["shares"] = charts.stacked_bar(
            shares, label=_("Shares of detractors, passives and promoters"), region=region
        )
    return drawn


def _answers(count: int, region: str) -> str:
    return ngettext("%(number)s answer", "%(number)s answers", count) % {
        "number": formats.whole(count, region)
    }
