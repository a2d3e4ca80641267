"""What an invitation looks like as a mail: the question, eleven numbers in one row, and the way out."""

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import Organisation
from delivery.rules.leaving import leave_by_mail
from delivery.transports.identity import Identity, identity_of
from delivery.transports.mime import Mail
from delivery.transports.skeleton import Filled, Skeleton, slot
from surveys.models import Experiment, Invitation, SurveyVersion
from surveys.rules import languages
from surveys.rules.texts import of_reminder
from surveys.rules.wording import clean_name, fill

SCORES = range(11)
FOLDER = "emails/surveys/"
MOST_SKELETONS = 200
_skeletons: dict[tuple[object, ...], Skeleton] = {}
# @media rules (dark mode) cannot be inlined: mail programs that know them find them in <style>.
_inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


def invitation_mail(
    invitation: Invitation, sender: Identity | None = None, *, is_reminder: bool = False
) -> Mail:
    """The mail of one invitation, or its reminder. Needs its organisation, contact and version loaded."""
    values = _personal(invitation)
    sender = sender or identity_of(None)
    return _invitation(
        invitation, sender, invitation_recipient(invitation), is_reminder=is_reminder, **values
    )


def filled_invitation(
    invitation: Invitation, sender: Identity | None = None, *, is_reminder: bool = False
) -> Filled:
    """The same mail out of a skeleton that all mails like it share: a hundred times quicker."""
    sender = sender or identity_of(None)
    values = _personal(invitation)
    organisation = invitation.organisation
    key = (
        is_reminder,
        invitation.version_id,
        invitation.campaign_id,
        invitation.arm,
        invitation.language,
        bool(values["name"]),
        organisation.sender_name,
        organisation.postal_address,
        settings.SITE_URL,
        sender,
        settings.BOUNCE_MAILBOX and settings.BOUNCE_ADDRESS,
    )
    skeleton = _skeletons.get(key)
    if skeleton is None:
        named = {name: slot(name) if value else "" for name, value in values.items()}
        if len(_skeletons) >= MOST_SKELETONS:
            _skeletons.clear()
        mail = _invitation(invitation, sender, "nobody@invalid.example", is_reminder=is_reminder, **named)
        skeleton = _skeletons[key] = Skeleton(mail)
    return skeleton.fill(invitation_recipient(invitation), values)


def invitation_recipient(invitation: Invitation) -> str:
    """Where an invitation goes."""
    if invitation.contact is None:
        raise ValueError("an invitation without a contact has no address")
    return str(invitation.contact.email)


def _personal(invitation: Invitation) -> dict[str, str]:
    """All that differs between two invitations of one send in one language."""
    name = clean_name(invitation.contact.first_name) if invitation.contact else ""
    return {"name": name, "token": invitation.token, "leave": invitation.unsubscribe_token}


def _invitation(
    invitation: Invitation,
    sender: Identity,
    recipient: str,
    *,
    is_reminder: bool,
    name: str,
    token: str,
    leave: str,
) -> Mail:
    site = settings.SITE_URL
    kind = "reminder" if is_reminder else "invitation"
    unsubscribe_url = f"{site}/u/{leave}/"
    headers = {
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Feedback-ID": f"{invitation.campaign_id}:{kind}:{invitation.organisation_id}:promotor",
        "List-Unsubscribe": f"<{unsubscribe_url}>",
    }
    if settings.BOUNCE_MAILBOX and settings.BOUNCE_ADDRESS:  # somebody reads what is written to it
        headers["List-Unsubscribe"] += f", <{leave_by_mail(settings.BOUNCE_ADDRESS, leave)}>"
    if site.startswith("https://"):  # RFC 8058 allows the one-click header with https only
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    survey_url = f"{site}/s/{token}/"
    return _mail(
        organisation=invitation.organisation,
        version=invitation.version,
        sender=sender,
        language=invitation.language,
        recipient=recipient,
        first_name=name,
        survey_url=survey_url,
        score_urls=[f"{survey_url}{score}/" for score in SCORES],
        unsubscribe_url=unsubscribe_url,
        headers=headers,
        is_reminder=is_reminder,
        words=_words(invitation.campaign.experiment, invitation.arm, invitation.version, invitation.language),
    )


def _words(experiment: Experiment | None, arm: str, version: SurveyVersion, language: str) -> dict[str, str]:
    return experiment.words(arm, language, version.default_language) if experiment is not None else {}


def trial_mail(
    *,
    organisation: Organisation,
    version: SurveyVersion,
    language: str,
    recipient: str,
    name: str,
    url: str,
    experiment: Experiment | None = None,
    arm: str = "",
    is_reminder: bool = False,
) -> Mail:
    """The same mail to oneself: every link leads to `url`, a page that records nothing."""
    if experiment is not None:
        version = experiment.version_in(arm, version)
        language = languages.choose(version.languages, [language], default=version.default_language)
    return _mail(
        organisation=organisation,
        version=version,
        sender=identity_of(None),
        language=language,
        recipient=recipient,
        first_name=name.split()[0] if name.strip() else "",
        survey_url=url,
        score_urls=[url] * len(SCORES),
        unsubscribe_url=url,
        headers={"Auto-Submitted": "auto-generated"},
        words=_words(experiment, arm, version, language),
        is_reminder=is_reminder,
        is_test=True,
    )


def _mail(
    *,
    organisation: Organisation,
    version: SurveyVersion,
    sender: Identity,
    language: str,
    recipient: str,
    first_name: str,
    survey_url: str,
    score_urls: list[str],
    unsubscribe_url: str,
    headers: dict[str, str],
    words: dict[str, str],
    is_reminder: bool = False,
    is_test: bool = False,
) -> Mail:
    fields = {"brand": version.brand, "first_name": first_name}
    written = version.text(language) | words
    if is_reminder:
        spoken = language if language in version.languages else version.default_language
        written = of_reminder(written, language=spoken, address=version.address)
    texts = {key: fill(str(text), fields) for key, text in written.items()}
    context = {
        "language": language,
        "texts": texts,
        "brand": version.brand,
        "first_name": clean_name(first_name),
        "greets": "{first_name}" not in str(written.get("intro", "")),
        "organisation": organisation,
        "survey_url": survey_url,
        "cells": list(zip(SCORES, score_urls, strict=True)),
        "unsubscribe_url": unsubscribe_url,
        "is_test": is_test,
    }
    with translation.override(language):
        subject = render_to_string(f"{FOLDER}invitation.subject.txt", context)
        text = render_to_string(f"{FOLDER}invitation.txt", context)
        html = render_to_string(f"{FOLDER}invitation.html", context)
    return Mail(
        sender_name=clean_name(organisation.sender_name, drop_links=False),
        sender_address=sender.address,
        recipient=recipient,
        subject=" ".join(subject.split()),
        text=text.strip() + "\n",
        html=_inliner.inline(html),
        headers=headers,
    )
