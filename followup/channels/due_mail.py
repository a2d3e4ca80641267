"""What a reminder looks like as a mail: an offer's mail, with the product's name and its own link."""

from delivery.transports.identity import Identity
from delivery.transports.mime import Mail
from followup.channels.offer_mail import bulk_headers, compose, way_out
from followup.models import DueReminder
from surveys.rules.wording import clean_name

PRODUCT = "{product}"


def due_mail(reminder: DueReminder, sender: Identity) -> Mail:
    """The mail to one person. Needs contact, product, and the settings with survey and organisation, loaded."""
    reminding, product = reminder.reminding, reminder.product
    leave = way_out(reminder.unsubscribe_token)
    return compose(
        organisation=reminding.organisation,
        survey=reminding.survey,
        texts=with_product(reminding.texts[reminder.language], product.name if product else ""),
        language=reminder.language,
        url=(product.link if product else "") or reminding.url,
        leave=leave,
        recipient=reminder.contact.email,
        first_name=reminder.contact.first_name,
        sender=sender,
        headers=bulk_headers(leave, f"{reminding.pk}:due:{reminding.organisation_id}:promotor"),
    )


def with_product(texts: dict[str, str], product: str) -> dict[str, str]:
    """The texts with the product's name; without one the place of it disappears."""
    name = clean_name(product)
    return {key: text.replace(PRODUCT, name) for key, text in texts.items()}
