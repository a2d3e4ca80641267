"""What an invitation looks like as an SMS: the question, a link, and the way out."""

from dataclasses import dataclass

from django.conf import settings

from delivery.rules.segments import MOST, Length, measure
from delivery.transports.sms.text import Text
from surveys.models import Invitation, Survey
from surveys.rules.sms_text import A_NAME, personal_sms, sms_of
from surveys.rules.texts import LANGUAGES

TOKEN = 16  # signs of a short token


def invitation_sms(invitation: Invitation, *, answers: bool, is_reminder: bool = False) -> Text:
    """The SMS of one invitation, or its reminder; `answers`: people can reply to it.

    Needs its contact and version loaded.
    """
    contact, version = invitation.contact, invitation.version
    if contact is None:
        raise ValueError("an invitation without a contact has no number")
    text = sms_of(
        version.text(invitation.language),
        answers=answers,
        language=invitation.language,
        address=version.address,
        is_reminder=is_reminder,
    )
    personal = personal_sms(
        _with_reward(text, invitation),
        brand=version.brand,
        first_name=contact.first_name,
        link=f"{settings.SITE_URL}/s/{invitation.token}/",
        leave=f"{settings.SITE_URL}/u/{invitation.unsubscribe_token}/",
    )
    return Text(contact.phone, personal)


def _with_reward(text: str, invitation: Invitation) -> str:
    """With what there is for answering, where there is room for it; its terms stand on the page."""
    experiment, version = invitation.campaign.experiment, invitation.version
    if experiment is None:
        return text
    words = experiment.words(invitation.arm, invitation.language, version.default_language)
    longer = f"{text} {words.get('incentive', '')}".strip()
    return longer if length_of(longer, brand=version.brand).segments <= MOST else text


@dataclass(frozen=True)
class SpokenLength:
    """How many SMS an invitation takes in one language."""

    language: str
    segments: int


def sms_lengths(survey: Survey, *, answers: bool) -> list[SpokenLength]:
    """For each language of a published survey; nothing for one that is not."""
    version = survey.published
    if version is None:
        return []
    return [
        SpokenLength(LANGUAGES[language], length_of(text, brand=version.brand).segments)
        for language in version.languages
        for text in [
            sms_of(version.text(language), answers=answers, language=language, address=version.address)
        ]
    ]


def length_of(text: str, *, brand: str) -> Length:
    """How long a text will be once names and links are in it."""
    example = "x" * TOKEN
    site = settings.SITE_URL
    return measure(
        personal_sms(
            text, brand=brand, first_name=A_NAME, link=f"{site}/s/{example}/", leave=f"{site}/u/{example}/"
        )
    )
