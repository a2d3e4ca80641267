"""The gate: how well the built-in words read the golden comments. Their README says what each set proves."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from responses.rules.labelled import labelled
from responses.rules.reading import Reader
from responses.rules.scoring import figures, signs_read
from responses.rules.taxonomy import Changes, changed

GOLDEN = Path(__file__).parents[1] / "golden" / "comments.jsonl"
TRADES = GOLDEN.with_name("trades.jsonl")


@pytest.fixture(scope="module", params=[GOLDEN, TRADES], ids=["comments", "trades"])
def golden(request):
    reader = Reader(changed(Changes()))
    return figures(labelled(request.param), lambda comment: signs_read(reader, comment))


@pytest.mark.parametrize("language", ["es", "en"])
def test_themes_are_found(golden, language):
    assert golden[language].macro_f1 >= 0.70


@pytest.mark.parametrize("language", ["es", "en"])
def test_it_is_heard_how_they_are_spoken_of(golden, language):
    assert golden[language].polarity >= 0.80


@pytest.mark.parametrize("language", ["pt", "fr", "de"])
def test_the_other_languages_are_read_as_well(golden, language):
    assert golden[language].micro_f1 >= 0.70
    assert golden[language].polarity >= 0.80


def test_no_language_is_read_much_worse(golden):
    assert abs(golden["es"].macro_f1 - golden["en"].macro_f1) < 0.10


def test_enough_themes_are_measured(golden):
    assert len(golden["es"].themes) == len(golden["en"].themes) == 19


def test_a_file_of_ones_own_is_scored(capsys):
    call_command("score_comments", str(GOLDEN), examples=3)
    said = capsys.readouterr().out
    assert "macro-F1" in said
    assert "delivery" in said
    assert "comments a second" in said
    assert "Missed" in said


def test_a_file_with_names_of_its_own_is_scored(tmp_path, capsys):
    (tmp_path / "own.csv").write_text("text,themes\nEl personal muy amable,service:POS\n")
    (tmp_path / "labels.toml").write_text('"service" = "staff support"\n"price" = "price"')
    call_command("score_comments", str(tmp_path / "own.csv"), labels=tmp_path / "labels.toml", lang="es")
    assert "es: 1 comments" in capsys.readouterr().out


def test_a_file_that_is_none_is_said(tmp_path):
    with pytest.raises(CommandError):
        call_command("score_comments", str(tmp_path / "none.jsonl"))
    (tmp_path / "bad.jsonl").write_text("{}")
    with pytest.raises(CommandError):
        call_command("score_comments", str(tmp_path / "bad.jsonl"))
    (tmp_path / "bad.jsonl").write_text('{"text": "x", "themes": ["parking"]}')
    with pytest.raises(CommandError, match="--labels"):
        call_command("score_comments", str(tmp_path / "bad.jsonl"))
