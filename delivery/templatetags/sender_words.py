"""Findings about the sender in words a person can act on; the page and `manage.py check_sender` say the same."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

WHAT = {
    "spf": _("SPF: who may send for your domain"),
    "dkim": _("DKIM: the signature of your mails"),
    "dmarc": _("DMARC: what happens to mails that fail"),
    "mx": _("MX: where mails that bounce come back to"),
    "ptr": _("PTR: the name of the sending server"),
}
VERDICTS = {
    "good": _("In order"),
    "warn": _("Could be better"),
    "bad": _("Missing"),
    "unknown": _("Not known"),
}
PROBLEMS = {
    "spf_missing": _("No record says who may send for this domain. Publish one that names your mail server."),
    "spf_twice": _("There are two SPF records, so none of them counts. Join them into one."),
    "spf_open": _("The record allows everybody to send. End it with ~all or -all."),
    "dkim_missing": _(
        "No key is published under this selector. Publish the one your mail server shows, and let it sign."
    ),
    "dkim_revoked": _("The key is empty, which means revoked. Publish the current one."),
    "dmarc_missing": _(
        "Gmail, Yahoo and Microsoft ask for this record. Start with p=none, which changes nothing for your mails."
    ),
    "mx_missing": _("This domain takes no mail, so nobody can report what bounced."),
    "ptr_missing": _("The server's address has no name. Whoever rents it to you can set it."),
    "ptr_one_way": _("The server's name does not lead back to its address. Make both agree."),
    "host_unknown": _("The mail server's name has no address, or it is not the machine that delivers."),
}
TONES = {"good": "good", "warn": "warn", "bad": "bad"}


@register.filter
def check_words(what: str) -> str:
    """{{ check.what|check_words }}"""
    return str(WHAT.get(what, what))


@register.filter
def verdict_words(verdict: str) -> str:
    """{{ check.verdict|verdict_words }}"""
    return str(VERDICTS.get(verdict, verdict))


@register.filter
def verdict_tone(verdict: str) -> str:
    """The badge's colour."""
    return TONES.get(verdict, "")


@register.filter
def problem_words(problem: str) -> str:
    """{{ check.problem|problem_words }}: what is wrong and what to do."""
    return str(PROBLEMS.get(problem, problem))
