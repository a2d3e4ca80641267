from responses.rules.asking import Asked, next_by_words
from responses.rules.learning import features_of
from responses.rules.text import tokens


def asked(*texts):
    return {
        number: Asked(text, features_of(tokens(text).words, ())) for number, text in enumerate(texts, start=1)
    }


def test_begins_with_what_names_it_else_with_the_longest():
    comments = asked("muy rico todo", "el estacionamiento lleno", "una larga historia de nada en particular")
    assert next_by_words("own", "Estacionamientos", {}, comments) == 2
    assert next_by_words("own", "Ruido", {}, comments) == 3


def test_asks_what_is_likely_and_the_same_again_only_last():
    comments = asked("estacionar el auto", "estacionar la moto", "rica la comida", "Rica la comida!", "hola")
    assert next_by_words("own", "Parking", {1: True, 3: False, 5: False}, comments) == 2
    assert next_by_words("own", "Parking", {1: True, 2: True, 3: False}, comments) == 5
    assert next_by_words("own", "Parking", {1: True, 2: True, 3: False, 5: False}, comments) == 4
    assert next_by_words("own", "Parking", {1: True, 2: True, 3: False, 4: False, 5: False}, comments) is None
