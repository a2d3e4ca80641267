"""Sentences of our own, each for one thing the reader must hear."""

import pytest

from responses.rules.reading import Reader
from responses.rules.taxonomy import Changes, changed, sectors

GOOD, BAD = 1, -1


@pytest.fixture(scope="module")
def reader():
    return Reader(changed(Changes()))


@pytest.mark.parametrize(
    ("text", "score", "expected"),
    [
        (
            "El pedido llegó tarde pero el producto es excelente",
            7,
            {"delivery": BAD, "product_quality": GOOD},
        ),
        ("Serbicio al cliente pésimo, nadie contesta", 2, {"support": BAD}),  # as it sounds
        ("La entraga fue rapidísima", 10, {"delivery": GOOD}),  # a slip
        ("no es caro", 9, {"price": GOOD}),
        ("Nunca tuve problemas con la entrega", 10, {"delivery": GOOD}),
        ("Buena comida y mal servicio", 6, {"food": GOOD, "staff": BAD}),
        ("Muy bueno todo pero el precio", 8, {"price": BAD}),
        ("Deberían tener más variedad", 7, {"range_stock": BAD}),
        ("¡Genial! Tres horas esperando", 1, {"wait_times": BAD}),
        ("Habitación sucia!!! 😡", 0, {"facilities": BAD}),
        ("Great prices, but the packaging was crushed", 8, {"price": GOOD, "packaging": BAD}),
        ("I can't log in to my account since the update", 3, {"account_access": BAD, "app_web": BAD}),
        ("The app isn't hard to use", 9, {"app_web": GOOD, "ease_of_use": GOOD}),
        ("A entrega atrasou e ninguém responde", 1, {"delivery": BAD, "support": BAD, "wait_times": BAD}),
        (
            "Die Lieferung war schnell, leider war der Karton zerdrückt",
            7,
            {"delivery": GOOD, "packaging": BAD},
        ),
        ("Livraison rapide mais service client injoignable", 6, {"delivery": GOOD, "support": BAD}),
        ("nada", 5, {}),
        ("...", 5, {}),
        ("", 5, {}),
        ("👍", 10, {}),
    ],
)
def test_reads(reader, text, score, expected):
    read = reader.read(text, score=score, hint="es")
    assert {mention.theme: mention.polarity for mention in read.mentions} == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("No me llegó el paquete y nadie responde", "es"),
        ("My parcel never came and nobody answers", "en"),
        ("Não recebi minha encomenda ainda", "pt"),
        ("Je n'ai jamais reçu mon colis", "fr"),
        ("Das Paket ist nicht angekommen", "de"),
        ("Excelente", "es"),
    ],
)
def test_tells_the_language(reader, text, language):
    assert reader.read(text, hint="es").language == language


def test_shows_the_words_by_which_it_knows(reader):
    text = "Todo bien, aunque la entrega tardó"
    (mention,) = [one for one in reader.read(text, score=7).mentions if one.theme == "delivery"]
    assert text[mention.start : mention.end] == "entrega"


def test_a_phrase_takes_its_words_with_it(reader):
    assert reader.read("La relación calidad precio es muy buena", score=9).themes == {"price"}


def test_notes_words_and_number_that_contradict(reader):
    assert reader.read("Todo excelente, muy contento, gracias", score=1, hint="es").clash
    assert not reader.read("Todo excelente", score=9, hint="es").clash


def test_a_sector_knows_its_own_words():
    plain, inn = Reader(changed(Changes())), Reader(changed(Changes(sector="restaurant")))
    assert "food" not in plain.read("El producto es de primera", score=9).themes
    assert "food" in inn.read("El producto es de primera", score=9).themes


def test_every_sector_can_be_read():
    for sector in sectors():
        assert Reader(changed(Changes(sector=sector))).read("El precio es alto", score=5).themes == {"price"}


def test_an_organisation_adds_hides_and_takes_away():
    changes = Changes(
        hidden=frozenset({"packaging"}),
        added=(("delivery", "drone*"),),
        removed=(("price", "caro"),),
        own=(("own-1", "Estacionamiento"),),
    )
    themes = changed(changes)
    assert "packaging" not in themes
    assert themes["own-1"].name("es") == "Estacionamiento"
    reader = Reader(themes)
    assert reader.read("los drones vuelan", score=9).themes == {"delivery"}
    assert reader.read("caro", score=3, hint="es").themes == set()


def test_takes_any_text(reader):
    for text in ("\x00", "ﷺ" * 500, "a" * 10_000, "'''", "💩" * 50, "1" * 300, "ß", "🇪🇸"):
        reader.read(text, score=5)


@pytest.mark.parametrize(
    ("text", "language", "theme", "sign"),
    [
        ("El camarero era un poco antipático", "es", "staff", -1),
        ("Nuestro camarero, muy amable", "es", "staff", 1),
        ("Sin embargo el personal fue excelente", "es", "staff", 1),
        ("He comido mejores pizzas", "es", "food", -1),
        ("The waiter was attentive", "en", "staff", 1),
        ("Not cheap but very yummy food", "en", "food", 1),
        ("Had to wait, still waiting for the food", "en", "wait_times", -1),
        ("Super service, super nourriture", "fr", "food", 1),
        ("Me llegó la factura", "es", "billing_payment", -1),
    ],
)
def test_hears_praise_and_blame_without_a_number(reader, text, language, theme, sign):
    found = {mention.theme: mention.polarity for mention in reader.read(text, hint=language).mentions}
    assert found.get(theme) == sign


@pytest.mark.parametrize(
    "text", ["Los entrenadores del gimnasio", "Mi ciudad", "We kept playing", "Representantes"]
)
def test_ordinary_words_are_no_slips(reader, text):
    assert not reader.read(text, hint="es").themes & {"delivery", "billing_payment", "returns_refunds"}
