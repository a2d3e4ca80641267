from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from contacts.models import Contact, Suppression
from contacts.queries.suppressed import is_against_calls, suppressed_among
from followup.queries.customer_timeline import customer_timeline
from reports.forms.touch import TouchForm
from reports.queries.sales_card import sales_card

WHY = {
    Suppression.Why.TOO_OFTEN: _("Asked too often"),
    Suppression.Why.NOT_RELEVANT: _("The surveys are not about them"),
    Suppression.Why.NOT_CUSTOMER: _("Not a customer (any more)"),
    Suppression.Why.OTHER: _("Another reason"),
}


@require_safe
@allow(Permission.CONTACT_VIEW)
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """All we know about one person: values, whether they may be asked, and what happened with them."""
    row = get_object_or_404(Contact.objects.of(request.organisation).select_related("organisation"), pk=pk)
    context = {
        "contact": row,
        "email_suppressed": _suppressed(row, Suppression.Channel.EMAIL, row.email),
        "why": _why(row),
        "phone_suppressed": _suppressed(row, Suppression.Channel.PHONE, row.phone),
        "may_call": row.phone and not is_against_calls(row),
        "timeline": customer_timeline(row),
        "card": sales_card(row) if request.membership.can(Permission.RESPONSE_VIEW) else None,
        "touch_form": TouchForm(pk=row.pk),
    }
    return render(request, "contacts/contact.html", context)


def _why(row: Contact) -> str:
    """What a person who unsubscribed said about it."""
    if not row.email:
        return ""
    found = Suppression.objects.of(row.organisation).covering(Suppression.Channel.EMAIL, row.email).first()
    return str(WHY.get(found.why, "")) if found else ""


def _suppressed(row: Contact, channel: str, address: str) -> str:
    return suppressed_among(row.organisation, channel, [address]).get(address, "")
