"""Why nothing leaves, in words a person can act on: on pages, in mails to owners, after a trial."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

CAUSES = {
    "unknown_host": _("There is no server of this name. Check the host for typing errors."),
    "no_connection": _(
        "Nobody answers at this host and port. Check the port: 587 with STARTTLS and 465 with TLS are usual. "
        "A firewall may also be in the way."
    ),
    "timeout": _(
        "The server did not answer in time. Check the host and the port; some networks block port 25 to the outside."
    ),
    "tls": _(
        "No encrypted connection came about. Choose the kind of encryption that belongs to the port (587: STARTTLS, "
        "465: TLS), and check that the server's certificate is valid for this host name."
    ),
    "broken_off": _(
        "The server broke the connection off. That often means the wrong port or the wrong kind of encryption."
    ),
    "busy": _("The server asks us to try again later."),
    "login": _(
        "The server does not accept the user name and password, or the key. Many providers want a password of its own "
        "for programs."
    ),
    "credit": _(
        "The account has no credit left. Top it up with the provider; what waits then leaves by itself."
    ),
    "sender": _(
        "The server does not take mail from this sender address. Confirm the address or its domain with the provider."
    ),
    "blocked": _(
        "The server refuses our mails, one after the other, for reasons of policy or reputation. Its answer below says "
        "more; check SPF, DKIM and DMARC of the sender's domain."
    ),
    "recipient": _("The server does not take mail for this recipient."),
    "no_answer": _("The connection broke while the mail was being handed over. It may have arrived."),
}

# Where an SMS provider means something else by it.
SMS_CAUSES = {
    "unknown_host": _("There is no provider at this address. Check it for typing errors."),
    "no_connection": _("Nobody answers at the provider's address. It may be out of order for a moment."),
    "timeout": _("The provider did not answer in time."),
    "tls": _("The provider's certificate is not valid."),
    "broken_off": _("Something else than the provider's interface answers at this address."),
    "busy": _("The provider asks us to try again later."),
    "login": _("The provider does not accept the account, its key or its password; a trial account writes to its own "
               "numbers only."),
    "sender": _("The provider does not send from this number or name. Register it there, or enter another one."),
    "recipient": _("The provider does not send to this number."),
    "no_answer": _("No answer came. The SMS may have left."),
}  # fmt: skip


@register.filter
def sms_cause_words(cause: str) -> str:
    """The same for an account with an SMS provider."""
    return str(SMS_CAUSES.get(cause) or CAUSES.get(cause, cause))


@register.filter
def cause_words(cause: str) -> str:
    """{{ transport.down_reason|cause_words }}"""
    return str(CAUSES.get(cause, cause))
