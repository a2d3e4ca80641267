"""/o/<org>/compared/: whether wording, channel or language make a difference."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from reports.queries.compared import compared as compared_of
from responses.forms.filters import FiltersForm


@require_safe
@allow(Permission.REPORT_VIEW)
def compared(request: HttpRequest) -> HttpResponse:
    """The three comparisons of how people were asked."""
    filters = FiltersForm(request.GET, organisation=request.organisation)
    chosen = filters.slice(timezone.now())
    context = {"filters": filters, "period": filters.period_words, "page": compared_of(chosen)}
    return render(request, "reports/compared.html", context)
