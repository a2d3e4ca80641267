"""What the weighing says, in words: the same on the page, in mails and exports."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from nps_app.lib import formats
from reports.rules.weighing import Outcome, Weighing
from responses.maths.score import round_half_away


@dataclass(frozen=True)
class Words:
    """`lead` is what matters, `text` why; `score` stands beside the raw one where it may be shown."""

    lead: str
    text: str
    score: int | None = None
    low: int | None = None
    high: int | None = None
    worth: str = ""


def weighing_words(weighing: Weighing, region: str) -> Words:
    """Whether the weighted score is better, of no use, or not to be had."""
    outcome = weighing.outcome
    if outcome is Outcome.UNCOVERED:
        return _uncovered(weighing, region)
    numbers = {
        "n": formats.whole(weighing.n, region),
        "worth": formats.whole(weighing.n_eff or 0, region),
    }
    if weighing.weighted is None or weighing.interval is None:
        return Words(*_refusals()[outcome])
    score, low, high = map(
        round_half_away, (weighing.weighted, weighing.interval.low, weighing.interval.high)
    )
    if outcome is Outcome.TOO_COSTLY:
        lead, text = _refusals()[outcome]
        return Words(lead, text % numbers)
    shown = {name: formats.signed(value) for name, value in (("score", score), ("low", low), ("high", high))}
    lead, text = _advice()[outcome]
    return Words(lead, text % {**numbers, **shown}, score, low, high, numbers["worth"])


def group_names(names: list[str]) -> str:
    """Groups in a sentence."""
    return ", ".join(name or _("no value") for name in names)


def _uncovered(weighing: Weighing, region: str) -> Words:
    share = formats.percent(max(1, round_half_away(100 * weighing.silent_share)), region)
    text = _("Nobody answered of %(groups)s, %(share)s of your customers.") % {
        "groups": group_names(weighing.silent),
        "share": share,
    }
    if weighing.bounds is not None:
        ends = (max(-100.0, weighing.bounds.low), min(100.0, weighing.bounds.high))
        low, high = (formats.signed(round_half_away(end)) for end in ends)
        text += " " + _(
            "Whatever they think, the score of all customers lies between %(low)s and %(high)s."
        ) % {"low": low, "high": high}
    return Words(_("Not weighted."), text)


def _refusals() -> dict[Outcome, tuple[str, str]]:
    return {
        Outcome.TOO_COSTLY: (
            _("Not weighted."),
            _(
                "So few answers would speak for so many customers that %(n)s answers would be worth %(worth)s."
                " Ask more of the groups that stay silent."
            ),
        ),
        Outcome.TOO_FEW: (
            _("Not weighted."),
            _("There are groups with fewer than 10 answers. So few may not speak for a whole group."),
        ),
        Outcome.ONE_GROUP: (
            _("Nothing to weight."),
            _("Only one group is large enough to be compared."),
        ),
        Outcome.NO_BASE: (
            _("Not weighted."),
            _(
                "Nothing is known of how many customers there are in each group. Import your customers with a"
                " property, such as their branch."
            ),
        ),
    }


def _advice() -> dict[Outcome, tuple[str, str]]:
    uneven = _("The groups answer unevenly, and it matters.")
    weighted = _(
        "With each group at its share of your customers the score is %(score)s, with 95%% confidence between"
        " %(low)s and %(high)s."
    )
    careful = _(
        "Look at it with care: weighting leaves %(n)s answers the worth of %(worth)s. Ask more of those who"
        " stay silent."
    )
    return {
        Outcome.WEIGHTED: (uneven, weighted),
        Outcome.COSTLY: (uneven, f"{weighted} {careful}"),
        Outcome.ALIKE: (
            _("Weighting is of no use here."),
            _("Those who answered have the mix of your customers already. The score as it came in stands."),
        ),
        Outcome.NO_NEWS: (
            _("Weighting says nothing new."),
            _("The two scores differ by less than half of the interval. The score as it came in stands."),
        ),
    }
