"""What a file of numbers says about itself: where they come from, and what its words mean."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import Organisation
from nps_app.lib.clock import Window

Line = tuple[str, str]


def facts(
    organisation: Organisation, *, title: str, window: Window | None, filters: Sequence[Line], now: datetime
) -> list[Line]:
    """Whose numbers these are, of when, and what was left out. Moments name their offset."""
    zone = organisation.zone
    lines = [
        (_("Organisation"), organisation.name),
        (_("Report"), title),
        (_("Made at"), now.astimezone(zone).isoformat(timespec="seconds")),
        (_("Time zone"), organisation.time_zone),
    ]
    if window is None:
        lines.append((_("Window"), _("All time")))
    else:
        lines.append((_("Window from (inside)"), window.start.astimezone(zone).isoformat()))
        lines.append((_("Window to (outside)"), window.end.astimezone(zone).isoformat()))
    return [*lines, *((_("Filter: %(name)s") % {"name": name}, value) for name, value in filters)]


def definitions() -> list[Line]:
    """What the words mean."""
    return [
        (_("Promoters"), _("Answers of 9 or 10.")),
        (_("Passives"), _("Answers of 7 or 8.")),
        (_("Detractors"), _("Answers from 0 to 6.")),
        (
            _("Score (NPS)"),
            _(
                "Share of promoters minus share of detractors, in points from -100 to 100. Shares are rounded so"
                " that they add up to 100, and the score is the difference of the shares shown."
            ),
        ),
        (
            _("From, to"),
            _(
                "The 95% interval of the score, by the method of Tango (1998): in 95 of 100 surveys it holds the"
                " score of all customers."
            ),
        ),
        (_("Few answers"), _("Under 10 answers only counts are given, no score.")),
        (_("Window"), _("Whole local days. The first moment is inside, the last one is outside.")),
        (
            _("Themes"),
            _("What a comment is about, found by its words and corrected by people; some are wrong."),
        ),
        (
            _("Words against score"),
            _("The comment says the contrary of the score: perhaps the scale was read the wrong way round."),
        ),
        (
            _("Texts that begin like a formula"),
            _("have an apostrophe before them, so that no spreadsheet runs them."),
        ),
    ]


def as_rows(lines: Iterable[Line]) -> list[list[str]]:
    """Two columns of a table."""
    return [[name, value] for name, value in lines]
