"""Every reference case, number by number: computed elsewhere in two independent ways, reproduced here."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.responses.maths import reference_analyses, reference_money, reference_scores

Case = dict[str, Any]
CASES: dict[str, Case] = {
    case["name"]: case
    for case in json.loads(Path(__file__).with_name("reference_cases.json").read_text("utf-8"))["cases"]
}
AREAS = reference_scores.AREAS | reference_analyses.AREAS | reference_money.AREAS
DEFAULT_TOLERANCE = 1e-6


def inputs_of(case: Case) -> Case:
    """Some cases say "rows of x" or "daily_histograms of x": take that part of x's inputs with their own."""
    inputs: Case = case["inputs"]
    if "use" not in inputs:
        return inputs
    part, _, other = inputs["use"].partition(" of ")
    borrowed = next(value for key, value in CASES[other]["inputs"].items() if key.startswith(part))
    key = next(key for key in CASES[other]["inputs"] if key.startswith(part))
    return inputs | {key: borrowed}


def tolerance_for(key: str, tolerance: Any) -> Any:
    if isinstance(tolerance, dict) and "relative" not in tolerance:
        return tolerance.get(key, tolerance.get("default", DEFAULT_TOLERANCE))
    return tolerance


def check(found: Any, expected: Any, tolerance: Any, path: str) -> None:
    """Compare number by number. Everything expected has to be there; what is found beyond it is not looked at."""
    allowed = tolerance_for(path.rpartition(".")[2], tolerance)
    if isinstance(expected, dict):
        assert isinstance(found, dict), path
        assert expected.keys() <= found.keys(), f"{path}: {expected.keys() - found.keys()} not computed"
        for key in expected:
            check(found[key], expected[key], tolerance, f"{path}.{key}")
    elif isinstance(expected, list):
        assert isinstance(found, list), path
        assert len(found) == len(expected), path
        for mine, theirs in zip(found, expected, strict=True):
            check(mine, theirs, allowed, path)
    elif isinstance(expected, bool | str) or expected is None:
        assert found == expected, path
    else:
        limits = {"rel": allowed["relative"]} if isinstance(allowed, dict) else {"abs": allowed}
        assert found == pytest.approx(expected, **limits), path


def test_the_file_is_whole() -> None:
    assert len(CASES) == 81
    assert {case["area"] for case in CASES.values()} == AREAS.keys()


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    case = CASES[name]
    found = AREAS[case["area"]](inputs_of(case), case["expected"])
    check(found, case["expected"], case["tolerance"], name)
