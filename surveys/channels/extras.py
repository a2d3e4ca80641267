"""What the page shows of the questions below the thank-you."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.models import SurveyVersion
from surveys.rules.extra_words import BARRIERS, extra_words
from surveys.rules.page import Frame


@dataclass(frozen=True)
class ShownExtras:
    """The questions in the customer's language, with what was typed or said before."""

    kinds: Sequence[str]
    words: Mapping[str, str]
    typed: Mapping[str, str]
    barriers: Sequence[tuple[str, str, bool]]
    scores: Sequence[tuple[str, bool]]
    errors: Sequence[tuple[str, str]]
    is_kept: bool


def asked_extras(
    kinds: Sequence[str],
    version: SurveyVersion,
    frame: Frame,
    *,
    typed: Mapping[str, str],
    errors: Sequence[tuple[str, str]] = (),
    is_kept: bool = False,
) -> ShownExtras:
    """The questions as the page shows them."""
    words = extra_words(frame.language, version.address)
    chosen, score = typed.get("barrier", ""), typed.get("rival_score", "")
    return ShownExtras(
        kinds=kinds,
        words=words,
        typed=typed,
        barriers=[(code, words[f"barrier_{code}"], code == chosen) for code in BARRIERS],
        scores=[(str(number), str(number) == score) for number in range(11)],
        errors=errors,
        is_kept=is_kept,
    )
