"""Who answered, out of whom."""

from dataclasses import dataclass

from django.db.models import Count

from responses.maths.score import round_half_away, share
from responses.queries.slice import Slice
from responses.queries.tallied import tallied_invitations
from surveys.models import Invitation


@dataclass(frozen=True)
class ResponseRate:
    """Of the invitations handed over in the window, how many were answered by now."""

    invited: int
    answered: int

    @property
    def percent(self) -> int | None:
        """Whole per cent; None where nobody was invited."""
        rate = share(self.answered, self.invited)
        return None if rate is None else round_half_away(rate)


def response_rate(slice_: Slice) -> ResponseRate | None:
    """The response rate of a slice; None where it has no base, as for answers over an open link."""
    if slice_.channel not in {"", "email"}:
        return None
    closed = tallied_invitations(slice_)
    invited = sum(counts[0] for _, _, counts in closed.rows)
    answered = sum(counts[1] for _, _, counts in closed.rows)
    if closed.live is None:
        return ResponseRate(invited, answered)
    rows = Invitation.objects.of(slice_.organisation).filter(closed.live, sent_at__isnull=False)
    if slice_.survey_ids:
        rows = rows.filter(survey_id__in=slice_.survey_ids)
    if slice_.properties:
        rows = rows.filter(contact__properties__contains=dict(slice_.properties))
    live = rows.aggregate(invited=Count("pk"), answered=Count("answered_at"))
    return ResponseRate(invited + live["invited"], answered + live["answered"])
