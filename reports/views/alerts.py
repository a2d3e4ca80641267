"""/o/<org>/alerts/: proven changes of scores, what is open and what has been; and which scores are watched."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from reports.actions.watch_groups import watch_groups
from reports.forms.alerts import WatchForm
from reports.models import ScoreWatch
from reports.queries.alert_list import open_alerts, past_alerts

MOST_PAGES = 1_000


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.REPORT_VIEW, write=Permission.SETTINGS_EDIT)
def alerts_page(request: HttpRequest) -> HttpResponse:
    """Everything there is; POST chooses the property whose values are watched."""
    organisation = request.organisation
    watch = ScoreWatch.objects.of(organisation).first()
    form = WatchForm(
        request.POST if request.method == "POST" else None,
        organisation=organisation,
        initial={"group_by": watch.group_by if watch else ""},
    )
    if form.is_bound and form.is_valid():
        watch_groups(
            organisation=organisation,
            group_by=form.cleaned_data["group_by"],
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("Saved. The next look is tomorrow morning."))
        return redirect("reports:alerts", organisation.slug)
    page = _page(request.GET.get("page", ""))
    past, has_more = past_alerts(organisation, page=page)
    context = {
        "form": form,
        "watch": watch,
        "open": open_alerts(organisation),
        "past": past,
        "newer": f"?page={page - 1}" if page > 1 else "",
        "older": f"?page={page + 1}" if has_more else "",
        "may_edit": request.membership.can(Permission.SETTINGS_EDIT),
    }
    return render(request, "reports/alerts.html", context, status=422 if form.errors else 200)


def _page(text: str) -> int:
    return min(MOST_PAGES, max(1, int(text))) if text.isascii() and text.isdigit() and len(text) < 6 else 1
