"""Who answered, out of whom."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.db.models.fields.json import KeyTextTransform

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

    def __add__(self, other: "ResponseRate") -> "ResponseRate":
        return ResponseRate(self.invited + other.invited, self.answered + other.answered)

    def plus_rest(self, total: "ResponseRate", parts: Iterable["ResponseRate"]) -> "ResponseRate":
        """This and what `total` has beyond the parts. Mails may have left between the two countings."""
        known = sum(parts, NOBODY)
        invited = max(0, total.invited - known.invited)
        return self + ResponseRate(invited, min(invited, max(0, total.answered - known.answered)))


NOBODY = ResponseRate(0, 0)


def response_rate(slice_: Slice) -> ResponseRate | None:
    """The response rate of a slice; None where it has no base, as for answers over an open link."""
    if slice_.channel not in {"", "email"}:
        return None
    closed = tallied_invitations(slice_)
    rate = sum((ResponseRate(*counts) for _, _, counts in closed.rows), NOBODY)
    if closed.live is None:
        return rate
    return rate + ResponseRate(**handed_over(slice_).filter(closed.live).aggregate(**_COUNTS))


def response_rate_by_property(slice_: Slice, name: str) -> dict[str, ResponseRate]:
    """The same for each value that the people asked have today. Whoever lacks the property is not counted."""
    closed = tallied_invitations(slice_, by=name)
    rates = {value: ResponseRate(*counts) for _, value, counts in closed.rows}
    if closed.live is None:
        return rates
    rows = handed_over(slice_).filter(closed.live, contact__properties__has_key=name)
    valued = rows.annotate(value=KeyTextTransform(name, "contact__properties")).order_by()
    for value, invited, answered in valued.values_list("value").annotate(**_COUNTS):
        rates[value or ""] = rates.get(value or "", NOBODY) + ResponseRate(invited, answered)
    return rates


_COUNTS = {"invited": Count("pk"), "answered": Count("answered_at")}


def handed_over(slice_: Slice) -> QuerySet[Invitation]:
    """The invitations of a slice that left, at whatever moment."""
    rows = Invitation.objects.of(slice_.organisation).filter(sent_at__isnull=False)
    if slice_.survey_ids:
        rows = rows.filter(survey_id__in=slice_.survey_ids)
    if slice_.properties:
        rows = rows.filter(contact__properties__contains=dict(slice_.properties))
    return rows
