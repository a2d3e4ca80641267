from responses.rules.matching import Matcher
from responses.rules.spelling import Speller
from responses.rules.text import tokens


def found(entries, text):
    return {(hit.label, hit.first, hit.last) for hit in Matcher(entries).find(tokens(text).words)}


def test_words_beginnings_phrases_and_pairs():
    entries = {
        "a": ["precio"],
        "b": ["env*"],
        "c": ["no llegó"],
        "d": ["llego~tarde"],
        "e": ["mal* servicio*"],
    }
    assert found(entries, "El PRECIO") == {("a", 1, 1)}
    assert found(entries, "envíos") == {("b", 0, 0)}
    assert found(entries, "no llego nada") == {("c", 0, 1)}
    assert found(entries, "tarde, muy tarde llegó") == {("d", 0, 4), ("d", 3, 4)}
    assert found(entries, "tarde. Llegó") == set()
    assert found(entries, "malos servicios") == {("e", 0, 1)}
    assert found(entries, "precios") == set()


def test_an_entry_without_a_word_matches_nothing():
    assert found({"a": ["*", "...", ""]}, "a * ...") == set()


def test_tokens_know_where_they_stand():
    text = "¡Buenísimooo! can't wait"
    read = tokens(text)
    assert [text[start:end] for start, end in read.spans] == ["Buenísimooo", "!", "can't", "wait"]
    assert read.words == ["buenisimo", ".", "cant", "wait"]


def test_spelling():
    speller = Speller(["servicio", "entreg*", "mensajer*", "atencion"], ["casa"])
    assert speller.meant("serbisio") == "servicio"
    assert speller.meant("atensión".replace("ó", "o")) == "atencion"
    assert speller.meant("entragaron") == "entregaron"
    assert speller.meant("mensajes") == "mensajes"
    assert speller.meant("casa") == "casa"
    assert speller.meant("qwertyuiop") == "qwertyuiop"
