"""Small systems of linear equations."""

from collections.abc import Sequence

SINGULAR = 1e-10


def solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Return one x with matrix x = right for a symmetric, positive semi-definite matrix.

    Where a row depends on others its x is 0, so that dummies of every level of a variable may be given.
    """
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    scale = [abs(rows[place][place]) for place in range(size)]
    used: list[int] = []
    for place in range(size):
        pivot = rows[place][place]
        if abs(pivot) <= SINGULAR * max(scale[place], SINGULAR):
            continue
        used.append(place)
        for other in range(size):
            factor = rows[other][place] / pivot
            if other != place and factor:
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[place], strict=True)]
    return [rows[place][size] / rows[place][place] if place in used else 0.0 for place in range(size)]
