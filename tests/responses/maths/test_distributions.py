"""Distributions, roots and equations against tables anybody can look up."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.maths.beta import gamma_above, incomplete_beta
from responses.maths.linear import solve
from responses.maths.normal import below, quantile, two_sided_p, z_of
from responses.maths.roots import find_root
from responses.maths.student import chi_square_p, t_of


def test_normal() -> None:
    assert [round(z_of(level), 6) for level in (0.9, 0.95, 0.99)] == [1.644854, 1.959964, 2.575829]
    assert two_sided_p(1.959964) == pytest.approx(0.05, abs=1e-7)
    assert below(0) == 0.5
    assert quantile(0.8) == pytest.approx(0.841621, abs=1e-6)
    with pytest.raises(ValueError, match="probability"):
        quantile(1)


@pytest.mark.parametrize(
    ("confidence", "degrees", "t"),
    [
        (0.95, 1, 12.706205),
        (0.95, 10, 2.228139),
        (0.99, 30, 2.749996),
        (0.5, 4, 0.740697),
        (0.95, 1e6, 1.959966),
    ],
)
def test_student(confidence: float, degrees: float, t: float) -> None:
    assert t_of(confidence, degrees) == pytest.approx(t, abs=2e-6)


@pytest.mark.parametrize(
    ("value", "degrees", "p"), [(3.841459, 1, 0.05), (5.991465, 2, 0.05), (18.307038, 10, 0.05), (0, 3, 1)]
)
def test_chi_square(value: float, degrees: float, p: float) -> None:
    assert chi_square_p(value, degrees) == pytest.approx(p, abs=1e-7)


@given(st.floats(0, 1), st.integers(1, 40), st.integers(1, 40))
def test_incomplete_beta_is_a_binomial_tail(x: float, a: int, b: int) -> None:
    n = a + b - 1
    tail = sum(math.comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1))
    assert incomplete_beta(x, a, b) == pytest.approx(tail, abs=1e-11)


@given(st.floats(0, 60), st.integers(1, 30))
def test_gamma_is_a_poisson_sum(x: float, a: int) -> None:
    below_a = sum(math.exp(-x) * x**k / math.factorial(k) for k in range(a))
    assert gamma_above(a, x) == pytest.approx(below_a, abs=1e-11)


def test_parameters_are_positive() -> None:
    for call in (lambda: incomplete_beta(0.5, 0, 1), lambda: t_of(0.95, 0), lambda: chi_square_p(1, 0)):
        with pytest.raises(ValueError):
            call()


@given(st.floats(-50, 50), st.floats(0.1, 10))
def test_a_root_is_found_from_either_side(root: float, steep: float) -> None:
    rising = find_root(lambda x: steep * (x - root) ** 3, plus=60, minus=-60)
    falling = find_root(lambda x: steep * (root - x), plus=-60, minus=60)
    assert rising == pytest.approx(root, abs=1e-9)
    assert falling == pytest.approx(root, abs=1e-9)


def test_a_root_needs_a_sign() -> None:
    with pytest.raises(ValueError, match="not above zero"):
        find_root(lambda x: -1.0, 0, 1)


def test_equations_with_a_row_too_many() -> None:
    assert solve([[2, 1], [1, 3]], [5, 10]) == pytest.approx([1, 3])
    doubled = solve([[4, 2, 2], [2, 2, 0], [2, 0, 2]], [8, 6, 2])
    assert [
        4 * doubled[0] + 2 * doubled[1] + 2 * doubled[2],
        2 * doubled[0] + 2 * doubled[1],
    ] == pytest.approx([8, 6])
