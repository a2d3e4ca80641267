"""docs/SENDING.md and its Spanish sister explain what the linters of `make lint-mail` still find."""

import subprocess
import sys

from bench.mail.lint import CHECKOUT, GUIDES, differences, explained


def test_both_guides_explain_the_same_findings():
    english, spanish = map(explained, GUIDES)
    assert len(english) > 20
    assert english == spanish


def test_a_finding_without_a_row_and_a_row_without_a_finding_are_named():
    found = explained(GUIDES[0]) - {"@media"} | {"position"}
    assert differences(found, GUIDES[0]) == [
        "not explained in SENDING.md: position",
        "no longer found, but in SENDING.md: @media",
    ]


def test_the_samples_are_written_without_any_server(tmp_path):
    subprocess.run([sys.executable, "-m", "bench.mail.samples", str(tmp_path)], cwd=CHECKOUT, check=True)
    names = {path.name for path in tmp_path.iterdir()}
    kinds = ("invitation", "reminder", "thankyou")
    assert names == {
        f"{kind}-{lang}.{end}" for kind in kinds for lang in ("en", "es") for end in ("html", "txt")
    }
    assert "recordatorio" in (tmp_path / "reminder-es.txt").read_text()
