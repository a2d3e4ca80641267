"""/o/<org>/campaigns/new/: choose survey and segment, see whom it reaches, send a test to oneself, then send."""

import secrets
import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from contacts.rules.segment_rules import BadRules
from delivery.tasks import deliver_ready
from delivery.transports.sms.providers import can_receive
from nps_app.lib.nudge import nudge
from surveys.actions.check_readiness import check_readiness
from surveys.actions.launch_campaign import CannotLaunch, launch_campaign
from surveys.actions.preview_campaign import Preview, preview_campaign
from surveys.actions.send_test import NothingPublished, send_test
from surveys.channels.sms import sms_lengths
from surveys.forms.campaign import AudienceForm, LaunchForm
from surveys.models import Survey
from surveys.rules.languages import choose
from surveys.tasks import plan_invitations


@allow(Permission.SURVEY_SEND)
@require_http_methods(["GET", "POST"])
def campaign_new(request: HttpRequest) -> HttpResponse:
    """One page for all steps; nothing leaves before the last button."""
    if request.method == "POST" and "test" in request.POST:
        return _test(request)
    if request.method == "POST":
        return _launch(request)
    typed: dict[str, object] | None = _first_choice(request)
    if "survey" in request.GET:
        typed = dict(request.GET.items())
    if typed is not None:
        # Drawn once, then carried along: the preview shows the very people the sending asks.
        typed = {"percent": 100, "seed": secrets.randbelow(2_000_000_000)} | typed
    form = AudienceForm(typed, organisation=request.organisation)
    return _page(
        request, form, LaunchForm(organisation=request.organisation, initial={"launch_key": uuid.uuid4()})
    )


def _first_choice(request: HttpRequest) -> dict[str, object] | None:
    """The newest survey and everybody, so that the page begins with an answer."""
    survey = Survey.objects.of(request.organisation).order_by("is_sample", "-pk").first()
    return {"survey": survey.pk} if survey else None


def _launch(request: HttpRequest) -> HttpResponse:
    form = LaunchForm(request.POST, organisation=request.organisation)
    if form.is_valid():
        chosen = form.cleaned_data
        try:
            campaign = launch_campaign(
                organisation=request.organisation,
                survey=chosen["survey"],
                segment=chosen["segment"],
                launch_key=chosen["launch_key"],
                sample=form.sample(),
                experiment=chosen["experiment"],
                offer=chosen["offer"],
                panel=chosen["panel"],
                by=request.user,
                now=timezone.now(),
            )
        except (CannotLaunch, BadRules):
            form.add_error(None, _("This cannot be sent yet. What is missing is listed below."))
        else:
            nudge(plan_invitations)
            messages.success(request, _("It is on its way. You can watch it here, or close this page."))
            return redirect("surveys:campaign", org=request.organisation.slug, pk=campaign.pk)
    audience = AudienceForm(request.POST, organisation=request.organisation)
    return _page(request, audience, form, status=422)


def _test(request: HttpRequest) -> HttpResponse:
    form = AudienceForm(request.POST, organisation=request.organisation)
    launch = LaunchForm(organisation=request.organisation, initial={"launch_key": uuid.uuid4()})
    if not form.is_valid():
        return _page(request, form, launch, status=422)
    survey, segment = form.cleaned_data["survey"], form.cleaned_data["segment"]
    experiment = form.cleaned_data["experiment"]
    try:
        language = choose(
            survey.published.languages if survey.published else [survey.default_language],
            [get_language() or ""],
            default=survey.default_language,
        )
        send_test(
            organisation=request.organisation,
            survey=survey,
            language=language,
            experiment=experiment,
            is_reminder=request.POST["test"] == "reminder",
            by=request.user,
            now=timezone.now(),
        )
    except NothingPublished:
        form.add_error("survey", _("Publish the survey first, then send yourself a test."))
        return _page(request, form, launch, status=422)
    nudge(deliver_ready)
    if experiment:
        sent = _("Both mails, A and B, are on their way to %(email)s.")
    else:
        sent = _("A test is on its way to %(email)s.")
    messages.success(request, sent % {"email": request.user.email})
    address = reverse("surveys:campaign_new", args=[request.organisation.slug])
    drawn = form.sample()
    kept = {
        "survey": survey.pk,
        "segment": segment.pk if segment else "",
        "offer": form.cleaned_data["offer"],
        **({"panel": "on"} if form.cleaned_data["panel"] else {}),
        "experiment": experiment.pk if experiment else "",
        "percent": drawn.percent,
        "seed": drawn.seed,
    }
    return redirect(f"{address}?{urlencode(kept)}")


def _page(request: HttpRequest, form: AudienceForm, launch: LaunchForm, status: int = 200) -> HttpResponse:
    preview, missing, bad_segment, lengths = None, [], False, []
    if form.is_bound and form.is_valid():
        survey, segment = form.cleaned_data["survey"], form.cleaned_data["segment"]
        offer = form.cleaned_data["offer"]
        missing = check_readiness(organisation=request.organisation, survey=survey, offer=offer)
        try:
            preview = preview_campaign(
                organisation=request.organisation,
                rules=segment.rules if segment else [],
                now=timezone.now(),
                sample=form.sample(),
                offer=offer,
                panel=form.cleaned_data["panel"],
            )
        except BadRules:
            preview, bad_segment = Preview(), True
        lengths = sms_lengths(survey, answers=can_receive(request.organisation)) if preview.by_sms else []
    context = {
        "form": form,
        "launch": launch,
        "preview": preview,
        "missing": missing,
        "bad_segment": bad_segment,
        "sms_lengths": lengths,
        "ready": preview is not None and preview.reached.count > 0 and not missing,
    }
    return render(request, "surveys/campaign_new.html", context, status=status)
