"""The gate: how well the built-in words read the golden comments, which nobody who chose them has looked at."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from responses.rules.reading import Reader
from responses.rules.scoring import figures, labelled, signs_read
from responses.rules.taxonomy import Changes, changed

GOLDEN = Path(__file__).parents[1] / "golden" / "comments.jsonl"


@pytest.fixture(scope="module")
def golden():
    reader = Reader(changed(Changes()))
    return figures(labelled(GOLDEN), lambda comment: signs_read(reader, comment))


@pytest.mark.parametrize("language", ["es", "en"])
def test_themes_are_found(golden, language):
    assert golden[language].macro_f1 >= 0.70


@pytest.mark.parametrize("language", ["es", "en"])
def test_it_is_heard_how_they_are_spoken_of(golden, language):
    assert golden[language].polarity >= 0.80


def test_no_language_is_read_much_worse(golden):
    assert abs(golden["es"].macro_f1 - golden["en"].macro_f1) < 0.10


def test_enough_themes_are_measured(golden):
    assert len(golden["es"].themes) == len(golden["en"].themes) == 19


def test_a_file_of_ones_own_is_scored(capsys):
    call_command("score_comments", str(GOLDEN))
    said = capsys.readouterr().out
    assert "macro-F1" in said
    assert "delivery" in said


def test_a_file_that_is_none_is_said(tmp_path):
    with pytest.raises(CommandError):
        call_command("score_comments", str(tmp_path / "none.jsonl"))
    (tmp_path / "bad.jsonl").write_text("{}")
    with pytest.raises(CommandError):
        call_command("score_comments", str(tmp_path / "bad.jsonl"))
