"""/o/<org>/offers/: all offers; /o/<org>/offers/new/: a new one; nothing leaves before the last button."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import allow
from accounts.permissions import Permission
from contacts.rules.segment_rules import BadRules
from delivery.tasks import deliver_ready
from followup.actions.launch_promotion import CannotOffer, launch_promotion, may_offer
from followup.actions.send_trial_offer import send_trial_offer
from followup.forms.promotion import PromotionForm
from followup.models import Promotion
from followup.queries.promotion_audience import Audience, count_audience
from followup.tasks import draw_offers
from nps_app.lib.nudge import nudge

MOST = 100


@allow(Permission.SURVEY_VIEW)
@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    rows = Promotion.objects.of(request.organisation).select_related("survey").order_by("-pk")[:MOST]
    return render(request, "followup/offers.html", {"rows": rows})


@allow(Permission.SURVEY_SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def offer_new(request: HttpRequest) -> HttpResponse:
    """Write it, count whom it reaches, try it on oneself, then draw and send."""
    if request.method != "POST":
        form = PromotionForm(organisation=request.organisation, initial={"launch_key": uuid.uuid4()})
        return _page(request, form)
    form = PromotionForm(request.POST, organisation=request.organisation)
    if not form.is_valid():
        return _page(request, form, status=422)
    if "trial" in request.POST:
        return _trial(request, form)
    if "send" in request.POST:
        return _send(request, form)
    return _page(request, form, audience=_count(request, form))


def _page(
    request: HttpRequest, form: PromotionForm, *, audience: Audience | None = None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "audience": audience, "may_offer": may_offer(request.organisation)}
    return render(request, "followup/offer_new.html", context, status=status)


def _count(request: HttpRequest, form: PromotionForm) -> Audience | None:
    segment = form.cleaned_data["segment"]
    try:
        return count_audience(
            request.organisation,
            rules=segment.rules if segment else [],
            group=form.cleaned_data["group"],
            now=timezone.now(),
        )
    except BadRules:
        form.add_error("segment", _("It has a condition that can no longer be asked. Correct the segment."))
        return None


def _trial(request: HttpRequest, form: PromotionForm) -> HttpResponse:
    chosen = form.cleaned_data
    sent = send_trial_offer(
        organisation=request.organisation,
        survey=chosen["survey"],
        texts=form.texts(),
        url=chosen["url"],
        by=request.user,
        now=timezone.now(),
    )
    nudge(deliver_ready)
    words = ngettext("%(sent)s mail is on its way to you.", "%(sent)s mails are on their way to you.", sent)
    messages.success(request, words % {"sent": sent})
    return _page(request, form, audience=_count(request, form))


def _send(request: HttpRequest, form: PromotionForm) -> HttpResponse:
    chosen = form.cleaned_data
    if not chosen["confirm"]:
        form.add_error("confirm", _("Tick the box to say that it may be sent."))
        return _page(request, form, audience=_count(request, form), status=422)
    fields = ("survey", "name", "group", "segment", "url", "percent_held", "days", "launch_key")
    try:
        row = launch_promotion(
            organisation=request.organisation,
            **{name: chosen[name] for name in fields},
            texts=form.texts(),
            by=request.user,
            now=timezone.now(),
        )
    except CannotOffer:
        form.add_error(None, _("Mails need a sender's name and a postal address. They are in the settings."))
        return _page(request, form, status=422)
    except BadRules:
        form.add_error("segment", _("It has a condition that can no longer be asked. Correct the segment."))
        return _page(request, form, status=422)
    nudge(draw_offers)
    messages.success(request, _("The lots are being drawn. You can watch it here, or close this page."))
    return redirect("followup:offer", org=request.organisation.slug, pk=row.pk)
