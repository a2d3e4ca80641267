import pytest

from surveys.rules.sms_reply import read_reply


@pytest.mark.parametrize(
    ("text", "score", "comment"),
    [
        ("9", 9, ""),
        (" 10 ", 10, ""),
        ("0", 0, ""),
        ("9!", 9, ""),
        ("9/10", 9, ""),
        ("9 de 10", 9, ""),
        ("8 out of 10, great people", 8, "great people"),
        ("un 9", 9, ""),
        ("Le doy un 7", 7, ""),
        ("Nota: 6", 6, ""),
        ("#4", 4, ""),
        ("nueve", 9, ""),
        ("Diez!!", 10, ""),
        ("ten", 10, ""),
        ("９", 9, ""),  # typed full-width
        ("3. Tardaron 2 días en contestar", 3, "Tardaron 2 días en contestar"),
        ("8 porque la atención fue rápida", 8, "porque la atención fue rápida"),
        ("10 😀", 10, "😀"),
        ("cinco, porque tardan", 5, "porque tardan"),
        ("2 ¿por qué tardan tanto?", 2, "¿por qué tardan tanto?"),
        ("I'd give it a 5", 5, ""),
        ("09", 9, ""),
    ],
)
def test_scores(text, score, comment):
    reply = read_reply(text)
    assert (reply.meaning, reply.score, reply.comment) == ("score", score, comment)


@pytest.mark.parametrize(
    "text",
    [
        "11",
        "100",
        "9.5",
        "9,5",
        "-3",
        "7 u 8",
        "7 or 8",
        "7, 8",
        "3001234567",
        "2 días",
        "7 minutos tarde",
        "3 veces llamé",
        "5%",
    ],
)
def test_a_number_that_is_no_score_is_not_guessed(text):
    assert read_reply(text).meaning == "unclear"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hola",
        "¿Quién es?",
        "I waited 3 hours",
        "esperé 2 días",
        "One of your people was rude",
        "7-8",
        "a las 9:30",
    ],
)
def test_words(text):
    assert read_reply(text).meaning in {"words", "unclear"}
    assert read_reply(text).score is None
