"""/o/<org>/alerts/mails/: what I am mailed of the scores."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from nps_app.lib.clock import local_day
from reports.actions.save_subscription import save_subscription
from reports.forms.alerts import SubscriptionForm
from reports.queries.subscriptions import subscription_of


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.REPORT_VIEW)
def subscription(request: HttpRequest) -> HttpResponse:
    """Alerts and digest of the person who is signed in."""
    now = timezone.now()
    form = SubscriptionForm(
        request.POST if request.method == "POST" else None,
        subscription=subscription_of(request.membership),
        today=local_day(now, request.organisation.zone),
    )
    if form.is_bound and form.is_valid():
        save_subscription(member=request.membership, values=form.values(), by=request.user, now=now)
        messages.success(request, _("Saved."))
        return redirect("reports:subscription", request.organisation.slug)
    return render(request, "reports/subscription.html", {"form": form}, status=422 if form.errors else 200)
