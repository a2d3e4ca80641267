"""The score of each value of one property, beside each other."""

from dataclasses import dataclass

from reports.queries.score_card import ScoreCard, score_card
from responses.maths.score import Counts
from responses.queries.histogram import eleven_counts_by_property
from responses.queries.slice import Slice


@dataclass(frozen=True)
class SegmentScore:
    name: str
    card: ScoreCard


def segment_scores(slice_: Slice, name: str) -> list[SegmentScore]:
    """By the values of property `name`, most answers first. Small groups have a card without a score."""
    groups = eleven_counts_by_property(slice_, name)
    scores = [
        SegmentScore(value, score_card(Counts.from_histogram(eleven))) for value, eleven in groups.items()
    ]
    return sorted(scores, key=lambda segment: (-segment.card.n, segment.name))
