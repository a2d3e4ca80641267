"""/o/<org>/surveys/<id>/thanks/: what the thank-you page offers, to everybody alike."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from surveys.actions.save_afterwards import save_afterwards
from surveys.forms.afterwards import AfterwardsForm
from surveys.models import Afterwards, Survey


@allow(Permission.SURVEY_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def afterwards(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch offers on and off."""
    survey = get_object_or_404(Survey.objects.of(request.organisation), pk=pk)
    row = Afterwards.objects.of(request.organisation).filter(survey=survey).first()
    form = AfterwardsForm(request.POST or None, survey=survey, row=row)
    if request.method == "POST" and form.is_valid():
        save_afterwards(survey=survey, fields=form.draft(), by=request.user, now=timezone.now())
        messages.success(request, _("Saved. Whoever opens the thank-you page sees it now."))
        return redirect("surveys:survey", org=request.organisation.slug, pk=survey.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "surveys/afterwards.html", {"form": form, "survey": survey}, status=status)
