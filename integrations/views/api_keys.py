"""/o/<org>/settings/api/: keys for programs. A new one is shown once, in the answer to the form."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import allow
from accounts.permissions import Permission
from integrations.actions.create_api_key import create_api_key
from integrations.actions.revoke_api_key import revoke_api_key
from integrations.forms.api_key import ApiKeyForm
from integrations.models import ApiKey

SHOWN = 100


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SETTINGS_EDIT)
def api_keys(request: HttpRequest) -> HttpResponse:
    """The list, and a form for one more."""
    form, key, status = ApiKeyForm(request.POST or None), "", 200
    if request.method == "POST" and form.is_valid():
        _row, key = create_api_key(
            organisation=request.organisation,
            name=form.cleaned_data["name"],
            scopes=form.chosen,
            by=request.user,
            now=timezone.now(),
        )
        form, status = ApiKeyForm(), 201
    elif request.method == "POST":
        form, status = ApiKeyForm(request.POST), 422
    rows = ApiKey.objects.of(request.organisation).select_related("created_by").order_by("-pk")[:SHOWN]
    context = {"rows": rows, "form": form, "key": key, "address": f"{settings.SITE_URL}/api/v1/events"}
    return render(request, "integrations/api_keys.html", context, status=status)


@require_POST
@allow(Permission.SETTINGS_EDIT)
def api_key_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """It opens nothing from now on."""
    key = get_object_or_404(ApiKey.objects.of(request.organisation), pk=pk)
    revoke_api_key(key=key, by=request.user, now=timezone.now())
    messages.success(request, _("The key is revoked. Programs that use it are turned away from now on."))
    return redirect("integrations:api_keys", org=request.organisation.slug)
