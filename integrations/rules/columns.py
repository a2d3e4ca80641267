"""Which column of a file is which: a guess from the headings in Spanish or English, and what a choice must obey."""

import re
import unicodedata
from collections.abc import Sequence

from contacts.rules.person import property_name

EMAIL, PHONE, NAME, LANGUAGE, TIME_ZONE = "email", "phone", "name", "language", "time_zone"
NUMBER = "external_id"
PREFERRED, EMAIL_CONSENT, SMS_CONSENT = "preferred_channel", "email_consent", "sms_consent"
FIELDS = (EMAIL, PHONE, NUMBER, NAME, LANGUAGE, TIME_ZONE, PREFERRED, EMAIL_CONSENT, SMS_CONSENT)
IGNORED = ""
PROPERTY = "property:"
# Of rows that are events, too: the other system's number, when it happened, and what else it says.
EVENT_ID, EVENT_AT, EVENT = "event_id", "event_at", "event:"
# What we write ourselves beside the rows that could not be taken in.
PROBLEM_HEADINGS = ("import_row", "import_column", "import_problem")
_WORDS = {
    EMAIL: "email|e mail|mail|correo|correo electronico|direccion de correo|direccion de correo electronico"
    "|email address|e mail address|customer email|contact email|person email",
    PHONE: "phone|phone number|telephone|telephone number|mobile|mobile phone|mobile number|cell|cell phone|cellphone"
    "|tel|telefono|numero de telefono|telefono movil|movil|celular|numero de celular|numero celular|telefono celular"
    "|whatsapp|sms",
    NAME: "name|full name|first name|firstname|given name|last name|lastname|surname|family name|customer name"
    "|contact name|nombre|nombres|nombre completo|nombre y apellido|nombre y apellidos|nombres y apellidos|apellido"
    "|apellidos|primer apellido|segundo apellido|nombre del cliente|nombre cliente|cliente|contacto",
    NUMBER: "customer id|customer number|customer no|client id|id cliente|id del cliente|numero de cliente|cliente id"
    "|codigo de cliente|codigo cliente|external id",
    LANGUAGE: "language|lang|locale|preferred language|idioma|lengua|idioma preferido",
    TIME_ZONE: "time zone|timezone|tz|zona horaria|huso horario|zona de horario",
    PREFERRED: "preferred channel|preferred contact method|channel preference|canal preferido|canal|medio preferido",
    EMAIL_CONSENT: "email consent|email opt in|accepts email|consentimiento email|consentimiento correo|acepta correo"
    "|acepta correos|acepta email|autoriza correo",
    SMS_CONSENT: "sms consent|sms opt in|accepts sms|consentimiento sms|acepta sms|autoriza sms|permiso sms",
}
_EVENT_KEYS = {
    **dict.fromkeys(["importe", "monto", "total", "valor", "precio"], "amount"),
    **dict.fromkeys(["moneda", "divisa"], "currency"),
    "producto": "product",
}
_FIELD_OF = {word: field for field, words in _WORDS.items() for word in words.split("|")}


class BadMapping(ValueError):
    """`code`: no_address, field_twice (with the field), property_twice (with its name), unknown, no_event_name,
    no_event_id.
    """

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(f"{code} {what}".strip())
        self.code = code
        self.what = what


def plain(heading: str) -> str:
    """A heading without capitals, accents and punctuation."""
    letters = unicodedata.normalize("NFKD", heading.lower())
    letters = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[a-z0-9]+", letters))


def event_key(heading: str) -> str:
    """How a column is called among an event's properties: order_total; the keys of a purchase in either language."""
    key = plain(heading).replace(" ", "_")
    return _EVENT_KEYS.get(key, key) or "column"


def headings(cells: Sequence[str]) -> list[str]:
    """One name for each column: as written, numbered where it is empty or comes twice."""
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = property_name(cell) or f"column {number}"
        repeats = sum(known == name or known.startswith(f"{name} (") for known in names)
        names.append(f"{name[:54]} ({repeats + 1})" if name in names else name)
    return names


def guess_mapping(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A target for each column. Names may be in several columns; every other field is taken once."""
    targets: list[str] = []
    for column in columns:
        field = _FIELD_OF.get(plain(column))
        if column in PROBLEM_HEADINGS:
            targets.append(IGNORED)
        elif field is not None and (field == NAME or field not in targets):
            targets.append(field)
        else:
            targets.append(PROPERTY + column)
    if EMAIL not in targets:
        _guess_by_content(targets, rows)
    return targets


def _guess_by_content(targets: list[str], rows: Sequence[Sequence[str]]) -> None:
    for index, target in enumerate(targets):
        cells = [row[index] for row in rows if index < len(row) and row[index].strip()]
        if target.startswith(PROPERTY) and cells and all("@" in cell for cell in cells):
            targets[index] = EMAIL
            return


def check_mapping(targets: Sequence[str], *, event_name: str = "") -> None:
    """Raises BadMapping where contacts or events could not be told apart or two columns would overwrite each other."""
    seen: set[str] = set()
    for target in targets:
        if target not in (IGNORED, *FIELDS, EVENT_ID, EVENT_AT) and not target.startswith((PROPERTY, EVENT)):
            raise BadMapping("unknown", target)
        if target in seen and target not in (IGNORED, NAME):
            if target.startswith((PROPERTY, EVENT)):
                raise BadMapping("property_twice", target.partition(":")[2])
            raise BadMapping("field_twice", target)
        seen.add(target)
    if EMAIL not in seen and PHONE not in seen:
        raise BadMapping("no_address")
    if event_name and EVENT_ID not in seen:
        raise BadMapping("no_event_id")
    if not event_name and any(target.startswith((EVENT, EVENT_ID, EVENT_AT)) for target in seen):
        raise BadMapping("no_event_name")
