from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.actions.update_organisation import update_organisation
from accounts.forms.organisation import OrganisationForm
from accounts.permissions import Permission

FIELDS = ("name", "time_zone", "region", "sender_name", "postal_address", "answer_proof", "currency")


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SETTINGS_VIEW, write=Permission.SETTINGS_EDIT)
def settings(request: HttpRequest) -> HttpResponse:
    """What the organisation says about itself; everybody may look, who may edit can change it."""
    initial = {field: getattr(request.organisation, field) for field in FIELDS}
    form = OrganisationForm(request.POST if request.method == "POST" else None, initial=initial)
    if not request.membership.can(Permission.SETTINGS_EDIT):
        for field in form.fields.values():
            field.disabled = True
    if request.method == "POST" and form.is_valid():
        update_organisation(
            organisation=request.organisation, by=request.user, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Saved."))
        return redirect("accounts:settings", request.organisation.slug)
    context = {"form": form, "may_edit": request.membership.can(Permission.SETTINGS_EDIT)}
    return render(request, "accounts/settings.html", context, status=422 if form.is_bound else 200)
