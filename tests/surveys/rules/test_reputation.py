import pytest

from surveys.rules.reputation import trouble_with


@pytest.mark.parametrize(
    ("gone", "sent", "complaints", "trouble"),
    [
        (10, 200, 0, None),
        (11, 40, 0, "too_many_gone"),
        (0, 10, 1, None),
        (0, 10, 2, "too_many_complaints"),
        (0, 2001, 2, None),
        (0, 2000, 2, "too_many_complaints"),
        (0, 0, 0, None),
    ],
)
def test_limits(gone, sent, complaints, trouble):
    assert trouble_with(gone_of_first=gone, sent=sent, complaints=complaints) == trouble
