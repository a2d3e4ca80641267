from dataclasses import dataclass

from django.db.models import QuerySet

from surveys.models import Campaign, Invitation
from surveys.rules.progress import Progress, progress_of

PAGE = 14


@dataclass(frozen=True)
class Days:
    """Some days of a programme or a trigger, the newest first, and where the page goes on."""

    rows: list[tuple[Campaign, Progress]]
    newest: str  # addresses, empty where there is nothing more
    older: str


def days_of(campaigns: QuerySet[Campaign], before: str) -> Days:
    """The sends of single days, a page of them; `before` is what the address says."""
    is_first = not (before.isdecimal() and len(before) < 19)
    found = campaigns.order_by("-pk") if is_first else campaigns.filter(pk__lt=int(before)).order_by("-pk")
    days = list(found[: PAGE + 1])
    shown = days[:PAGE]
    counts = {}
    if shown:
        counts = Invitation.objects.of(shown[0].organisation).filter(campaign__in=shown).counts()
    rows = [(day, progress_of(counts.get(day.pk, {}))) for day in shown]
    older = f"?days_before={shown[-1].pk}" if len(days) > PAGE else ""
    return Days(rows, "" if is_first else "?", older)
