"""Every verb that code writes into the journal can be read there in words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from accounts.views.journal import VERBS

SHAPE = re.compile(r"[a-z_]+\.[a-z_]*[a-z]")
# Put together at run time: delivery/actions/settle_uncertain.py, change_programme.py, change_trigger.py,
# followup/actions/save_choice.py, retire_choice.py.
COMPUTED = {
    "message.marked_sent",
    "message.marked_failed",
    "trigger.paused",
    "trigger.resumed",
    "trigger.stopped",
    "programme.paused",
    "programme.resumed",
    "programme.stopped",
    "webhook.paused",
    "webhook.resumed",
    "cause.saved",
    "cause.retired",
    "cause.restored",
    "remedy.saved",
    "remedy.retired",
    "remedy.restored",
}


def written_verbs() -> set[str]:
    found = set(COMPUTED)
    for room in settings.ROOMS:
        for path in (Path(settings.BASE_DIR) / room / "actions").rglob("*.py"):
            found |= {verb for verb in _verbs(ast.parse(path.read_text())) if SHAPE.fullmatch(verb)}
    return found


def _verbs(tree: ast.AST) -> Iterator[str]:
    """The texts given as verb=... or put into a variable named verb."""
    for node in ast.walk(tree):
        named = isinstance(node, ast.keyword) and node.arg == "verb"
        stored = isinstance(node, ast.Assign) and any(getattr(t, "id", "") == "verb" for t in node.targets)
        if named or stored:
            yield from (
                part.value
                for part in ast.walk(node.value)
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )


def test_every_verb_has_words():
    assert written_verbs() - set(VERBS) == set(), "Add it to accounts/views/journal.py."


def test_no_words_are_left_of_a_verb_that_is_gone():
    assert set(VERBS) - written_verbs() == set()
