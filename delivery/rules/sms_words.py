"""The words by which a person stops our SMS, or wants them again, in any case and with any punctuation.

STOP and its like are what phone networks demand; the Spanish ones are what people write.
"""

import re
import unicodedata
from enum import StrEnum

STOP = frozenset({
    "stop", "stopall", "unsubscribe", "cancel", "end", "quit",
    "baja", "alto", "parar", "salir", "cancelar", "fin", "no enviar", "darme de baja", "dar de baja", "no mas",
    "no mas mensajes", "no molestar", "desuscribir", "desuscribirme",
})  # fmt: skip
START = frozenset({"start", "unstop", "alta", "iniciar", "volver", "reanudar"})


class Wish(StrEnum):
    STOP = "stop"
    START = "start"


def plain(text: str) -> str:
    """Small letters and digits without accents, one space between words."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"[a-z0-9]+", "".join(x for x in letters if not unicodedata.combining(x))))


def wish_of(text: str) -> Wish | None:
    """What a message that says nothing else asks for. "Stop" within a sentence is part of the sentence."""
    said = plain(text)
    if said in STOP or said.replace(" ", "") in STOP:
        return Wish.STOP
    return Wish.START if said in START else None
