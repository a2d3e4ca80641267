import pytest

from surveys.rules.reputation import trouble_with


@pytest.mark.parametrize(
    ("gone", "sent", "complaints", "blocked", "trouble"),
    [
        (10, 200, 0, 0, None),
        (11, 40, 0, 0, "too_many_gone"),
        (0, 10, 1, 0, None),
        (0, 10, 2, 0, "too_many_complaints"),
        (0, 2001, 2, 0, None),
        (0, 2000, 2, 0, "too_many_complaints"),
        (0, 0, 0, 0, None),
        (0, 0, 0, 4, None),
        (0, 0, 0, 5, "too_many_blocked"),
        (0, 45, 0, 5, "too_many_blocked"),
        (0, 46, 0, 5, None),
    ],
)
def test_limits(gone, sent, complaints, blocked, trouble):
    found = trouble_with(gone_of_first=gone, sent=sent, complaints=complaints, blocked=blocked)
    assert found == trouble
