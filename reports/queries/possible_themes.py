"""Possible new themes with comments that show them: a word alone says little."""

from dataclasses import dataclass

from responses.queries.emerging import emerging
from responses.queries.inbox import NO_THEME, matching
from responses.queries.slice import Slice
from responses.rules.emerging import Rising
from responses.rules.quotes import Quote, masked, shortened
from responses.rules.redaction import redacted

EXAMPLES = 3


@dataclass(frozen=True)
class Possible:
    """Words that came up, and the newest comments that hold them."""

    rising: Rising
    comments: list[Quote]


def possible_themes(slice_: Slice) -> list[Possible]:
    """Those of a window, each with its newest comments. One query for each, of which there are five at most."""
    return [Possible(one, _comments(slice_, one.words)) for one in emerging(slice_)]


def _comments(slice_: Slice, words: str) -> list[Quote]:
    rows = matching(slice_, theme=NO_THEME, search=words).quotable().order_by("-answered_at", "-pk")
    return [
        Quote(row.pk, shortened(masked(redacted(row.comment.strip()))), row.score, row.language)
        for row in rows[:EXAMPLES]
    ]
