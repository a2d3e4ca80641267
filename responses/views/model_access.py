"""/o/<org>/themes/model/: whether a language model elsewhere may be asked, and what leaves the server then."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from responses.actions.save_model_access import save_model_access
from responses.forms.model_access import ModelForm
from responses.models import ModelAccess
from responses.models.model_access import MOST_FAILURES


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SETTINGS_EDIT)
def model_access(request: HttpRequest) -> HttpResponse:
    """Off until somebody switches it on."""
    access = ModelAccess.objects.of(request.organisation).first() or ModelAccess(
        organisation=request.organisation
    )
    names = ("is_on", "url", "model", "monthly_tokens")
    is_sent = request.method == "POST"
    form = ModelForm(
        request.POST if is_sent else None, initial={name: getattr(access, name) for name in names}
    )
    if is_sent and form.is_valid():
        values = {name: form.cleaned_data[name] for name in names}
        save_model_access(
            access=access, values=values, key=form.cleaned_data["key"], by=request.user, now=timezone.now()
        )
        messages.success(request, _("Saved."))
        return redirect("responses:model_access", request.organisation.slug)
    context = {
        "form": form,
        "access": access,
        "host": urlsplit(access.url).hostname if access.pk else "",
        "is_stopped": access.is_on and access.failures >= MOST_FAILURES,
    }
    return render(request, "responses/model_access.html", context, status=422 if is_sent else 200)
