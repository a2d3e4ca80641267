from dataclasses import dataclass

from accounts.models import Organisation
from surveys.models import Invitation, Programme, Survey, Trigger
from surveys.rules.progress import Progress, progress_of

MOST = 100


@dataclass(frozen=True)
class StandingSend:
    """What asks by itself, day after day, with all its days together. One of the three is there."""

    progress: Progress
    programme: Programme | None = None
    trigger: Trigger | None = None
    second_look: Survey | None = None  # whose customers are asked again after a case


def standing_sends(organisation: Organisation) -> list[StandingSend]:
    """Programmes, then triggers, each newest first, without those that were stopped. Six queries."""
    programmes = Programme.objects.of(organisation).select_related("survey").order_by("-pk")
    triggers = Trigger.objects.of(organisation).select_related("survey").order_by("-pk")
    drawn = list(programmes.exclude(state=Programme.State.STOPPED)[:MOST])
    asked = list(triggers.exclude(state=Trigger.State.STOPPED)[:MOST])
    invitations = Invitation.objects.of(organisation)
    of_programmes = invitations.filter(campaign__programme__in=drawn).counts("campaign__programme")
    of_triggers = invitations.filter(campaign__trigger__in=asked).counts("campaign__trigger")
    again = invitations.filter(campaign__is_second_look=True).counts("survey")
    looked = Survey.objects.of(organisation).filter(pk__in=again).order_by("-pk")
    return [
        *(StandingSend(progress_of(of_programmes.get(row.pk, {})), programme=row) for row in drawn),
        *(StandingSend(progress_of(of_triggers.get(row.pk, {})), trigger=row) for row in asked),
        *(StandingSend(progress_of(again[row.pk]), second_look=row) for row in looked),
    ]
