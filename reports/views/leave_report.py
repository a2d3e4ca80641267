"""/r/stop/<token>/: no more of a report by mail. GET shows a button, POST does it; mail programs press, too."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from nps_app.lib.public_pages import public_page
from nps_app.lib.ratelimit import exceeded
from nps_app.lib.visitors import visitor_key
from reports.actions.leave_report import leave_report
from reports.models import Recipient


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def leave_report_page(request: HttpRequest, token: str) -> HttpResponse:
    """No more mails with this report to this address."""
    person = Recipient.objects.filter(token=token).select_related("view", "organisation").first()
    if person is None:
        if exceeded("unknown-token", visitor_key(request), limit=30, seconds=60):
            return HttpResponse(status=429)
        raise Http404
    context = {"name": person.view.name, "email": person.email, "left": request.method == "POST"}
    if request.method == "POST":
        leave_report(recipient=person, now=timezone.now())
    return render(request, "reports/leave_report.html", context)
