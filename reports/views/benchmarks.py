"""/o/<org>/benchmarks/: what others score, by industry and source, and which of it one's own score is compared with."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from reports.actions.choose_benchmark import choose_benchmark
from reports.forms.benchmark import ChoiceForm, industry_choices
from reports.queries.benchmarks import Chosen, chosen, figures_of
from reports.rules.benchmarks import INDUSTRIES

FIRST_SHOWN = "all"


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.REPORT_VIEW, write=Permission.SETTINGS_EDIT)
def benchmarks(request: HttpRequest) -> HttpResponse:
    """The figures of one industry; POST makes it, or one figure of it, the one to compare with."""
    if request.method != "POST":
        return _show(request, ChoiceForm(organisation=request.organisation))
    form = ChoiceForm(request.POST, organisation=request.organisation)
    if not form.is_valid():
        return _show(request, form, status=422)
    choose_benchmark(
        organisation=request.organisation, by=request.user, now=timezone.now(), **form.cleaned_data
    )
    messages.success(request, _("Your score is now compared with this figure."))
    return redirect(_address(request, form.cleaned_data["industry"]))


def _show(request: HttpRequest, form: ChoiceForm, *, status: int = 200) -> HttpResponse:
    choice = chosen(request.organisation)
    industry = _industry(request, choice)
    figures = figures_of(request.organisation, industry)
    means = [listed.figure.mean for listed in figures if listed.figure.mean is not None]
    context = {
        "form": form,
        "industry": industry,
        "industry_name": INDUSTRIES[industry],
        "industries": industry_choices(),
        "figures": figures,
        "choice": choice,
        "compared": choice.figure.key if choice and choice.figure and choice.industry == industry else "",
        "range": (min(means), max(means)) if len(set(means)) > 1 else None,
        "may_edit": request.membership.can(Permission.SETTINGS_EDIT),
    }
    return render(request, "reports/benchmarks.html", context, status=status)


def _industry(request: HttpRequest, choice: Chosen | None) -> str:
    """The industry asked for, else the organisation's own, else all."""
    wanted = request.POST.get("industry") or request.GET.get("industry", "")
    if wanted in INDUSTRIES:
        return wanted
    return choice.industry if choice and choice.industry in INDUSTRIES else FIRST_SHOWN


def _address(request: HttpRequest, industry: str) -> str:
    page = reverse("reports:benchmarks", kwargs={"org": request.organisation.slug})
    return f"{page}?industry={industry}"
