"""The borders of the categories."""

import pytest

from responses.maths import scale


@pytest.mark.parametrize(
    ("score", "category", "sign"),
    [
        (0, "detractor", -1),
        (6, "detractor", -1),
        (7, "passive", 0),
        (8, "passive", 0),
        (9, "promoter", 1),
        (10, "promoter", 1),
    ],
)
def test_borders(score: int, category: str, sign: int) -> None:
    assert scale.category(score) == category
    assert scale.sign(score) == sign


@pytest.mark.parametrize("score", [-1, 11, 6.5, True, "9", None])
def test_anything_else_is_refused(score: object) -> None:
    with pytest.raises(ValueError, match="whole number from 0 to 10"):
        scale.category(score)  # type: ignore[arg-type]
