"""/mails/stop/<token>/: no more alerts and digests. GET shows a button, POST does it; mail programs press, too."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.models import Membership
from nps_app.lib.public_pages import public_page
from nps_app.lib.ratelimit import exceeded
from nps_app.lib.visitors import visitor_key
from reports.actions.save_subscription import save_subscription
from reports.models import Subscription


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mails(request: HttpRequest, token: str) -> HttpResponse:
    """The link beneath every alert and digest."""
    found = Subscription.objects.filter(token=token).select_related("organisation", "user").first()
    if found is None:
        if exceeded("unknown-token", visitor_key(request), limit=30, seconds=60):
            return HttpResponse(status=429)
        raise Http404
    stopped = request.method == "POST"
    member = Membership.objects.of(found.organisation).filter(user=found.user).first()
    if stopped and member is not None:
        values = {"alerts": False, "digest": Subscription.Digest.OFF}
        save_subscription(member=member, values=values, by=found.user, now=timezone.now())
    context = {"organisation": found.organisation, "email": found.user.email, "stopped": stopped}
    return render(request, "reports/stop_mails.html", context)
