"""One figure: add it, change it, remove it or put a shipped one back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from reports.actions.remove_benchmark import remove_benchmark
from reports.actions.save_benchmark import save_benchmark
from reports.forms.benchmark import BenchmarkForm, initial_of
from reports.models import Benchmark
from reports.queries.benchmarks import find_figure
from reports.rules.benchmarks import INDUSTRIES


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SETTINGS_EDIT)
def benchmark_new(request: HttpRequest) -> HttpResponse:
    """A figure of the organisation's own."""
    if request.method == "POST":
        return _save(request)
    industry = request.GET.get("industry", "")
    form = BenchmarkForm(initial={"industry": industry if industry in INDUSTRIES else "all"})
    return _show(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SETTINGS_EDIT)
def benchmark(request: HttpRequest, key: str) -> HttpResponse:
    """One figure; of a shipped one the organisation gets its own version, and can go back."""
    found = find_figure(request.organisation, key)
    if found is None:
        raise Http404
    figure, row = found
    if request.method != "POST":
        return _show(request, BenchmarkForm(initial=initial_of(figure)), key=key, row=row)
    if "remove" in request.POST:
        if row is not None:
            remove_benchmark(benchmark=row, by=request.user, now=timezone.now())
        shipped = row is None or bool(row.shipped_key)
        messages.success(request, _("The figure is as shipped.") if shipped else _("The figure is removed."))
        return redirect(_back(request, figure.industry))
    return _save(request, key=key, row=row)


def _save(request: HttpRequest, *, key: str = "", row: Benchmark | None = None) -> HttpResponse:
    form = BenchmarkForm(request.POST)
    if not form.is_valid():
        return _show(request, form, key=key, row=row, status=422)
    save_benchmark(
        organisation=request.organisation,
        values=form.cleaned_data,
        benchmark=row,
        shipped_key="" if row else key,
        by=request.user,
        now=timezone.now(),
    )
    messages.success(request, _("Saved."))
    return redirect(_back(request, form.cleaned_data["industry"]))


def _show(
    request: HttpRequest,
    form: BenchmarkForm,
    *,
    key: str = "",
    row: Benchmark | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "key": key,
        "row": row,
        "back": _back(request, str(form["industry"].value() or "")),
    }
    return render(request, "reports/benchmark.html", context, status=status)


def _back(request: HttpRequest, industry: str) -> str:
    page = reverse("reports:benchmarks", kwargs={"org": request.organisation.slug})
    return f"{page}?industry={industry}" if industry in INDUSTRIES else page
