from surveys.rules.arms import A, B, arm_of
from surveys.rules.sample import Sample

PEOPLE = range(1, 10_001)


def test_the_same_seed_draws_the_same_arms():
    assert [arm_of(p, seed=7, percent=50) for p in PEOPLE] == [arm_of(p, seed=7, percent=50) for p in PEOPLE]
    assert [arm_of(p, seed=8, percent=50) for p in PEOPLE] != [arm_of(p, seed=7, percent=50) for p in PEOPLE]


def test_about_so_many_of_a_hundred_get_b():
    for percent in (10, 50, 80):
        share = sum(arm_of(p, seed=3, percent=percent) == B for p in PEOPLE) / 100
        assert abs(share - percent) < 1.5


def test_more_for_b_takes_nobody_out_of_it():
    few = {p for p in PEOPLE if arm_of(p, seed=3, percent=20) == B}
    assert few < {p for p in PEOPLE if arm_of(p, seed=3, percent=60) == B}


def test_the_arm_has_nothing_to_do_with_the_sample_of_the_same_seed():
    drawn = [p for p in PEOPLE if Sample(50, 7).has(p)]
    assert abs(sum(arm_of(p, seed=7, percent=50) == A for p in drawn) / len(drawn) - 0.5) < 0.03
