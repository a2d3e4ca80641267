"""What is learned from the meaning of comments, on the golden comments and on vectors made up."""

import random

import numpy as np
import pytest

from responses.rules.labelled import labelled
from responses.rules.learning import f1
from responses.rules.meaning import (
    SIZE,
    Meanings,
    Meant,
    learn_by_meaning,
    learn_own_theme,
    next_to_ask,
    packed,
    unpacked,
)
from responses.rules.reading import Reader
from responses.rules.scoring import figures
from responses.rules.taxonomy import Changes, changed
from responses.transports.embedder import embed_comments
from tests.responses.rules.test_golden import GOLDEN

CORRECTED = 50
LOSS = 0.01


@pytest.fixture(scope="module")
def golden():
    rows = labelled(GOLDEN)
    plain = Reader(changed(Changes()))
    found = [plain.features(row["text"], row["lang"])[1] for row in rows]
    return rows, plain, found, embed_comments()([row["text"] for row in rows])


def vector(*near, spread=0.05):
    """A vector near these axes."""
    made = np.random.default_rng(sum(near)).normal(0, spread / 20, SIZE)
    made[list(near)] += 1
    return packed((made / np.linalg.norm(made))[None])[0]


def meant(axes, is_about, *found):
    return [Meant(vector(*near), frozenset(found), is_about) for near in axes]


def macro(rows, vectors, reader):
    def said(row):
        number = rows_at[id(row)]
        read = reader.read(row["text"], score=row["score"], hint=row["lang"], vector=vectors[number])
        return {mention.theme: mention.polarity for mention in read.mentions}

    rows_at = {id(row): number for number, row in rows.items()}
    return figures(rows.values(), said)[""].macro_f1


def test_fifty_corrections_never_cost_more_than_a_hundredth(golden):
    rows, plain, found, vectors = golden
    order = list(range(len(rows)))
    random.Random(0).shuffle(order)
    corrected, rest = order[:CORRECTED], order[CORRECTED:]
    stored = {}
    for theme in plain.themes:
        lesson = learn_by_meaning(
            theme,
            [Meant(vectors[number], found[number], theme in rows[number]["themes"]) for number in corrected],
            [Meant(vectors[number], found[number], theme in found[number]) for number in rest],
        )
        if lesson and lesson.is_better:
            stored[theme] = lesson.model.stored
    assert stored, "nothing was learned: nothing is tried here"
    apart = {number: rows[number] for number in rest}
    learned = Reader(plain.themes, meanings=Meanings(stored))
    assert macro(apart, vectors, learned) >= macro(apart, vectors, plain) - LOSS


def test_an_own_theme_is_found_after_twenty_answers(golden):
    rows, _, _, vectors = golden
    pool, said = dict(enumerate(vectors[::2])), {}
    guide = embed_comments()(["Entrega"])[0]
    while len(said) < 20:
        asked = next_to_ask(said, pool, guide)
        said[asked] = "delivery" in rows[2 * asked]["themes"]
    told = [Meant(pool[number], frozenset(), about) for number, about in said.items()]
    sure = Meanings({"own": learn_own_theme("own", told).model.stored})
    apart = [
        ("delivery" in row["themes"], sure.sure(one, ())["own"])
        for row, one in zip(rows[1::2], vectors[1::2], strict=True)
    ]
    assert f1(apart) > 0.4


def test_vectors_are_kept_in_two_bytes_a_number():
    kept = vector(3)
    assert len(kept) == 2 * SIZE
    assert unpacked([kept])[0][3] == pytest.approx(1, abs=0.01)


def test_learns_what_is_said_in_other_words():
    yes = meant([(1, 2, n) for n in range(10, 22)], True)
    no = meant([(3, 4, n) for n in range(10, 22)], False)
    lesson = learn_by_meaning("parking", [*yes, *no], [])
    assert (lesson.f1_words, lesson.is_better, lesson.by_meaning) == (0, True, True)
    sure = Meanings({"parking": lesson.model.stored})
    assert sure.sure(vector(1, 2, 40), ()) == {"parking": True}
    assert sure.sure(vector(3, 4, 40), ()) == {"parking": False}


def test_what_the_words_found_anchors_it():
    others = meant([(n, n + 1) for n in range(50, 90)], True, "price") + meant(
        [(n, n + 1) for n in range(100, 140)], False
    )
    few = meant([(1, n) for n in range(10, 15)], True, "price") + meant(
        [(2, n) for n in range(10, 15)], False
    )
    sure = Meanings({"price": learn_by_meaning("price", few, others).model.stored})
    assert sure.sure(vector(200, 201), {"price"})["price"]
    assert not sure.sure(vector(200, 201), ())["price"]


def test_contradictions_are_not_better_than_words_that_are_right():
    same = [Meant(vector(1, 2), frozenset({"a"} if n % 2 else ()), bool(n % 2)) for n in range(20)]
    noise = [Meant(one.vector, frozenset(), one.is_about) for one in same]
    assert learn_by_meaning("a", noise, []).f1_model < 1
    lesson = learn_by_meaning("a", same, [])
    assert lesson.f1_words == 1
    assert lesson.is_better is (lesson.f1_model >= 1)


def test_too_few_of_one_kind_teach_nothing():
    assert learn_by_meaning("a", meant([(1, n) for n in range(9, 30)], True), []) is None
    assert learn_own_theme("own", meant([(1, n) for n in range(9, 30)], True)) is None


def test_the_words_of_an_own_theme_are_enough():
    told = meant([(1, n) for n in range(9, 15)], True) + meant([(2, n) for n in range(9, 15)], False)
    sure = Meanings({"own-1": learn_own_theme("own-1", told).model.stored})
    assert sure.sure(vector(2, 50), ()) == {"own-1": False}
    assert sure.sure(vector(2, 50), {"own-1"}) == {"own-1": True}


def test_asks_what_is_near_first_and_stops_when_nothing_is_left():
    comments = {1: vector(1, 5), 2: vector(2, 5), 3: vector(3, 5)}
    assert next_to_ask({}, comments, vector(2)) == 2
    assert next_to_ask({}, comments, None) is None
    assert next_to_ask({1: True}, {**comments, 4: vector(1, 6)}, None) == 4
    assert next_to_ask({1: True, 2: False, 3: False}, comments, None) is None
    alike = {1: vector(1, 5), 4: vector(1, 5), 5: vector(9, 10)}
    assert next_to_ask({1: True}, alike, None) == 5, "the other one says the same as the first"
    assert next_to_ask({1: True, 5: False}, alike, None) == 4, "nothing else is left"
