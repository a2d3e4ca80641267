from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import allow
from accounts.permissions import Permission
from surveys.actions.remove_sample_data import remove_sample_data


@require_POST
@allow(Permission.SETTINGS_EDIT)
def remove_sample(request: HttpRequest) -> HttpResponse:
    """Delete everything that is marked as sample data."""
    remove_sample_data(organisation=request.organisation, by=request.user, now=timezone.now())
    messages.success(request, _("The sample data is gone. What you see from here on is yours."))
    return redirect("reports:dashboard", org=request.organisation.slug)
