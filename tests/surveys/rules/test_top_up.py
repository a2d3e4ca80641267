import pytest

from surveys.rules.top_up import CAP, weigh


def weights(recent):
    return {name: round(answering.weight, 2) for name, answering in weigh(recent).items()}


def test_two_percent_against_thirty():
    assert weights({"silent": (400, 8), "lively": (400, 120)}) == {"silent": CAP, "lively": 1}


def test_the_fewer_answer_the_more_are_drawn():
    found = weights({"a": (500, 150), "b": (500, 100), "c": (500, 50)})
    assert found["a"] == 1 < found["c"] < CAP
    assert found["b"] == 1
    assert found["c"] == pytest.approx(1.92, abs=0.02)  # (50 + 20 x 0.2) of 520, against 20 %


def test_few_people_prove_little():
    assert weights({"few": (2, 0), "many": (1000, 200)})["few"] < 1.2


def test_where_nobody_answers_all_are_drawn_alike():
    assert weights({"a": (100, 0), "b": (3, 0)}) == {"a": 1, "b": 1}
    assert weights({}) == {}
