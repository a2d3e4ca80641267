"""What the questions below the thank-you offer to choose from: our barriers, and the organisation's own lists."""

from collections.abc import Mapping
from dataclasses import dataclass

from accounts.models import Organisation
from surveys.models import ExtraChoice
from surveys.rules.extra_words import BARRIERS, OTHER
from surveys.rules.extras import Offered

Question = ExtraChoice.Question


def offered_choices(organisation: Organisation, *, language: str, words: Mapping[str, str]) -> Offered:
    """By question, what is stored and what is read; the lists of needs and rivals may be empty.

    What may be chosen ends with "something else". `words`: of surveys/rules/extra_words.py.
    """
    rows = list(ExtraChoice.objects.of(organisation).order_by("pk"))
    off = {row.code for row in rows if row.code and not row.is_on}
    own: dict[str, list[tuple[str, str]]] = {question.value: [] for question in Question}
    for row in rows:
        if row.name and row.is_on:
            own[row.question].append((row.key, row.words(language)))
    ours = [(code, words[f"barrier_{code}"]) for code in BARRIERS if code not in off and code != OTHER]
    other = (OTHER, words["barrier_other"])
    return {
        "barrier": [*ours, *own["barrier"], other],
        "need": [*own["need"], other] if own["need"] else [],
        "rival": own["rival"],
    }


def own_names(organisation: Organisation, question: str) -> dict[str, str]:
    """How reports call the organisation's own entries, also those that are offered no more."""
    rows = ExtraChoice.objects.of(organisation).filter(question=question).exclude(name="").order_by("pk")
    return {row.key: row.name for row in rows}


@dataclass(frozen=True)
class Listed:
    """An entry as the people see it who edit the list. `pk` None: one of our barriers."""

    key: str
    name: str
    is_on: bool
    pk: int | None


def listed_choices(organisation: Organisation, *, words: Mapping[str, str]) -> dict[str, list[Listed]]:
    """By question, every entry there is but "something else", which always is."""
    rows = list(ExtraChoice.objects.of(organisation).order_by("pk"))
    off = {row.code for row in rows if row.code and not row.is_on}
    found: dict[str, list[Listed]] = {question.value: [] for question in Question}
    found["barrier"] = [
        Listed(code, words[f"barrier_{code}"], code not in off, None) for code in BARRIERS if code != OTHER
    ]
    for row in rows:
        if row.name:
            found[row.question].append(Listed(row.key, row.name, row.is_on, row.pk))
    return found
