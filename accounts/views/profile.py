from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import stay_in_organisation
from accounts.actions.update_profile import update_profile
from accounts.forms.profile import ProfileForm
from nps_app.lib.language import remember_language


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """A person's own name and language; password and second factor are allauth's pages."""
    stay_in_organisation(request)
    initial = {
        "name": request.user.name,
        "language": request.user.language,
        "shortcuts": request.user.shortcuts,
    }
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        user = update_profile(user=request.user, **form.cleaned_data)
        with translation.override(user.language):
            messages.success(request, _("Saved."))
        response = redirect("accounts:profile")
        remember_language(response, user.language)
        return response
    return render(request, "accounts/profile.html", {"form": form}, status=422 if form.is_bound else 200)
