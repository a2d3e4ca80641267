"""The embedding takes 130 MB: the worker's tasks load it, and nothing that a page can call."""

import ast
from pathlib import Path

from django.conf import settings

BASE = Path(settings.BASE_DIR)


def callers():
    """The files in which `embed_comments()` is called."""
    for room in settings.ROOMS:
        for file in (BASE / room).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "embed_comments":
                    yield file.relative_to(BASE).as_posix()


def test_only_tasks_load_it():
    assert set(callers()) == {"responses/tasks.py"}
