"""The figures of reading: counted by hand."""

import pytest

from responses.rules.reading import Reader
from responses.rules.scoring import figures, in_groups, slips
from responses.rules.taxonomy import Changes, changed


def comment(number, lang="es", **themes):
    return {"text": str(number), "lang": lang, "score": None, "themes": themes}


def test_counts_themes_and_signs():
    comments = [comment(number, price=-1) for number in range(6)] + [comment(6, food=1), comment(7, food=0)]
    said = {0: {"price": 1}, 1: {"price": -1}, 2: {"price": -1}, 6: {"food": 1, "price": 1}, 7: {"food": 1}}
    one = figures(comments, lambda row: said.get(int(row["text"]), {}))["es"]
    assert one.comments == 8
    assert (one.found["price"], one.missed["price"], one.wrong["price"]) == (3, 3, 1)
    assert one.precision("price") == pytest.approx(3 / 4)
    assert one.recall("price") == pytest.approx(1 / 2)
    assert one.f1("price") == pytest.approx(6 / 10)
    assert one.themes == ["price"], "two comments of a theme are too few for a mean"
    assert one.macro_f1 == pytest.approx(6 / 10)
    assert one.micro_f1 == pytest.approx(10 / 14)
    assert (one.right_signs, one.signs) == (3, 4), "what is labelled neutral is not counted"


def test_languages_apart_and_together():
    found = figures(
        [comment(1, "es", food=1), comment(2, "en", food=1), comment(3, "", food=1)], lambda row: {}
    )
    assert {language: one.comments for language, one in found.items()} == {"es": 1, "en": 1, "": 3}
    assert found["es"].missed == {"food": 1}


def test_any_of_a_group_will_do():
    read = in_groups(
        lambda row: {"staff": 1, "support": 1, "price": -1, "food": 1}, ["staff support", "price"]
    )
    assert read({}) == {"staff support": 1, "price": -1}


def test_shows_what_went_wrong():
    reader = Reader(changed(Changes()))
    rows = [
        {"text": "La comida estaba fría", "lang": "es", "score": 2, "themes": {"price": -1}},
        {"text": "Muy caro", "lang": "es", "score": 2, "themes": {"price": 1}},
    ]
    found = slips(rows, reader, ["price", "food"])
    assert found.misleading == {("es", "food", "la comida"): 1}
    assert found.wrong == [("food", "la comida", "La comida estaba fría")]
    assert found.missed == [("price", "La comida estaba fría")]
    assert found.signs == [("price", -1, "Muy caro")]
