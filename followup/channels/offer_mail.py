"""What an offer looks like as a mail: a few paragraphs, one button, who writes and the way out."""

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import Organisation
from delivery.transports.identity import Identity
from delivery.transports.mime import Mail
from followup.models import PromotionShare
from surveys.models import Survey
from surveys.rules.colour import palette
from surveys.rules.wording import clean_name, fill

FOLDER = "emails/followup/"
_inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


def offer_mail(share: PromotionShare, sender: Identity) -> Mail:
    """The mail to one person. Needs its contact, and the promotion with survey and organisation, loaded."""
    if share.contact is None:
        raise ValueError("an offer without a contact has no address")
    promotion = share.promotion
    leave = way_out(share.unsubscribe_token)
    return compose(
        organisation=promotion.organisation,
        survey=promotion.survey,
        texts=promotion.texts[share.language],
        language=share.language,
        url=promotion.url,
        leave=leave,
        recipient=share.contact.email,
        first_name=share.contact.first_name,
        sender=sender,
        headers=bulk_headers(leave, f"{promotion.pk}:offer:{promotion.organisation_id}:promotor"),
    )


def way_out(token: str) -> str:
    """Where somebody says that they want no more of it."""
    return f"{settings.SITE_URL}/u/offer/{token}/"


def bulk_headers(leave: str, feedback: str) -> dict[str, str]:
    """What mail servers want to read in a mail to many."""
    headers = {
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Precedence": "bulk",
        "Feedback-ID": feedback,
        "List-Unsubscribe": f"<{leave}>",
    }
    if settings.SITE_URL.startswith("https://"):  # RFC 8058 allows the one-click header with https only
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def compose(
    *,
    organisation: Organisation,
    survey: Survey,
    texts: dict[str, str],
    language: str,
    url: str,
    leave: str,
    recipient: str,
    first_name: str,
    sender: Identity,
    headers: dict[str, str],
) -> Mail:
    """The same from its parts, as a trial to oneself needs it."""
    fields = {"brand": survey.brand, "first_name": first_name}
    said = {key: fill(text, fields) for key, text in texts.items()}
    context = {
        "language": language,
        "subject": said["subject"],
        "paragraphs": [part.strip() for part in said["body"].split("\n\n") if part.strip()],
        "button": said["button"],
        "url": url,
        "leave": leave,
        "brand": survey.brand,
        "colours": palette(survey.color),
        "organisation": organisation,
    }
    with translation.override(language):
        text = render_to_string(f"{FOLDER}offer.txt", context)
        html = render_to_string(f"{FOLDER}offer.html", context)
    return Mail(
        sender_name=clean_name(organisation.sender_name, drop_links=False),
        sender_address=sender.address,
        recipient=recipient,
        subject=" ".join(said["subject"].split()),
        text=text.strip() + "\n",
        html=_inliner.inline(html),
        headers=headers,
    )
