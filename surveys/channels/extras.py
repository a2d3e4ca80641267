"""What the page shows of the questions below the thank-you."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.models import SurveyVersion
from surveys.rules.extra_words import MOST, extra_words
from surveys.rules.extras import Offered
from surveys.rules.page import Frame


@dataclass(frozen=True)
class ShownExtras:
    """The questions in the customer's language, with what was typed or said before."""

    kinds: Sequence[str]
    words: Mapping[str, str]
    typed: Mapping[str, str]
    barriers: Sequence[tuple[str, str, bool]]
    needs: Sequence[tuple[str, str, bool]]  # empty: they write
    rivals: Sequence[str]
    most: Sequence[tuple[str, str, bool]]
    scores: Sequence[tuple[str, bool]]
    errors: Sequence[tuple[str, str]]
    is_kept: bool


def asked_extras(
    kinds: Sequence[str],
    version: SurveyVersion,
    frame: Frame,
    *,
    offered: Offered,
    typed: Mapping[str, str],
    errors: Sequence[tuple[str, str]] = (),
    is_kept: bool = False,
) -> ShownExtras:
    """The questions as the page shows them."""
    words = extra_words(frame.language, version.address)
    score, most = typed.get("rival_score", ""), typed.get("rival_most", "")
    return ShownExtras(
        kinds=kinds,
        words=words,
        typed=typed,
        barriers=_marked(offered["barrier"], typed.get("barrier", "")),
        needs=_marked(offered["need"], typed.get("need_choice", "")),
        rivals=[name for _key, name in offered["rival"]],
        most=[(key, words[f"most_{key}"], key == most) for key in MOST],
        scores=[(str(number), str(number) == score) for number in range(11)],
        errors=errors,
        is_kept=is_kept,
    )


def _marked(choices: Sequence[tuple[str, str]], chosen: str) -> list[tuple[str, str, bool]]:
    return [(key, label, key == chosen) for key, label in choices]
