from contacts.rules.search import FOLD_FROM, FOLD_TO, search_words


def test_every_accent_has_its_plain_letter():
    assert len(FOLD_FROM) == len(FOLD_TO)
    assert FOLD_TO.isascii()


def test_a_search_is_folded_and_short():
    assert search_words("  José   PEÑA ") == ["jose", "pena"]
    assert search_words("a b c d e f g h") == ["a", "b", "c", "d", "e", "f"]
    assert search_words("\0") == []
