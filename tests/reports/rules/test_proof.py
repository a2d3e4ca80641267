"""When the page says that looking after customers helps, and when it does not."""

import random

import pytest

from reports.rules.proof import Share, judge, median
from surveys.rules.sample import Sample


def one(first, second):
    return judge([(Share(*first), Share(*second))])[0]


def test_45_of_60_against_30_of_60_is_proven_and_against_38_is_not():
    found = one((45, 60), (30, 60))
    assert found.proven
    assert found.change == pytest.approx(0.25)
    assert (found.interval.low, found.interval.high) == pytest.approx((0.0768, 0.4035), abs=0.0001)
    close = one((45, 60), (38, 60))
    assert not close.proven
    assert close.interval.low < 0 < close.interval.high


def test_fewer_than_ten_are_not_compared_and_do_not_count_as_a_look():
    assert one((9, 9), (0, 60)).change is None
    alone = judge([(Share(45, 60), Share(33, 60))])[0].proven
    beside_nothing = judge([(Share(1, 9), Share(0, 9)), (Share(45, 60), Share(33, 60))])[1].proven
    assert alone is beside_nothing is True


def test_four_looks_are_not_four_chances():
    pairs = [(Share(45, 60), Share(33, 60))] * 1 + [(Share(30, 60), Share(30, 60))] * 3
    assert not any(found.proven for found in judge(pairs))


def test_regression_to_the_mean_alone_is_no_success():
    """200 worlds in which nothing helps: most detractors answer better, and the page claims next to nothing."""
    better = claims = 0
    for seed in range(200):
        rng = random.Random(seed)
        groups = [[], []]
        while min(map(len, groups)) < 60:
            usual = rng.gauss(7, 1.5)
            before, after = (round(min(10, max(0, usual + rng.gauss(0, 2)))) for _ in range(2))
            if before <= 6:
                groups[rng.random() < 0.5].append(after > 6)
        shares = [Share(sum(group[:60]), 60) for group in groups]
        better += sum(share.did for share in shares)
        claims += one(*((share.did, share.n) for share in shares)).proven
    assert better / (200 * 120) > 0.4  # before against after would look like a triumph
    assert claims <= 16  # 5 % of 200 are 10


def test_where_nothing_helps_the_lot_claims_nothing_either():
    """200 worlds, the lot of one in three that cases are drawn by; a tenth of those held back is taken out."""
    claims = 0
    for seed in range(200):
        rng, lot = random.Random(seed), Sample(33, seed)
        arms = {True: [], False: []}
        for answer in range(400):
            usual = rng.gauss(7, 1.5)
            before, after = (round(min(10, max(0, usual + rng.gauss(0, 2)))) for _ in range(2))
            if before <= 6:
                arms[lot.has(answer)].append(after > 6)  # taken out or not: it counts where it was drawn
        claims += one(*((sum(arm), len(arm)) for arm in (arms[False], arms[True]))).proven
    assert claims <= 16


def test_median_with_those_who_still_wait():
    assert median([1, 20, 60]) == 20
    assert median([1, 3]) == 2
    assert median([1, None, None]) is None
    assert median([1, 2, None]) == 2
    assert median([1, 2, 3, None]) == 2.5
    assert median([]) is None
