"""/o/<org>/responses/: every answer, newest first; each filter is in the address."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import allow
from accounts.permissions import Permission
from followup.models import Case
from responses.forms.inbox import InboxForm
from responses.queries.chips import chips_of
from responses.queries.inbox import answer_page


@allow(Permission.RESPONSE_VIEW)
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """One page of answers, with a link to the case of those that have one."""
    form = InboxForm(request.GET, organisation=request.organisation)
    page = answer_page(
        form.slice(timezone.now()),
        **form.searching,
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )
    cases = dict(
        Case.objects.of(request.organisation)
        .filter(response__in=[row.pk for row in page.rows])
        .values_list("response_id", "pk")
    )
    chips = chips_of(request.organisation, page.rows, form.theme_names)
    context = {
        "filters": form,
        "summary": dict(form.fields["period"].choices).get(form.chosen_period) or form.chosen_period,
        "rows": [(row, cases.get(row.pk), chips.get(row.pk, [])) for row in page.rows],
        "back": request.get_full_path(),
        "newer": _address(request.GET, after=page.newer),
        "older": _address(request.GET, before=page.older),
        "is_filtered": bool(form.active or form.chosen_period != "all" or "before" in request.GET),
    }
    return render(request, "responses/inbox.html", context, status=200 if form.is_valid() else 422)


def _address(parameters: QueryDict, **cursor: str) -> str:
    """The same filters at another place; empty where there is nothing."""
    ((name, value),) = cursor.items()
    if not value:
        return ""
    copy = parameters.copy()
    copy.pop("before", None)
    copy.pop("after", None)
    copy[name] = value
    return f"?{copy.urlencode()}"
