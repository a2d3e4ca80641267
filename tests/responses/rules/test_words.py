"""The files of words: what would go wrong silently."""

import pytest

from responses.rules.languages import LANGUAGES, SMALL
from responses.rules.matching import entry_parts
from responses.rules.taxonomy import built_in, moods, ordinary

TELLING = {"bien", "bem", "gostei", "otimo", "too", "trop"}  # small, and yet they praise or blame


def alone(entries):
    """The words that count by themselves."""
    for entry in entries:
        parts = entry_parts(entry)
        assert parts, f"{entry!r} holds no word"
        if len(parts) == 1:
            yield entry, parts[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_small_word_says_anything_alone(language):
    """ "10+" and "a+" are read as "10" and "a"."""
    words = moods(language)
    entries = [entry for theme in built_in().values() for entry in theme.words.get(language, ())]
    for entry, part in alone([*entries, *words.good, *words.bad]):
        assert len(part) > 1, entry
        assert part not in SMALL[language] - TELLING, entry


@pytest.mark.parametrize("language", LANGUAGES)
def test_ordinary_words_mean_nothing(language):
    words = moods(language)
    entries = [entry for theme in built_in().values() for entry in theme.words.get(language, ())]
    known = {part for entry, part in alone([*entries, *words.good, *words.bad])}
    assert not known & ordinary(language)
