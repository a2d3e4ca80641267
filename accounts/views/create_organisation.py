from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import may_create_organisation
from accounts.actions import create_organisation as action
from accounts.forms.organisation import NewOrganisationForm
from accounts.rules.region import region_of


@require_http_methods(["GET", "HEAD", "POST"])
def create_organisation(request: HttpRequest) -> HttpResponse:
    """A further organisation, or the first of somebody who was taken out of the last one."""
    if not may_create_organisation(request.user):
        raise PermissionDenied
    region = region_of(request.headers.get("Accept-Language", ""), request.LANGUAGE_CODE)
    form = NewOrganisationForm(request.POST or None, initial={"time_zone": "UTC", "region": region})
    if request.method == "POST" and form.is_valid():
        organisation = action.create_organisation(by=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The organisation is ready."))
        return redirect("reports:dashboard", organisation.slug)
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/create_organisation.html", {"form": form}, status=status)
