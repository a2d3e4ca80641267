"""Which answers a number is about: organisation, half-open window, surveys, channel, properties.

Every metric takes a Slice, so that page, mail, CSV and API cannot disagree about what they count.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from nps_app.lib.clock import Window
from responses.models import Response

if TYPE_CHECKING:
    from accounts.models import Organisation
    from responses.models.response import ResponseQuerySet


@dataclass(frozen=True)
class Slice:
    """The universe of a metric. Empty `survey_ids`, `channel` and `properties` mean all of them."""

    organisation: "Organisation"
    window: Window | None = None  # None: from the first answer to the last
    survey_ids: tuple[int, ...] = ()
    channel: str = ""
    properties: tuple[tuple[str, str], ...] = ()  # (("branch", "Centro"), ...), all must hold

    def responses(self) -> "ResponseQuerySet":
        """The answers of this slice, sample data included, in no particular order."""
        rows = Response.objects.of(self.organisation)
        if self.window is not None:
            rows = rows.filter(answered_at__gte=self.window.start, answered_at__lt=self.window.end)
        if self.survey_ids:
            rows = rows.filter(survey_id__in=self.survey_ids)
        if self.channel:
            rows = rows.filter(channel=self.channel)
        if self.properties:
            rows = rows.filter(properties__contains=dict(self.properties))
        return rows

    def preceding(self) -> Self | None:
        """The same slice in the window of the same length just before; None for a slice without a window."""
        return None if self.window is None else replace(self, window=self.window.preceding())

    def within(self, window: Window | None) -> Self:
        """The same slice in another window."""
        return replace(self, window=window)
