"""States and reasons of campaigns and invitations in words."""

from django import template
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

register = template.Library()

CAMPAIGN_STATES = {
    "planning": _("Preparing"),
    "sending": _("Sending"),
    "running": _("Running"),
    "paused": _("Paused"),
    "done": _("Done"),
    "stopped": _("Stopped"),
}
CHANNELS = {"email": _("by e-mail"), "sms": _("by SMS"), "best": _("by each person's best channel")}
TROUBLES = {
    "too_many_gone": _(
        "We paused this send: more than 5 % of the first 200 addresses do not exist. Going on would teach mail "
        "services to take your mails for spam. Check where the addresses come from before you resume."
    ),
    "too_many_complaints": _(
        "We paused this send: at least one person in a thousand reported it as spam. Going on would teach mail "
        "services to do the same with all your mails. Check whom you ask before you resume."
    ),
    "too_many_blocked": _(
        "We paused this send: mail servers refuse it for reasons of policy or reputation. Check SPF, DKIM and DMARC of "
        "the sender's domain, and whether it is on a blocklist, before you resume."
    ),
}
ASK_STATES = {"waiting": _("Waiting"), "asked": _("Was asked"), "dropped": _("Was not asked")}
INVITATION_STATES = {
    "planned": _("Waiting"),
    "sent": _("Sent"),
    "uncertain": _("Uncertain"),
    "skipped": _("Left out"),
    "failed": _("Failed"),
    "cancelled": _("Cancelled"),
}
REASONS = {
    "sample": _("sample contact"),
    "no_email": _("no e-mail address"),
    "no_phone": _("no telephone number"),
    "landline": _("the number is a landline's and takes no SMS"),
    "no_email_consent": _("does not consent to e-mails"),
    "no_sms_consent": _("has not consented to SMS"),
    "unsubscribed": _("unsubscribed"),
    "complained": _("complained about a mail"),
    "bounced": _("an earlier mail came back"),
    "resting": _("several mails came back lately"),
    "asked_recently": _("asked not long ago"),
    "asked_less": _("wishes to be asked less often"),
    "too_new": _("a customer for too short a time"),
    "account_asked": _("somebody of the same account was asked not long ago"),
    "panel_enough": _("asked as often as the panel may be in 90 days"),
    "not_drawn": _("not drawn by lot"),
    "too_late": _("more than a week late"),
    "quiet_hours": _("waits for daytime where the person lives"),
    "stopped": _("the send was stopped"),
    "answered": _("had answered already"),
    "answered_since": _("has answered again already"),
    "open_case": _("another case of theirs is open"),
    "erased": _("the contact was deleted"),
    "address_changed": _("the address has changed since"),
    "replaced": _("another message took its place"),
    "not_composed": _("the mail could not be written"),
    "gave_up": _("the mail server kept refusing it"),
    "bad_address": _("the address does not exist"),
    "refused": _("the recipient's mail server refused it"),
    "expired": _("it could not leave in time"),
    "no_answer": _("the connection broke while it was handed over; it may have arrived"),
    "interrupted": _("sending was interrupted; it may have arrived"),
    "settled_by_hand": _("settled by a member of the team"),
}
MISSING = {
    "sample": _("This is a sample survey: it is for looking at, and is never sent. Create your own."),
    "publication": _("The survey has not been published yet. Publish it first."),
    "detractor_owner": _(
        "Nobody looks after unhappy customers yet. Choose a person in the survey's settings."
    ),
    "sender_name": _("The name that customers see as the sender is missing. Add it in the settings."),
    "sms_provider": _("SMS have no way out yet. Enter your account with an SMS provider."),
    "postal_address": _(
        "Your postal address is missing; the law asks for it in each mail. Add it in the settings."
    ),
}
TONES = {
    "sent": "good",
    "asked": "good",
    "dropped": "warn",
    "done": "good",
    "failed": "bad",
    "uncertain": "warn",
    "stopped": "warn",
    "paused": "warn",
}


@register.filter
def campaign_state(state: str) -> str:
    """{{ campaign.state|campaign_state }}"""
    return str(CAMPAIGN_STATES.get(state, state))


@register.filter
def channel_words(offer: str) -> str:
    """{{ campaign.offer|channel_words }}"""
    return str(CHANNELS.get(offer, offer))


@register.filter
def invitation_state(state: str) -> str:
    """{{ invitation.state|invitation_state }}"""
    return str(INVITATION_STATES.get(state, state))


@register.filter
def ask_state(state: str) -> str:
    """{{ ask.state|ask_state }}"""
    return str(ASK_STATES.get(state, state))


@register.filter
def delay_words(hours: int) -> str:
    """{{ trigger.delay_hours|delay_words }}: "7 days after", "3 hours after", "right after"."""
    if not hours:
        return gettext("right after")
    if hours % 24:
        return ngettext("%(count)d hour after", "%(count)d hours after", hours) % {"count": hours}
    days = hours // 24
    return ngettext("%(count)d day after", "%(count)d days after", days) % {"count": days}


@register.filter
def left_out_words(reason: str) -> str:
    """{{ invitation.reason|left_out_words }}"""
    return str(REASONS.get(reason, reason))


@register.filter
def missing_words(missing: str) -> str:
    """What keeps a survey from being sent, with the remedy."""
    return str(MISSING.get(missing, missing))


@register.filter
def tone(state: str) -> str:
    """The badge's colour."""
    return TONES.get(state, "")


@register.filter
def trouble_words(trouble: str) -> str:
    """{{ trouble|trouble_words }}: why we paused a send ourselves, and what to do."""
    return str(TROUBLES.get(trouble, trouble))
