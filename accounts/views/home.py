from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.access import may_create_organisation
from accounts.models import Membership


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The only organisation's dashboard; a choice for whoever has several or none."""
    mine = Membership.objects.filter(user=request.user).select_related("organisation")
    memberships = list(mine.order_by("organisation__name", "pk"))
    if len(memberships) == 1:
        return redirect("reports:dashboard", memberships[0].organisation.slug)
    context = {"memberships": memberships, "may_create": may_create_organisation(request.user)}
    return render(request, "accounts/home.html", context)
