"""Two comments that say the same are found more often by what they mean, and none that differ are taken for one."""

import json

from responses.rules.likeness import gist_of, says_the_same
from responses.rules.quotes import Candidate, worth_reading
from responses.transports.embedder import embed_comments
from tests.responses.rules.test_golden import GOLDEN

PAIRS = [json.loads(line) for line in GOLDEN.with_name("alike.jsonl").read_text().splitlines()]


def taken_for_one(pairs, embed):
    """How many of these pairs."""

    def gists(pair):
        texts = [pair["one"], pair["other"]]
        return map(gist_of, texts, embed(texts) if embed else (None, None))

    return sum(says_the_same(*gists(pair)) for pair in pairs)


def test_meaning_finds_more_pairs_that_say_the_same_and_none_that_differ():
    embed = embed_comments()
    same = [pair for pair in PAIRS if pair["same"]]
    different = [pair for pair in PAIRS if not pair["same"]]
    assert (len(same), len(different)) == (20, 20)
    assert (taken_for_one(same, None), taken_for_one(different, None)) == (11, 0)
    assert taken_for_one(same, embed) >= 16
    assert taken_for_one(different, embed) == 0


def test_one_quote_is_enough_where_two_languages_say_the_same():
    texts = [
        "Buena calidad y entrega rápida, volveré a comprar",
        "Good quality and fast delivery, I will buy again",
    ]
    vectors = embed_comments()(texts)

    def quoted(vectors):
        rows = [Candidate(pk, text, 9, 1, "es", vectors[pk]) for pk, text in enumerate(texts)]
        return [quote.response_id for quote in worth_reading(rows, polarity=1)]

    assert quoted([None, None]) == [0, 1]
    assert quoted(vectors) == [0]
