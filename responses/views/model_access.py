"""/o/<org>/themes/model/: whether a language model elsewhere may be asked, and what leaves the server then."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from responses.actions.save_model_access import save_model_access
from responses.forms.model_access import ModelForm
from responses.models import ModelAccess
from responses.models.model_access import MOST_FAILURES
from responses.transports.language_model import Trouble, trouble_with

PLAIN = {
    Trouble.NOWHERE: (
        "url",
        _lazy("Nobody answers at this address. Check its spelling, and that the service runs."),
    ),
    Trouble.FORBIDDEN: (
        "url",
        _lazy(
            "This address lies in a private network or is plain http, which is not reached from here. Whoever runs"
            " the server can open the network with OUTGOING_NETWORKS."
        ),
    ),
    Trouble.SILENT: ("url", _lazy("The service took the question and did not answer within 20 seconds.")),
    Trouble.KEY: ("key", _lazy("The service refuses this key. Write it again, or make a new one there.")),
    Trouble.MODEL: (
        "model",
        _lazy("There is no such model, or the address does not end where it should, mostly in /v1."),
    ),
    Trouble.BUSY: (
        "url",
        _lazy("The service says that it is asked too often, or that its credit is used up."),
    ),
    Trouble.REFUSED: (
        "url",
        _lazy("The service refuses the question. Check the address and the name of the model."),
    ),
    Trouble.UNCLEAR: (
        "url",
        _lazy(
            "Something answers there, but not as a language model does. Check the address, mostly ending in /v1."
        ),
    ),
}


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
        request.POST if is_sent else None,
        initial={name: getattr(access, name) for name in names},
        known_url=access.url if access.sealed_key else "",
    )
    if is_sent and form.is_valid() and _answers(form, access):
        values = {name: form.cleaned_data[name] for name in names}
        save_model_access(
            access=access, values=values, key=form.cleaned_data["key"], by=request.user, now=timezone.now()
        )
        messages.success(request, _("Saved. It answers.") if access.is_on else _("Saved."))
        return redirect("responses:model_access", request.organisation.slug)
    context = {
        "form": form,
        "access": access,
        "host": urlsplit(access.url).hostname if access.pk else "",
        "is_stopped": access.is_on and access.failures >= MOST_FAILURES,
    }
    return render(request, "responses/model_access.html", context, status=422 if is_sent else 200)


def _answers(form: ModelForm, access: ModelAccess) -> bool:
    """Switched on it must answer a comment of ours first; what is wrong stands at the field it belongs to."""
    typed = form.cleaned_data
    if not typed["is_on"]:
        return True
    tried = ModelAccess(url=typed["url"], model=typed["model"])
    tried.key = typed["key"] or access.key
    trouble = trouble_with(tried)
    if trouble is not None:
        field, words = PLAIN[trouble]
        form.add_error(field, words)
    return trouble is None
