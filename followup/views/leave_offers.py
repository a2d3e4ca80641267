"""/u/offer/<token>/: no more mails. GET shows a button, POST does it; a mail program presses, too (RFC 8058)."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from contacts.actions.stop_asking import stop_asking
from contacts.models import Suppression
from contacts.queries.suppressed import is_suppressed
from followup.models import DueReminder, DueReminding, Promotion, PromotionShare
from nps_app.lib.public_pages import public_page, render_in, unknown_link
from surveys.rules.languages import choose
from surveys.rules.page import frame


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def leave_offers(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever leaves is written to no more, by offers or by surveys, at any address we know of them."""
    share, source = _mail_of(token)
    if share is None or source is None:
        return unknown_link(request)
    contact, survey = share.contact, source.survey
    if request.method == "POST" and contact is not None:
        stop_asking(
            organisation=share.organisation, addresses=contact.addresses, by="customer", now=timezone.now()
        )
    address = contact.email if contact else ""
    is_out = contact is None or is_suppressed(share.organisation, Suppression.Channel.EMAIL, address)
    languages = list(source.texts)
    language = choose(languages, [request.GET.get("lang", ""), share.language], default=languages[0])
    surroundings = frame(
        language=language,
        offered=languages,
        brand=survey.brand,
        address=survey.address,
        color=survey.color,
    )
    context = {
        "frame": surroundings,
        "is_out": is_out,
        "sender": share.organisation.sender_name or survey.brand,
    }
    return render_in(language, request, "followup/leave_offers.html", context)


def _mail_of(token: str) -> tuple[PromotionShare | DueReminder | None, Promotion | DueReminding | None]:
    """The offer's or the reminder's mail that this link stood in, and what it was a part of."""
    shares = PromotionShare.objects.filter(unsubscribe_token=token)
    share = shares.select_related("contact", "organisation", "promotion__survey").first()
    if share is not None:
        return share, share.promotion
    reminders = DueReminder.objects.filter(unsubscribe_token=token)
    reminder = reminders.select_related("contact", "organisation", "reminding__survey").first()
    return reminder, reminder.reminding if reminder is not None else None
