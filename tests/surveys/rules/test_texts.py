"""The texts customers read: complete, in both languages and both forms of address."""

import pytest

from surveys.rules import texts
from surveys.rules.chrome import CHROME, chrome
from surveys.rules.languages import accepted, choose
from tests.factories import TEXTS

SETS = [
    (language, address, wording)
    for language in texts.LANGUAGES
    for address in (texts.TU, texts.USTED)
    for wording in (texts.FRIENDS, texts.COLLEAGUE)
]


@pytest.mark.parametrize("which", SETS)
def test_each_standard_set_is_complete_and_fits(which):
    language, address, wording = which
    found = texts.standard(language, address=address, wording=wording)
    assert set(found) == set(texts.KEYS) == set(TEXTS["es"])
    assert texts.missing({language: found}) == []
    assert "{brand}" in found["question"]
    assert all(len(text) <= texts.LONGEST.get(key, texts.LONGEST_OTHER) for key, text in found.items())


def test_the_two_wordings_of_the_articles():
    assert "experiencia completa" in texts.standard("es", wording="a")["question"]
    assert "amigos y familiares" in texts.standard("es", wording="a")["question"]
    assert "amigo o colega" in texts.standard("es", wording="b")["question"]


@pytest.mark.parametrize(
    "tutear", [" tu ", "recomiendes", " tienes", "elige ", "Elige ", " tus ", "contigo", "Escribe"]
)
def test_usted_never_says_tu(tutear):
    standard = [
        *texts.standard("es", address="usted").values(),
        *texts.standard("es", address="usted", wording="a").values(),
    ]
    assert not [text for text in [*standard, *chrome("es", "usted").values()] if tutear in f" {text} "]


def test_words_of_the_page_are_the_same_everywhere():
    (first, *others) = CHROME.values()
    assert all(set(words) == set(first) for words in others)


def test_own_texts_win_and_empty_ones_do_not():
    own = {"es": {"prompt": "¿Por qué?", "thanks_passive": "", "question": "¿Sí?", "low": "Jamás"}}
    found = texts.complete(["es"], own, address="tu", wording="b")["es"]
    assert found["prompt"] == "¿Por qué?"
    assert found["thanks_passive"] == texts.standard("es")["thanks_passive"]
    assert "recomiendes" in found["question"]
    assert found["low"] == "Nada probable"
    assert texts.complete(["es"], own, address="tu", wording="own")["es"]["question"] == "¿Sí?"


def test_missing_names_language_and_key():
    found = texts.standard("es") | {"question": " ", "intro": ""}
    assert texts.missing({"es": found}) == [("es", "question")]


@pytest.mark.parametrize(
    ("wishes", "language"),
    [(["en"], "en"), (["es-MX"], "es"), (["fr", "en-GB"], "en"), (["fr"], "es"), ([""], "es"), ([], "es")],
)
def test_language_is_the_first_that_is_offered(wishes, language):
    assert choose(["es", "en"], wishes, default="es") == language


def test_default_that_is_not_offered_is_no_default():
    assert choose(["en"], ["fr"], default="es") == "en"


@pytest.mark.parametrize(
    ("header", "languages"),
    [
        ("es;q=0.5, en", ["en", "es"]),
        ("fr, en;q=0, *;q=0.1", ["fr"]),
        ("", []),
        (";;;,en;q=x", []),
        ("es-419,es;q=0.9", ["es-419", "es"]),
    ],
)
def test_accept_language(header, languages):
    assert accepted(header) == languages


def test_a_reminder_has_words_of_its_own_and_old_versions_the_standard_ones():
    own = {
        "subject": "Q",
        "intro": "I",
        "question": "?",
        "reminder_subject": "Still there?",
        "reminder_intro": "",
    }
    found = texts.of_reminder(own, language="es", address="usted")
    assert (found["subject"], found["question"]) == ("Still there?", "?")
    assert found["intro"] == texts.standard("es", address="usted")["reminder_intro"]
    assert texts.of_reminder({}, language="en", address="usted")["subject"].startswith("Reminder:")
