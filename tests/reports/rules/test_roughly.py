import pytest

from reports.rules.roughly import roughly


@pytest.mark.parametrize(
    ("amount", "told"),
    [(1_001_501, 1_000_000), (1996, 2000), (2040, 2000), (34.6, 35), (0.126, 0.13), (0, 0)],
)
def test_two_figures(amount, told):
    assert roughly(amount) == told
