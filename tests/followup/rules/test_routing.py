import pytest

from followup.rules.routing import needs_case


@pytest.mark.parametrize("score", range(11))
def test_a_detractor_needs_somebody(score):
    assert needs_case(score, None) is (score <= 6)
    assert needs_case(score, False) is (score <= 6)


@pytest.mark.parametrize("score", range(11))
def test_so_does_everybody_who_asked_to_be_contacted(score):
    assert needs_case(score, True)
