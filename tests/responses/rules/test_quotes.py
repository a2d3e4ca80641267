from responses.rules.emerging import rising
from responses.rules.quotes import LONGEST, Candidate, masked, worth_reading

LONG = "El pedido llegó tres días tarde y nadie avisó de nada"


def candidate(text, score=3, polarity=-1, pk=1):
    return Candidate(pk, text, score, polarity, "es")


def test_quotes_are_long_enough_clean_and_in_accord_with_the_number():
    good = [candidate(LONG)]
    bad = [
        candidate("tarde"),
        candidate(f"Mierda, {LONG}"),
        candidate(LONG, score=10),
        candidate(LONG, polarity=1),
    ]
    assert [quote.text for quote in worth_reading(bad + good, polarity=-1)] == [LONG]


def test_quotes_are_redacted_and_shortened():
    (quote,) = worth_reading([candidate(f"{LONG}, escríbanme a ana@example.com")], polarity=-1)
    assert quote.text.endswith("[email]")
    (quote,) = worth_reading([candidate("muy tarde, " * 30)], polarity=-1)
    assert len(quote.text) <= LONGEST + 2


def test_no_two_quotes_say_the_same():
    rows = [
        candidate(LONG),
        candidate(f"{LONG}!"),
        candidate("La caja venía rota y el producto estaba rayado"),
    ]
    assert len(worth_reading(rows, polarity=-1)) == 2


def test_what_comes_up_now_and_did_not_before():
    before = ["todo bien con la tienda", "muy buena tienda"] * 60
    now = before[:100] + ["la nueva suscripcion mensual no se puede pausar"] * 12
    found = rising(now, before)
    assert "suscripcion" in found[0].words or "mensual" in found[0].words
    assert found[0].before == 0
    assert len(found) <= 3  # one thing is said once
    assert rising(before, before) == []
    assert rising(["nuevo tema raro"] * 7 + before, before) == []


def test_pinned_ones_come_first_and_nothing_repeats_them():
    rows = [candidate(LONG, pk=1), candidate(f"{LONG}.", pk=2), candidate("corto", pk=3)]
    found = worth_reading(rows, polarity=-1, pinned={2, 3})
    assert [(quote.response_id, quote.is_pinned) for quote in found] == [(2, True), (3, True)]


def test_rude_words_are_masked():
    assert masked("¡Qué MIERDA de envío, idiotas!") == "¡Qué M***** de envío, i******!"
    assert masked("todo bien") == "todo bien"
