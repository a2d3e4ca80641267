from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from surveys.models import ExtraChoice


class NameTaken(Exception):
    """The list has an entry of that name, perhaps one that is switched off."""


@transaction.atomic
def save_extra_choice(
    *, choice: ExtraChoice, name: str, texts: Mapping[str, str], by: User, now: datetime
) -> ExtraChoice:
    """Add an entry to its organisation's list, or change it; what was answered shows its new name. Raises NameTaken."""
    organisation = choice.organisation
    # Two people changing the list at once: the second waits here and is then told.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    same = ExtraChoice.objects.of(organisation).filter(question=choice.question, name__iexact=name)
    if same.exclude(pk=choice.pk).exists():
        raise NameTaken
    choice.name, choice.texts = name, dict(texts)
    choice.save()
    write_event(organisation=organisation, verb="extra_choice.saved", subject=choice, by=by, now=now)
    return choice
