"""/o/<org>/alerts/<pk>/: one change with all that was known when it was told; each reader may mute its score."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from nps_app.lib import charts, formats
from nps_app.lib.clock import local_day
from reports.actions.mute_alerts import mute_alerts, unmute_alerts
from reports.forms.alerts import MuteForm
from reports.models import Alert, Mute
from reports.queries.score_card import ScoreCard, score_card


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.REPORT_VIEW)
def alert_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What was known; POST mutes or unmutes the mails to this reader about this score."""
    rows = Alert.objects.of(request.organisation).select_related("survey", "organisation")
    alert = rows.filter(pk=pk).first()
    if alert is None:
        raise Http404
    form = MuteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _mute(request, alert, form):
        return redirect("reports:alert", request.organisation.slug, alert.pk)
    before, after = score_card(alert.before), score_card(alert.after)
    context = {
        "alert": alert,
        "before": before,
        "after": after,
        "chart": _chart(before, after, request.organisation.region),
        "form": form,
        "mute": _mute_of(request, alert),
    }
    return render(request, "reports/alert.html", context, status=422 if form.errors else 200)


def _mute(request: HttpRequest, alert: Alert, form: MuteForm) -> bool:
    now = timezone.now()
    if "again" in request.POST:
        unmute_alerts(alert=alert, by=request.user, now=now)
        messages.success(request, _("You are mailed about this score again."))
        return True
    if not form.is_valid():
        return False
    until = form.until(local_day(now, request.organisation.zone))
    mute_alerts(alert=alert, by=request.user, now=now, until=until)
    messages.success(
        request, _("No mails to you about this score. Here in the app you still see its alerts.")
    )
    return True


def _mute_of(request: HttpRequest, alert: Alert) -> Mute | None:
    """The reader's mute of this score, if it still holds."""
    today = local_day(timezone.now(), request.organisation.zone)
    mine = Mute.objects.of(request.organisation).filter(user=request.user, survey=alert.survey)
    return mine.filter(group_by=alert.group_by, group=alert.group).exclude(until__lte=today).first()


def _chart(before: ScoreCard, after: ScoreCard, region: str) -> str:
    rows = [
        charts.Dot(
            name=name,
            note=formats.whole(card.n, region),
            value=card.shown.score if card.shown else None,
            low=card.low,
            high=card.high,
        )
        for name, card in ((_("Before"), before), (_("Since then"), after))
    ]
    label = _("Score before and after with its 95% interval")
    return charts.dots(rows, label=label, hidden=_("fewer than 10 answers"))
