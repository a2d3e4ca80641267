import pytest

from reports.rules.proof import Share
from reports.rules.uplift import UpliftVerdict, uplift


def test_thirty_against_eighteen_of_a_hundred():
    """Idea B5: +12 ± 11.7."""
    found = uplift(Share(30, 100), Share(18, 100))
    assert found.points == pytest.approx(12)
    assert found.margin == pytest.approx(11.7, abs=0.06)
    assert (found.low, found.high) == pytest.approx((0.1, 23.4), abs=0.3)
    assert found.verdict is UpliftVerdict.MORE
    assert found.extra_buyers == 12


def test_no_difference_and_harm():
    assert uplift(Share(30, 100), Share(30, 100)).verdict is UpliftVerdict.OPEN
    assert uplift(Share(18, 100), Share(38, 100)).verdict is UpliftVerdict.FEWER


def test_few_people_say_nothing():
    assert uplift(Share(29, 29), Share(0, 100)).verdict is UpliftVerdict.TOO_FEW
    assert uplift(Share(5, 50), Share(0, 0)).points is None
