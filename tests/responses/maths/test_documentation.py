"""docs/STATISTICS.md and its Spanish twin name every function as it is."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

from responses import maths

DOCS = Path(__file__).parents[3] / "docs"
FUNCTION = re.compile(r"`(\w+\.\w+)\(([^)]*)\) ->")


def public_functions() -> dict[str, list[str]]:
    found = {}
    for info in pkgutil.iter_modules(maths.__path__):
        module = importlib.import_module(f"responses.maths.{info.name}")
        for name, function in inspect.getmembers(module, inspect.isroutine):
            if name.startswith("_") or inspect.getmodule(function) is not module:
                continue
            found[f"{info.name}.{name}"] = list(inspect.signature(function).parameters)
    return found


@pytest.mark.parametrize("page", ["STATISTICS.md", "STATISTICS.es.md"])
def test_every_function_is_documented_with_its_parameters(page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    documented = {
        name: [part.split("=")[0].strip() for part in parameters.split(",") if part.strip()]
        for name, parameters in FUNCTION.findall(text)
    }
    assert documented == public_functions()


def test_every_function_has_a_docstring() -> None:
    for name in public_functions():
        module, _, function = name.partition(".")
        assert getattr(importlib.import_module(f"responses.maths.{module}"), function).__doc__, name
