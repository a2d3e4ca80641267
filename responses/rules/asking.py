"""Which comment to ask about next, by the words of comments ("is this about it?")."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from responses.rules.learning import Example, Features, fit
from responses.rules.matching import Matcher
from responses.rules.text import PART, STOP, tokens

NAMED = 0.1  # what the words of the name add to how likely it is
UNSURE = 3  # every third question is about the comment that is least sure


@dataclass(frozen=True)
class Asked:
    """A comment that can be asked about."""

    text: str
    features: Features


def next_by_words(
    theme: str, name: str, said: Mapping[int, bool], comments: Mapping[int, Asked]
) -> int | None:
    """By turns the likeliest and the least sure; None where nothing is left. `comments` holds those answered, too."""
    still = [key for key in comments if key not in said]
    if not still:
        return None
    # What says the same as one that was answered teaches little: only when nothing else is left.
    told_texts = {_folded(comments[key].text) for key in said if key in comments}
    still = [key for key in still if _folded(comments[key].text) not in told_texts] or still
    seeds = Matcher({"name": name_words(name)})
    named = {key: bool(seeds.find(tokens(comments[key].text).words)) for key in still}
    if not any(said.values()):
        # Comments that name it first; without any the longest, which say most.
        return max(still, key=lambda key: (named[key], len(comments[key].text) * (not named[key]), key))
    told = [Example(comments[key].features, said[key], False) for key in sorted(said) if key in comments]
    model = fit(theme, told, strangers([comments[key].features for key in still]))
    sure = {key: model.probability(comments[key].features) + NAMED * named[key] for key in still}
    if len(said) % UNSURE == UNSURE - 1:
        return min(still, key=lambda key: (abs(sure[key] - 0.5), key))
    return max(still, key=lambda key: (sure[key], key))


def strangers(features: Sequence[Features]) -> list[Example]:
    """Comments nobody was asked about: most are about something else."""
    return [Example(found, False, False) for found in features]


def name_words(name: str) -> list[str]:
    """The words of a name as entries: "Estacionamiento gratis" is "estacionamient*" and "grati*"."""
    words = [word for word in tokens(name).words if len(word) > 3 and word.isalpha()]
    return [f"{word[:-1]}*" if len(word) > 4 else word for word in words]


def _folded(text: str) -> str:
    return " ".join(word for word in tokens(text).words if word not in {STOP, PART})
