"""The gate: how well the built-in words read the golden comments, which nobody who chose them has looked at."""

import pytest

from responses.rules.reading import Reader
from responses.rules.taxonomy import Changes, changed
from tests.responses.rules.scoring import figures, labelled


@pytest.fixture(scope="module")
def golden():
    reader = Reader(changed(Changes()))

    def read(comment):
        found = reader.read(comment["text"], score=comment["score"], hint=comment["lang"])
        return {mention.theme: mention.polarity for mention in found.mentions}

    return figures(labelled(), read)


@pytest.mark.parametrize("language", ["es", "en"])
def test_themes_are_found(golden, language):
    assert golden[language].macro_f1 >= 0.70


@pytest.mark.parametrize("language", ["es", "en"])
def test_it_is_heard_how_they_are_spoken_of(golden, language):
    assert golden[language].polarity >= 0.80


def test_no_language_is_read_much_worse(golden):
    assert abs(golden["es"].macro_f1 - golden["en"].macro_f1) < 0.10


def test_enough_themes_are_measured(golden):
    assert len(golden["es"].themes) == len(golden["en"].themes) == 19
