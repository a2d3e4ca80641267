from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from contacts.actions.save_contact import ContactTaken, save_contact
from contacts.forms.contact import ContactForm
from contacts.models import Contact
from followup.actions.erase_customer import erase_customer


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CONTACT_EDIT)
def contact_new(request: HttpRequest) -> HttpResponse:
    """Add one contact by hand."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CONTACT_EDIT)
def contact_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a contact's values."""
    return _edit(request, get_object_or_404(Contact.objects.of(request.organisation), pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CONTACT_EDIT)
def contact_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then erase the person."""
    row = get_object_or_404(Contact.objects.of(request.organisation), pk=pk)
    if request.method != "POST":
        return render(request, "contacts/contact_delete.html", {"contact": row})
    erase_customer(contact=row, by=request.user, now=timezone.now())
    messages.success(request, _("The contact is erased."))
    return redirect("contacts:contacts", request.organisation.slug)


def _edit(request: HttpRequest, row: Contact | None) -> HttpResponse:
    form = ContactForm(
        request.POST if request.method == "POST" else None,
        organisation=request.organisation,
        initial=ContactForm.initial_of(row) if row else None,
    )
    if request.method == "POST" and form.is_valid() and (saved := _save(request, form, row)):
        messages.success(request, _("Saved."))
        return redirect("contacts:contact", request.organisation.slug, saved.pk)
    context = {"form": form, "contact": row}
    return render(request, "contacts/contact_edit.html", context, status=422 if form.is_bound else 200)


def _save(request: HttpRequest, form: ContactForm, row: Contact | None) -> Contact | None:
    assert form.person is not None
    try:
        return save_contact(
            organisation=request.organisation,
            person=form.person,
            by=request.user,
            now=timezone.now(),
            contact=row,
        )
    except ContactTaken as taken:
        form.add_error(taken.field, _taken_words(request, taken.contact))
        return None


def _taken_words(request: HttpRequest, other: Contact | None) -> str:
    words = _("Another contact has this already.")
    if other is None:
        return words
    address = reverse("contacts:contact", args=[request.organisation.slug, other.pk])
    return format_html('{} <a href="{}">{}</a>', words, address, _("Open that contact"))
