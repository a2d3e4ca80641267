"""Files of labelled comments: in our shape, as CSV, and with names of their own."""

import json

import pytest

from responses.rules.labelled import NotLabelled, groups_of, labelled, labels_of

KNOWN = {"price", "staff", "support", "food"}


def lines(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_reads_json_lines(tmp_path):
    file = lines(
        tmp_path / "a.jsonl",
        {"text": "Caro", "lang": "es", "score": 3, "themes": {"price": "negative", "staff": "neutral"}},
        {"text": "Nice", "themes": ["food", "staff:positive"]},
    )
    first, second = labelled(file, language="en")
    assert first == {"text": "Caro", "lang": "es", "score": 3, "themes": {"price": -1, "staff": 0}}
    assert second == {"text": "Nice", "lang": "en", "score": None, "themes": {"food": 0, "staff": 1}}
    assert groups_of([first, second]) == {"price", "staff", "food"}


def test_reads_csv(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text(
        'text,lang,score,themes\n"Good, cheap",en,,price:POS; food\nMeh,en,5,\n', encoding="utf-8"
    )
    first, second = labelled(file)
    assert first["themes"] == {"price": 1, "food": 0}
    assert first["score"] is None
    assert second == {"text": "Meh", "lang": "en", "score": 5, "themes": {}}


def test_reads_names_of_its_own(tmp_path):
    mapping = tmp_path / "labels.toml"
    mapping.write_text(
        '"Service#General" = "support staff"\n"hotel" = ""\n"food#taste" = "food"\n"food#look" = "food"'
    )
    labels = labels_of(mapping, KNOWN)
    file = lines(
        tmp_path / "a.jsonl",
        {"text": "x", "themes": ["service#general:negative", "hotel:positive"]},
        {"text": "y", "themes": {"Food#Taste": "positive", "Food#Look": "negative"}},
    )
    first, second = labelled(file, labels)
    assert first["themes"] == {"staff support": -1}
    assert second["themes"] == {"food": 0}, "praised and blamed: how it is spoken of is not measured"


@pytest.mark.parametrize(
    ("mapping", "why"),
    [
        ('"a" = "parking"', "no theme"),
        ('"a" = "staff"\n"b" = "staff support"', "two groups"),
        ('"a" = 3', "no theme"),
        ("a =", "labels.toml"),
    ],
)
def test_says_what_is_wrong_with_a_mapping(tmp_path, mapping, why):
    (tmp_path / "labels.toml").write_text(mapping)
    with pytest.raises(NotLabelled, match=why):
        labels_of(tmp_path / "labels.toml", KNOWN)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no comments"),
        ("[1]", "JSON object"),
        ("{", "a.jsonl"),
        ('{"text": "x"}', "comment 1 has no text or no themes"),
        ('{"text": "x", "themes": {"food": "bad"}}', "comment 1: 'bad'"),
        ('{"text": "x", "themes": [], "score": 11}', "between 0 and 10"),
        ('{"text": "x", "themes": [], "score": "nine"}', "comment 1"),
        ('{"text": "x", "themes": ["taste"]}', "does not name 'taste'"),
    ],
)
def test_says_which_comment_is_wrong(tmp_path, text, why):
    (tmp_path / "a.jsonl").write_text(text)
    with pytest.raises(NotLabelled, match=why):
        labelled(tmp_path / "a.jsonl", {"food": "food"})
