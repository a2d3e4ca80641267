"""Whether a customer may be written to from a case, and with which saved texts."""

from accounts.models import Organisation, User
from contacts.models import Suppression
from contacts.queries.suppressed import is_against_calls
from followup.models import Case, SavedReply
from followup.rules.reply_text import fill

OFFERED = 100  # of the saved replies, by typing "/"


def why_not_write(case: Case) -> str:
    """Why there is no writing to the customer of a case: no_address, sample, declined, bounced, complained,
    unsubscribed; empty where nothing is against it.

    Who unsubscribed from surveys and then asked to be contacted is written to; nobody else who wants no mail is.
    """
    contact = case.contact
    if contact is None or not contact.email:
        return "no_address"
    rows = Suppression.objects.of(case.organisation).covering(Suppression.Channel.EMAIL, contact.email)
    return why_not_write_to(case, set(rows.values_list("reason", flat=True)))


def why_not_write_to(case: Case, reasons: set[str]) -> str:
    """The same where it is known already for which `reasons` the customer's address is suppressed."""
    contact, answer = case.contact, case.response
    if contact is None or not contact.email:
        return "no_address"
    if answer.is_sample or contact.is_sample:
        return "sample"
    if contact.email_consent == "no":
        return "declined"
    if answer.wants_contact:
        reasons = reasons - {Suppression.Reason.UNSUBSCRIBED}
    return min(map(str, reasons), default="")


def language_of(case: Case) -> str:
    """The language the customer is written to in."""
    return (case.contact.language if case.contact else "") or case.response.language


def saved_replies(organisation: Organisation, language: str = "") -> list[SavedReply]:
    """An organisation's saved replies by name, those in `language` first."""
    rows = SavedReply.objects.of(organisation)
    return sorted(rows, key=lambda row: (row.language != language, row.language, row.name.casefold()))


def filled_reply(case: Case, reply: SavedReply, by: User) -> str:
    """A saved reply as it reads for the customer of a case."""
    return fill_for(case, reply.text, by)


def offered_replies(case: Case, replies: list[SavedReply], by: User) -> list[dict[str, str]]:
    """Saved replies as they read for this customer, each with a name of its own: of two languages, the first's."""
    offered: dict[str, str] = {}
    for reply in replies[:OFFERED]:
        offered.setdefault(reply.name, fill_for(case, reply.text, by))
    return [{"name": name, "text": text} for name, text in offered.items()]


def fill_for(case: Case, text: str, by: User) -> str:
    """A text with its blanks filled for the customer of a case."""
    contact = case.contact
    values = {
        "first_name": contact.first_name if contact else "",
        "name": contact.name if contact else "",
        "score": str(case.response.score),
        "brand": case.organisation.name,
        "colleague": by.display_name,
    }
    return fill(text, values)


def why_not_call(case: Case) -> str:
    """Why the customer of a case is not to be called: no_number, sample, not_wished, declined; empty: call.

    Who wants no messages on the telephone and then asks to be contacted is called.
    """
    contact, answer = case.contact, case.response
    if contact is None or not contact.phone:
        return "no_number"
    if answer.is_sample or contact.is_sample:
        return "sample"
    if answer.wants_contact is False:
        return "not_wished"
    if answer.wants_contact:
        return ""
    return "declined" if is_against_calls(contact) else ""
