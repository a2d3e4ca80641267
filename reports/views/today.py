"""/o/<org>/today/: promoters whose time to buy has come, five at a time; ticked with what came of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow
from accounts.permissions import Permission
from contacts.models import Contact
from reports.actions.note_touch import OpenCase, note_touch
from reports.forms.touch import TouchForm
from reports.queries.selling_today import selling_today


@require_safe
@allow(Permission.CASE_WORK)
def today(request: HttpRequest) -> HttpResponse:
    """This seller's list; ?all=1 shows the colleagues' customers, too."""
    return _page(request)


@require_POST
@allow(Permission.CASE_WORK)
def touch(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick a customer. From the list, or from the customer's own page."""
    contact = get_object_or_404(
        Contact.objects.of(request.organisation).select_related("organisation"), pk=pk
    )
    form = TouchForm(request.POST, pk=pk)
    if not form.is_valid():
        return _page(request, form, contact)
    try:
        note_touch(contact=contact, by=request.user, now=timezone.now(), **form.cleaned_data)
    except OpenCase:
        messages.error(
            request, _("A case of %(customer)s is open: first that, then selling.") % {"customer": contact}
        )
    else:
        messages.success(request, _("%(customer)s is ticked.") % {"customer": contact})
    if "here" in request.POST:
        return redirect("contacts:contact", request.organisation.slug, pk)
    return redirect("reports:today", request.organisation.slug)


def _page(
    request: HttpRequest, typed: TouchForm | None = None, contact: Contact | None = None
) -> HttpResponse:
    everybody = "all" in request.GET
    list_ = selling_today(request.organisation, request.user, everybody=everybody, now=timezone.now())
    lines = [
        (prospect, typed if typed and prospect.contact == contact else TouchForm(pk=prospect.contact.pk))
        for prospect in list_.prospects
    ]
    # Somebody who is not among the five, or was ticked on their own page: the form alone, as it was typed.
    alone = typed if typed and not any(form is typed for _prospect, form in lines) else None
    context = {
        "today": list_,
        "lines": lines,
        "everybody": everybody,
        "typed": typed,
        "alone": alone,
        "contact": contact,
    }
    return render(request, "reports/today.html", context, status=422 if typed else 200)
