"""What is learned from corrections never makes it worse, and finds what words do not know."""

import random

import pytest

from responses.rules.labelled import labelled
from responses.rules.learning import Example, features_of, fit, learn, telling_words
from responses.rules.reading import Reader
from responses.rules.scoring import figures, signs_read
from responses.rules.taxonomy import Changes, changed
from responses.rules.text import tokens
from tests.responses.rules.test_golden import GOLDEN

CORRECTED = 50
LOSS = 0.01


@pytest.fixture(scope="module")
def plain():
    return Reader(changed(Changes()))


def macro(reader, comments):
    return figures(comments, lambda one: signs_read(reader, one))[""].macro_f1


@pytest.mark.parametrize("seed", range(3))
def test_fifty_corrections_never_cost_more_than_a_hundredth(plain, seed):
    comments = labelled(GOLDEN)
    random.Random(seed).shuffle(comments)
    corrected, rest = comments[:CORRECTED], comments[CORRECTED:]
    read = {id(one): plain.features(one["text"], one["lang"]) for one in comments}
    models = {}
    for theme in plain.themes:
        examples = [
            Example(read[id(one)][0], theme in one["themes"], theme in read[id(one)][1]) for one in corrected
        ]
        others = [
            Example(read[id(one)][0], theme in read[id(one)][1], theme in read[id(one)][1]) for one in rest
        ]
        lesson = learn(theme, examples, others)
        if lesson and lesson.is_better:
            models[theme] = lesson.model
    assert macro(Reader(plain.themes, models), rest) >= macro(plain, rest) - LOSS


def examples(texts, is_about):
    return [Example(features_of(tokens(text).words, ()), is_about, by_words=False) for text in texts]


def test_finds_what_the_words_do_not_know():
    about = [f"imposible estacionar el auto {number}" for number in range(12)]
    other = [f"la comida estaba rica {number}" for number in range(12)]
    lesson = learn("parking", examples(about, True) + examples(other, False), [])
    assert lesson is not None
    assert lesson.is_better
    assert lesson.f1_words == 0
    assert lesson.model.probability(features_of(["estacionar", "auto"], ())) > 0.5
    assert lesson.model.probability(features_of(["comida", "rica"], ())) < 0.5


def test_too_few_corrections_teach_nothing():
    assert learn("a", examples(["x"] * 9, True) + examples(["y"] * 30, False), []) is None


def test_contradictions_are_not_better_than_the_words():
    same = [Example(features_of(["igual"], ()), number % 2 == 0, number % 2 == 0) for number in range(40)]
    lesson = learn("a", same, [])
    assert lesson is not None
    assert not lesson.is_better


def test_without_any_corrections_the_words_decide():
    others = [
        Example(features_of(["caro"], ["price"]), True, True),
        Example(features_of(["rico"], []), False, False),
    ] * 20
    model = fit("price", [], others)
    assert (
        model.probability(features_of(["otra"], ["price"]))
        > 0.5
        > model.probability(features_of(["otra"], []))
    )


def test_words_that_tell():
    about = [["estacionar", "auto", "lejos"], ["estacionar", "siempre", "lleno"], ["auto", "estacionar"]]
    assert telling_words(about, [["comida", "auto"]] * 20)[0] == "estacionar"
