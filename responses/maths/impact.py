"""What a theme or a segment does to the NPS: of those who mention it, never "because of it"."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from responses.maths import compare, scale
from responses.maths.interval import Interval, score_interval
from responses.maths.multiplicity import benjamini_hochberg
from responses.maths.score import Counts, nps


@dataclass(frozen=True, slots=True)
class Impact:
    """One theme. Impact = NPS of all minus NPS without it, in points; share is 0 to 1, p and q_bh two-sided.

    What needs people who do not mention the theme is None where there are none.
    """

    counts: Counts
    mentions: float
    share: float
    nps: float
    interval: Interval
    nps_without: float | None
    impact: float | None
    impact_interval: Interval | None
    p: float | None
    q_bh: float | None
    contribution: float
    nps_if_detractors_became_passives: float

    @property
    def cautious(self) -> float:
        """Return the size that is certain: the limit nearest to zero, 0 where the interval holds zero."""
        interval = self.impact_interval
        if interval is None or interval.holds(0):
            return 0.0
        return min(abs(interval.low), abs(interval.high))


def leave_out(everybody: Counts, themes: Mapping[str, Counts], confidence: float = 0.95) -> dict[str, Impact]:
    """Return the impact of every theme that is mentioned at all, the most certain ones first.

    impact = (n_k/n)(NPS_k - NPS_rest), its interval (n_k/n) times the MOVER interval of that difference, p by
    inversion, q over all themes (Benjamini-Hochberg). Ordered by the limit nearest to zero, then by size.
    Raises ValueError for a theme with more answers than there are.
    """
    mentioned = {name: counts for name, counts in themes.items() if counts.n}
    found = {
        name: compare.difference(everybody.without(counts), counts, confidence)
        for name, counts in mentioned.items()
    }
    tested = {name: difference.p for name, difference in found.items() if difference is not None}
    q_values = dict(zip(tested, benjamini_hochberg(list(tested.values())), strict=True))
    impacts = {
        name: _impact(everybody, counts, found[name], q_values.get(name), confidence)
        for name, counts in mentioned.items()
    }
    order = sorted(impacts.items(), key=lambda item: (-item[1].cautious, -abs(item[1].impact or 0.0)))
    return dict(order)


def _impact(
    everybody: Counts,
    theme: Counts,
    difference: compare.Difference | None,
    q_value: float | None,
    confidence: float,
) -> Impact:
    points, interval, total = nps(theme), score_interval(theme, confidence), nps(everybody)
    if points is None or interval is None or total is None:
        raise ValueError("a theme without mentions has no impact")
    share = theme.n / everybody.n
    around = difference.interval if difference else None
    return Impact(
        counts=theme,
        mentions=theme.n,
        share=share,
        nps=points,
        interval=interval,
        nps_without=difference.before if difference else None,
        impact=share * difference.change if difference else None,
        impact_interval=Interval(share * around.low, share * around.high) if around else None,
        p=difference.p if difference else None,
        q_bh=q_value,
        contribution=100 * theme.total / everybody.n,
        nps_if_detractors_became_passives=total + 100 * theme.det / everybody.n,
    )


def split_contributions(answers: Iterable[tuple[int, Sequence[str]]], no_theme: str) -> dict[str, float]:
    """Return points by theme that add up to the NPS exactly, however many themes an answer has.

    An answer (score, themes) gives its -1, 0 or +1 in equal parts to its themes, or to `no_theme`, the
    caller's words for none; a theme named twice counts once. Empty without answers. Raises ValueError for a
    score off the scale.
    """
    sums: dict[str, float] = {}
    n = 0
    for score, themes in answers:
        n += 1
        names = list(dict.fromkeys(themes)) or [no_theme]
        for name in names:
            sums[name] = sums.get(name, 0.0) + scale.sign(score) / len(names)
    return {name: 100 * value / n for name, value in sums.items()}
