"""How far a new organisation has come on its way to the first answer."""

from dataclasses import dataclass

from accounts.models import Organisation
from contacts.models import Contact
from surveys.models import Campaign, Survey


@dataclass(frozen=True)
class FirstSteps:
    has_survey: bool
    has_contacts: bool
    has_sent: bool


def first_steps(organisation: Organisation) -> FirstSteps:
    """Sample data does not count as a step."""
    return FirstSteps(
        has_survey=Survey.objects.of(organisation).filter(is_sample=False, published__isnull=False).exists(),
        has_contacts=Contact.objects.of(organisation).filter(is_sample=False).exists(),
        has_sent=Campaign.objects.of(organisation).filter(is_sample=False).exists(),
    )
