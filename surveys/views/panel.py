"""/s/<token>/panel/: a customer is glad to be asked more often, or no longer is. The same for every score."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from contacts.actions.join_panel import join_panel
from contacts.actions.leave_panel import leave_panel
from contacts.models import Contact
from nps_app.lib.clock import local_day
from nps_app.lib.public_pages import public_page, unknown_link
from nps_app.lib.token_addresses import token_address
from responses.queries.asked import answered_by_token
from surveys.models import Afterwards


@public_page
@require_POST
def panel(request: HttpRequest, token: str) -> HttpResponse:
    """Leaving works always, joining where it is asked for."""
    asked = answered_by_token(token)
    contact = asked.earlier.contact_id if asked and asked.earlier else None
    if asked is None or contact is None or asked.is_sample:
        return unknown_link(request)
    organisation, now = asked.version.organisation, timezone.now()
    person = Contact.objects.of(organisation).get(pk=contact)
    if "leave" in request.POST:
        leave_panel(contact=person, by="customer", now=now)
    else:
        asks = Afterwards.objects.of(organisation).filter(survey=asked.version.survey_id, asks_panel=True)
        if not asks.exists():
            return unknown_link(request)
        join_panel(contact=person, day=local_day(now, organisation.zone), by="customer", now=now)
    language = (
        f"?lang={request.GET['lang']}" if request.GET.get("lang", "") in asked.version.languages else ""
    )
    return HttpResponseRedirect(token_address("surveys:thanks", token) + language + "#panel", status=303)
