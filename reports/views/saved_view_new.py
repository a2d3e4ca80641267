"""/o/<org>/reports/new/?of=<page>&<filters>: keep what is on the screen under a name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from reports.actions.save_view import ViewNameTaken, save_view
from reports.forms.saved_view import NameForm
from reports.models import SavedView
from reports.queries.report_pages import PAGES

LONGEST_QUERY = 2_000


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.REPORT_VIEW)
def saved_view_new(request: HttpRequest) -> HttpResponse:
    """Ask for a name; the filters stay in the address."""
    page = request.GET.get("of", "")
    if page not in PAGES:
        return redirect("reports:saved_views", request.organisation.slug)
    form = NameForm(request.POST if request.method == "POST" else None)
    view = _save(request, form, page) if request.method == "POST" and form.is_valid() else None
    if view is not None:
        return redirect("reports:saved_view", request.organisation.slug, view.pk)
    context = {"form": form, "title": PAGES[page].title, "page": page}
    return render(request, "reports/saved_view_new.html", context, status=422 if form.errors else 200)


def _save(request: HttpRequest, form: NameForm, page: str) -> SavedView | None:
    filters = request.GET.copy()
    filters.pop("of", None)
    query = filters.urlencode()
    if len(query) > LONGEST_QUERY:
        form.add_error(None, _("These filters are too many to be saved. Choose fewer."))
        return None
    try:
        return save_view(
            organisation=request.organisation,
            name=form.cleaned_data["name"],
            page=page,
            query=query,
            by=request.user,
            now=timezone.now(),
        )
    except ViewNameTaken:
        form.add_error("name", _("Another report has this name. Choose a different one."))
        return None
