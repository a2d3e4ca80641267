"""What a score means: positive or negative, and its place among the figures the organisation has chosen."""

from dataclasses import dataclass

from accounts.models import Organisation
from reports.queries.benchmarks import chosen
from reports.queries.score_card import ScoreCard
from reports.rules.benchmarks import INDUSTRIES, Figure
from reports.rules.verdict import SignVerdict, Verdict, against_typical, among_bands, sign


@dataclass(frozen=True)
class ScoreVerdict:
    """`verdict` and `figure` are None where there is nothing to compare with."""

    sign: SignVerdict
    industry: str
    figure: Figure | None
    verdict: Verdict | None

    @property
    def industry_name(self) -> str:
        """In English; the page translates it."""
        return INDUSTRIES.get(self.industry, "")


def score_verdict(organisation: Organisation, card: ScoreCard) -> ScoreVerdict | None:
    """The verdict on a score; None where there are too few answers for one."""
    if card.shown is None or card.low is None or card.high is None:
        return None
    score = card.shown.score
    choice = chosen(organisation)
    figure = choice.figure if choice else None
    return ScoreVerdict(
        sign=sign(score, card.low, card.high),
        industry=choice.industry if choice else "",
        figure=figure,
        verdict=_place(score, card.low, card.high, figure) if figure else None,
    )


def _place(score: int, low: int, high: int, figure: Figure) -> Verdict | None:
    found = among_bands(score, low, high, figure.bands)
    if found is None and figure.typical is not None:
        return against_typical(low, high, figure.typical)
    return found
