"""/o/<org>/proof/: does it help to look after unhappy customers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from reports.queries.case_work import causes, first_contact
from reports.queries.proof import Compare, proof


@require_safe
@allow(Permission.REPORT_VIEW)
def proof_page(request: HttpRequest) -> HttpResponse:
    """Worked against unworked, or fast against slow; time to the first contact; causes."""
    now = timezone.now()
    compare = Compare.FAST if request.GET.get("compare") == Compare.FAST else Compare.WORKED
    context = {
        "proof": proof(request.organisation, now=now, compare=compare),
        "contact": first_contact(request.organisation, now=now),
        "causes": causes(request.organisation, now=now),
    }
    return render(request, "reports/proof.html", context)
