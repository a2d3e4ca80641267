"""Counts in sentences are written as the region writes them: by {% number … as … %}, not as Django prints a number."""

import re
from pathlib import Path

from django.conf import settings

SENTENCE = re.compile(r"{% blocktrans(?:late)? (.*?)%}(.*?){% endblocktrans(?:late)? %}", re.DOTALL)
# A list that is shown is short.
COUNTED = re.compile(r"\bcount (\w+)=(?!\S+\|length)")
# Never a thousand of them.
FEW = {"active", "added", "days", "hours", "people", "points", "removed", "segments", "times"}


def test_counts_in_sentences_are_written_as_the_region_does():
    bare = [
        f"{path.name}: {{{{ {name} }}}}"
        for path in (Path(settings.BASE_DIR) / "templates").rglob("*.*")
        for arguments, words in SENTENCE.findall(path.read_text("utf-8"))
        for name in COUNTED.findall(arguments)
        if name not in FEW and re.search(rf"{{{{ {name} }}}}", words)
    ]
    assert bare == []
