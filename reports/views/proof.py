"""/o/<org>/proof/: does it help to look after unhappy customers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from followup.queries.departments import departments_of
from reports.queries.case_work import case_work, causes
from reports.queries.proof import chosen_comparison, drawn_by_lot, proof


@require_safe
@allow(Permission.REPORT_VIEW)
def proof_page(request: HttpRequest) -> HttpResponse:
    """Worked against unworked, fast against slow, or as the lot had it; how cases were worked; causes."""
    now = timezone.now()
    drawn = drawn_by_lot(request.organisation, now=now)
    compare = chosen_comparison(request.GET.get("compare", ""), drawn)
    known = departments_of(request.organisation)
    wanted = request.GET.get("department", "")
    chosen = {"now": now, "department": wanted if wanted in known else ""}
    context = {
        "proof": proof(request.organisation, compare=compare, **chosen),
        "drawn": sum(drawn.values()),
        "work": case_work(request.organisation, **chosen),
        "causes": causes(request.organisation, **chosen),
        "departments": known,
        "department": chosen["department"],
    }
    return render(request, "reports/proof.html", context)
