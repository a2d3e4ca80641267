"""What an SMS says: its merge fields, what it may not lack, and the short messages of a conversation by SMS."""

import re
from collections.abc import Mapping
from enum import StrEnum

from delivery.rules.segments import GSM, MOST, Length, measure, without_accents
from delivery.rules.sms_words import STOP, plain
from surveys.rules.texts import TU, USTED, standard
from surveys.rules.wording import FIELDS, clean_name, fill

QUESTION, LINK, LEAVE = "{question}", "{link}", "{leave}"
SMS_FIELDS = (*FIELDS, "question", "link", "leave")
_UNKNOWN = re.compile(r"\{([^{}\s]{1,40})\}")
_STOP_WORDS = frozenset(word for word in STOP if " " not in word) - {"end", "fin", "alto"}
# Somebody's name as long as most are, for a length that is told before anybody is asked.
A_NAME = "Fernanda"

_REPLIES = {
    ("es", TU): {
        "why": "Gracias por tu {score}. {prompt} Responde a este SMS.",
        "hint": "{brand}: responde solo con un número del 0 al 10, por favor. No recibir más: BAJA",
        "reminder": "Recordatorio: ",
    },
    ("es", USTED): {
        "why": "Gracias por su {score}. {prompt} Responda a este SMS.",
        "hint": "{brand}: responda solo con un número del 0 al 10, por favor. No recibir más: BAJA",
        "reminder": "Recordatorio: ",
    },
    ("en", TU): {
        "why": "Thank you for your {score}. {prompt} Reply to this SMS.",
        "hint": "{brand}: please reply with a number from 0 to 10 only. No more of these: reply STOP",
        "reminder": "Reminder: ",
    },
}


class Fault(StrEnum):
    """What an SMS may not lack, or be."""

    NO_SENDER = "no_sender"
    NO_OPT_OUT = "no_opt_out"
    NO_LINK = "no_link"
    TOO_LONG = "too_long"


def frozen_sms(text: str, *, question: str, plain_letters: bool) -> str:
    """An SMS as a version keeps it: the question in its place, if so wished without accents."""
    whole = text.replace(QUESTION, question)
    return without_accents(whole) if plain_letters else whole


def sms_of(
    texts: Mapping[str, str], *, answers: bool, language: str, address: str, is_reminder: bool = False
) -> str:
    """The SMS of a version, with its personal fields still open. One frozen before SMS gets the standard text."""
    key = "sms" if answers else "sms_link"
    text = texts.get(key) or standard(language, address=address)[key]
    text = text.replace(QUESTION, texts["question"])
    return (_replies(language, address)["reminder"] if is_reminder else "") + text


def personal_sms(text: str, *, brand: str, first_name: str, link: str, leave: str) -> str:
    """The SMS of one person. An accent in a name never makes a text longer that has none of its own."""
    in_gsm = measure(text).alphabet == GSM
    name = clean_name(first_name)
    filled = fill(text, {"brand": brand, "first_name": without_accents(name) if in_gsm else name})
    return " ".join(filled.replace(LINK, link).replace(LEAVE, leave).split())


def faults_of(text: str, *, brand: str, answers: bool, length: Length) -> list[Fault]:
    """What keeps an SMS from being sent. `text` as in `frozen_sms`, with the brand filled in."""
    words = set(plain(text).split())
    faults = []
    if plain(brand) not in plain(text):
        faults.append(Fault.NO_SENDER)
    if LEAVE not in text and not (answers and words & _STOP_WORDS):
        faults.append(Fault.NO_OPT_OUT)
    if LINK not in text and not answers:
        faults.append(Fault.NO_LINK)
    if length.segments > MOST:
        faults.append(Fault.TOO_LONG)
    return faults


def unknown_sms_fields(text: str) -> list[str]:
    """What looks like a merge field of an SMS and is none."""
    return [name for name in _UNKNOWN.findall(text) if name not in SMS_FIELDS]


def ask_why(texts: Mapping[str, str], *, score: int, category: str, language: str, address: str) -> str:
    """The one message back: thanks, and the question for the reason that belongs to the score."""
    prompt = texts.get(f"prompt_{category}") or texts["prompt"]
    written = _replies(language, address)["why"].replace("{score}", str(score)).replace("{prompt}", prompt)
    return without_accents(written)


def ask_again(*, brand: str, language: str, address: str) -> str:
    """The one hint to somebody who did not write a number from 0 to 10."""
    return without_accents(_replies(language, address)["hint"].replace("{brand}", brand))


def _replies(language: str, address: str) -> dict[str, str]:
    return _REPLIES.get((language, address)) or _REPLIES.get((language, TU)) or _REPLIES["en", TU]
