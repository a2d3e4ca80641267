"""/o/<org>/campaigns/rules/: how often and when customers are asked; everybody may look, who may edit can change it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from surveys.actions.save_asking_rules import FIELDS, save_asking_rules
from surveys.forms.asking_rules import AskingRulesForm
from surveys.models import AskingRules


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SURVEY_VIEW, write=Permission.SETTINGS_EDIT)
def asking_rules(request: HttpRequest) -> HttpResponse:
    """The pause, the days, the reminder."""
    rules = AskingRules.of(request.organisation)
    form = AskingRulesForm(
        request.POST if request.method == "POST" else None,
        organisation=request.organisation,
        initial={name: getattr(rules, name) for name in FIELDS},
    )
    may_edit = request.membership.can(Permission.SETTINGS_EDIT)
    if not may_edit:
        for field in form.fields.values():
            field.disabled = True
    if request.method == "POST" and form.is_valid():
        save_asking_rules(
            organisation=request.organisation, values=form.cleaned_data, by=request.user, now=timezone.now()
        )
        messages.success(request, _("Saved."))
        return redirect("surveys:asking_rules", request.organisation.slug)
    context = {
        "form": form,
        "may_edit": may_edit,
        "mail_hours": _hours(settings.MAIL_FIRST_HOUR, settings.MAIL_LAST_HOUR),
        "sms_hours": _hours(settings.SMS_FIRST_HOUR, settings.SMS_LAST_HOUR),
    }
    return render(request, "surveys/asking_rules.html", context, status=422 if form.is_bound else 200)


def _hours(first: int, last: int) -> str:
    if first == 0 and last == 24:
        return _("at any hour")
    return _("from %(first)d:00 to %(last)d:00") % {"first": first, "last": last}
