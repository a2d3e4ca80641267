"""How a search is spelled: without capitals and accents, so that "jose" finds "José"."""

FOLD_FROM = "áàâãäåéèêëíìîïóòôõöúùûüñç"
FOLD_TO = "aaaaaaeeeeiiiiooooouuuunc"
_FOLD = str.maketrans(FOLD_FROM, FOLD_TO)
MAX_WORDS = 6


def search_words(text: str) -> list[str]:
    """The words to look for, folded; at most six."""
    return text.replace("\0", "").lower().translate(_FOLD).split()[:MAX_WORDS]
