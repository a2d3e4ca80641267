"""What we may know about a contact, cleaned: the same rules for the form, the import and the interface for programs."""

import unicodedata
from dataclasses import dataclass, field, fields
from functools import cache, lru_cache
from typing import Any
from zoneinfo import available_timezones

from contacts.rules.matching import normal_email, normal_phone
from contacts.rules.segment_rules import MAX_PROPERTY_NAME

MAX_NAME = 120
MAX_PROPERTY = 500
MAX_PROPERTIES = 60
MAX_NUMBER = 120
_CODES = (
    "aa ab af ak am ar as ay az ba be bg bn bo br bs ca co cs cy da de dz el en eo es et eu fa fi fo fr fy ga gd"
    " gl gn gu ha he hi hr ht hu hy id is it ja ka kk km kn ko ku ky la lb lo lt lv mg mi mk ml mn mr ms mt my ne"
    " nl no nb nn oc or pa pl ps pt qu rm ro ru rw sd si sk sl sm sn so sq sr st sv sw ta te tg th ti tk tl to tr"
    " tt uk ur uz vi wo xh yi yo zh zu"
)
LANGUAGES = frozenset(_CODES.split())
_LANGUAGE_NAMES = {
    "espanol": "es", "castellano": "es", "spanish": "es", "ingles": "en", "english": "en",
    "portugues": "pt", "portuguese": "pt", "frances": "fr", "french": "fr", "francais": "fr",
    "aleman": "de", "german": "de", "deutsch": "de", "italiano": "it", "italian": "it",
    "catalan": "ca", "catala": "ca", "gallego": "gl", "galego": "gl", "euskera": "eu", "vasco": "eu", "basque": "eu",
}  # fmt: skip


EMAIL, SMS = "email", "sms"
YES, NO = "yes", "no"
_WAYS = {
    EMAIL: "email e-mail mail correo email_address correo_electronico e-mail_address",
    SMS: "sms text text_message mensaje mensaje_de_texto telefono celular movil phone mobile telephone",
}
_ANSWERS = {
    YES: "yes y si s true t 1 x ok acepta acepto aceptado autoriza autorizado opt-in opted_in subscribed suscrito",
    NO: "no n false f 0 rechaza rechazado opt-out opted_out unsubscribed baja",
}
_WAY_OF = {word: way for way, words in _WAYS.items() for word in words.split()}
_ANSWER_OF = {word: answer for answer, words in _ANSWERS.items() for word in words.split()}


class BadPerson(ValueError):
    """`field` is what is wrong (email, phone, ..., property:x), `code` why, `value` what it said."""

    def __init__(self, field: str, code: str, value: str = "") -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code
        self.value = value


@dataclass(slots=True)
class Person:
    """Clean values; empty means not known."""

    email: str = ""
    phone: str = ""
    name: str = ""
    language: str = ""
    time_zone: str = ""
    properties: dict[str, str] = field(default_factory=dict)
    preferred_channel: str = ""  # email or sms
    email_consent: str = ""  # yes or no; for an SMS somebody must have said yes
    sms_consent: str = ""
    external_id: str = ""  # what the organisation's other systems call the person


def values_of(person: Person) -> dict[str, Any]:
    """What is stored of a person, by name."""
    return {name.name: getattr(person, name.name) for name in fields(person)}


def clean_person(raw: Person, *, country: str) -> Person:
    """The person with every value in its normal form. Raises BadPerson at the first that has none."""
    person = Person(
        email=_clean_email(raw.email),
        phone=_clean_phone(raw.phone, country),
        name=_clean_name(raw.name),
        language=_clean_language(raw.language),
        time_zone=_clean_time_zone(raw.time_zone),
        properties=_clean_properties(raw.properties),
        preferred_channel=_clean_word("preferred_channel", raw.preferred_channel, _WAY_OF),
        email_consent=_clean_word("email_consent", raw.email_consent, _ANSWER_OF),
        sms_consent=_clean_word("sms_consent", raw.sms_consent, _ANSWER_OF),
        external_id=clean_number(raw.external_id),
    )
    if not person.email and not person.phone:
        raise BadPerson("", "no_address")
    return person


def clean_number(text: str) -> str:
    """A customer's number in another system, as a spreadsheet may have written it. Raises BadPerson."""
    if not text:
        return ""
    number = text.replace("\0", "").strip().removeprefix("'")
    if len(number) > MAX_NUMBER:
        raise BadPerson("external_id", "too_long", number)
    return number


def _clean_email(text: str) -> str:
    text = text.strip()
    if not text:
        return ""
    email = normal_email(text)
    if email is None:
        raise BadPerson("email", "email_bad", text)
    return email


def _clean_phone(text: str, country: str) -> str:
    text = text.strip()
    if not text:
        return ""
    phone = normal_phone(text, country)
    if phone is None:
        raise BadPerson("phone", "phone_bad" if country else "phone_bad_or_no_prefix", text)
    return phone


def _clean_name(text: str) -> str:
    name = " ".join(text.replace("\0", "").split())
    if len(name) > MAX_NAME:
        raise BadPerson("name", "too_long", name)
    return name


def _clean_language(text: str) -> str:
    language = normal_language(text)
    if language is None:
        raise BadPerson("language", "language_unknown", text)
    return language


def _clean_time_zone(text: str) -> str:
    zone = normal_time_zone(text)
    if zone is None:
        raise BadPerson("time_zone", "time_zone_unknown", text)
    return zone


def _clean_word(name: str, text: str, known: dict[str, str]) -> str:
    if not text:
        return ""
    word = _plain(text).replace(" ", "_").rstrip(".!")
    if word and word not in known:
        raise BadPerson(name, "channel_unknown" if name == "preferred_channel" else "consent_unknown", text)
    return known.get(word, "")


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.strip().lower())
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


def _clean_properties(raw: dict[str, str]) -> dict[str, str]:
    cleaned = {}
    for name, text in raw.items():
        value = text.replace("\0", "").strip()
        if len(value) > MAX_PROPERTY:
            raise BadPerson(f"property:{name}", "too_long", value)
        kept = property_name(name)
        if value and kept:
            cleaned[kept] = value
    if len(cleaned) > MAX_PROPERTIES:
        raise BadPerson("", "too_many_properties")
    return cleaned


def property_name(text: str) -> str:
    """A property's name as it is kept: one line, at most 60 characters."""
    return " ".join(text.replace("\0", "").split())[:MAX_PROPERTY_NAME].strip()


@lru_cache(maxsize=512)
def normal_language(text: str) -> str | None:
    """The two-letter code of a language given as code (es, es_CO) or by name; empty stays empty."""
    plain = _plain(text)
    if not plain:
        return ""
    word = plain.replace("_", "-").split("(")[0].strip()
    code = word.partition("-")[0]
    return code if code in LANGUAGES else _LANGUAGE_NAMES.get(word)


@cache
def _zones() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones() if "/" in name or name == "UTC"}


@lru_cache(maxsize=512)
def normal_time_zone(text: str) -> str | None:
    """The name of a time zone (America/Bogota) in its own spelling; empty stays empty."""
    plain = text.strip().replace(" ", "_").lower()
    return _zones().get(plain) if plain else ""


def time_zone_names() -> list[str]:
    """Every time zone that can be chosen, in alphabetical order."""
    return sorted(_zones().values())
