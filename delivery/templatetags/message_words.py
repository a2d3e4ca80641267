"""States and reasons of the ledger in words a person can act on."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

KINDS = {
    "invitation": _("Invitation"),
    "reminder": _("Reminder"),
    "reply": _("Reply to an SMS"),
    "offer": _("Offer"),
    "test": _("Test"),
    "staff": _("Notice to staff"),
    "account": _("About an account"),
    "webhook": _("Webhook"),
}
STATES = {
    "queued": _("Waiting"),
    "leased": _("On its way"),
    "armed": _("On its way"),
    "sent": _("Sent"),
    "uncertain": _("Uncertain"),
    "failed": _("Failed"),
    "suppressed": _("Not sent"),
    "expired": _("Expired"),
    "cancelled": _("Cancelled"),
}
REASONS = {
    # While it waits
    "deferred": _("The mail server, or the SMS provider, asked us to try again later."),
    "no_connection": _(
        "The mail server, or the SMS provider, cannot be reached. It goes out as soon as one answers."
    ),
    "transport": _(
        "The mail server does not accept mail from us. Check its settings; nothing is lost meanwhile."
    ),
    "blocked": _("The recipient's mail server refused it for reasons of policy. We try again later."),
    "domain_pace": _("Its mail service has had enough mails for this hour."),
    "quiet_hours": _("It waits for daytime where the person lives."),
    "paused": _("It waits because the send is paused."),
    "hook_refused": _("The receiver did not take it. It is tried again."),
    "hook_silent": _("The receiver did not answer. It is tried again."),
    # Afterwards
    "hook_gave_up": _("The receiver did not take it in eight attempts. We have stopped trying."),
    "endpoint_gone": _("The receiver answered that it wants nothing any more (410)."),
    "endpoint_off": _("The webhook was switched off or deleted."),
    "not_composed": _("The mail could not be written. The server's log says why."),
    "gave_up": _("The mail server kept refusing it. We have stopped trying."),
    "bad_address": _("This address does not exist. It will not be written to again."),
    "refused": _("The recipient's mail server refused it."),
    "expired": _("It could not leave in time."),
    "no_answer": _("The connection broke while it was being handed over. It may have arrived."),
    "interrupted": _("Sending was interrupted while it was being handed over. It may have arrived."),
    "settled_by_hand": _("Settled by a member of the team."),
    # What whoever sends it found out just before it left
    "unsubscribed": _("The person does not want any more surveys."),
    "complained": _("The person complained about a mail."),
    "bounced": _("An earlier mail to this address came back."),
    "resting": _("Several mails to this address came back lately. It is left alone for some weeks."),
    "asked_recently": _("The person was asked not long ago."),
    "asked_less": _("The person wishes to be asked less often."),
    "open_case": _("The person has an open case: nothing is sold before it is closed."),
    "no_email": _("No e-mail address is known."),
    "no_email_consent": _("The person does not consent to e-mails."),
    "no_sms_consent": _("The person has not consented to SMS."),
    "sample": _("A sample contact is never written to."),
    "stopped": _("The send was stopped."),
    "answered": _("The person had answered already."),
    "erased": _("The contact was deleted."),
    "address_changed": _("The contact's address has changed since."),
    "replaced": _("Another message took its place."),
}
TONES = {"sent": "good", "failed": "bad", "uncertain": "warn", "suppressed": "", "expired": "bad"}


@register.filter
def kind_words(kind: str) -> str:
    """{{ message.kind|kind_words }}"""
    return str(KINDS.get(kind, kind))


@register.filter
def state_words(state: str) -> str:
    """{{ message.state|state_words }}"""
    return str(STATES.get(state, state))


@register.filter
def reason_words(reason: str) -> str:
    """{{ message.reason|reason_words }}: empty where there is nothing to explain."""
    return str(REASONS.get(reason, reason))


@register.filter
def state_tone(state: str) -> str:
    """The badge's colour."""
    return TONES.get(state, "")
