"""Take in many people at once, as if one after the other: a row meets what the rows before it left."""

import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from operator import attrgetter

from django.db import DataError, IntegrityError, connection, transaction

from accounts.models import Organisation
from contacts.rules.person import Person

# In the order of Person; every one a text but the properties.
_FIELDS = tuple(name.name for name in fields(Person))
_PROPERTIES = _FIELDS.index("properties")
_READ = attrgetter(*_FIELDS)
_as_json = json.JSONEncoder(ensure_ascii=False).encode
_COLUMNS = f"{', '.join(_FIELDS)}, id, is_sample, updated_at"
_BY_EMAIL = (
    f"SELECT {_COLUMNS} FROM contacts_contact WHERE organisation_id = %s"  # noqa: S608 - constants
    " AND lower(email) = ANY(%s::text[]) AND NOT email = '' FOR UPDATE"
)
_BY_PHONE = (
    f"SELECT {_COLUMNS} FROM contacts_contact WHERE organisation_id = %s"  # noqa: S608 - constants
    " AND phone = ANY(%s::text[]) AND NOT phone = '' FOR UPDATE"
)
_BY_NUMBER = (
    f"SELECT {_COLUMNS} FROM contacts_contact WHERE organisation_id = %s"  # noqa: S608 - constants
    " AND external_id = ANY(%s::text[]) AND NOT external_id = '' FOR UPDATE"
)
_CAST = {"properties": "::jsonb"}
_UPDATE = (
    "UPDATE contacts_contact AS old SET is_sample = false, updated_at = %s, "  # noqa: S608 - constants
    + ", ".join(f"{name} = new.{name}{_CAST.get(name, '')}" for name in _FIELDS)
    + f" FROM unnest(%s::bigint[]{', %s::text[]' * len(_FIELDS)}) AS new(id, {', '.join(_FIELDS)})"
    " WHERE old.id = new.id AND old.organisation_id = %s"
)
_COPY = f"COPY contacts_contact (organisation_id, {', '.join(_FIELDS)}, is_sample, created_at, updated_at) FROM STDIN"
_TAB = "\t"
_SPECIAL = re.compile(r"[\\\t\n\r]")
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


@dataclass
class Taken:
    """What became of the people, and the places in the list of those that clash with two contacts or another writer."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0  # met a contact that this import had already created or changed
    clashes: list[int] = field(default_factory=list)

    def add(self, other: "Taken") -> None:
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.duplicates += other.duplicates
        self.clashes += other.clashes


@dataclass(slots=True)
class _Contact:
    id: int | None
    person: Person
    is_sample: bool
    touched: bool  # created or changed by this import, in this batch or an earlier one
    dirty: bool = False


@transaction.atomic
def upsert_people(*, organisation: Organisation, people: Sequence[Person], now: datetime) -> Taken:
    """Create or update contacts, matched by number, e-mail or phone, which must mean one. Empty values do not erase.

    `now` marks the rows of one import: give the same moment with each of its batches. Writes no
    journal line; whoever brings the people writes one for all.
    """
    return _take(organisation, list(enumerate(people)), now)


def _take(organisation: Organisation, people: list[tuple[int, Person]], now: datetime) -> Taken:
    try:
        with transaction.atomic():
            return _take_together(organisation, people, now)
    except (IntegrityError, DataError):
        # Somebody else wrote one of them meanwhile, or one cannot be stored: halve until it stands alone.
        if len(people) == 1:
            return Taken(clashes=[people[0][0]])
        middle = len(people) // 2
        taken = _take(organisation, people[:middle], now)
        taken.add(_take(organisation, people[middle:], now))
        return taken


def _take_together(organisation: Organisation, people: list[tuple[int, Person]], now: datetime) -> Taken:
    batch = _Batch(organisation, [person for _, person in people], now)
    taken = Taken()
    for place, person in people:
        match batch.apply(person):
            case "created":
                taken.created += 1
            case "updated":
                taken.updated += 1
            case "unchanged":
                taken.unchanged += 1
            case "duplicate":
                taken.duplicates += 1
            case _:
                taken.clashes.append(place)
    batch.write()
    return taken


class _Batch:
    """The contacts a batch of people may meet, changed in memory and written with two statements."""

    def __init__(self, organisation: Organisation, people: Iterable[Person], now: datetime) -> None:
        self.organisation, self.now = organisation, now
        self.by_email: dict[str, _Contact] = {}
        self.by_phone: dict[str, _Contact] = {}
        self.by_number: dict[str, _Contact] = {}
        self.new: list[_Contact] = []
        self.known: dict[int, _Contact] = {}
        emails = list({person.email for person in people if person.email})
        phones = list({person.phone for person in people if person.phone})
        numbers = list({person.external_id for person in people if person.external_id})
        with connection.cursor() as cursor:
            for statement, addresses in (
                (_BY_EMAIL, emails),
                (_BY_PHONE, phones),
                (_BY_NUMBER, numbers),
            ):
                if addresses:
                    cursor.execute(statement, [organisation.pk, _as_array(addresses)])
                    for row in cursor.fetchall():
                        self._know(row)

    def _know(self, row: tuple) -> None:  # type: ignore[type-arg]
        *values, pk, is_sample, updated_at = row
        if pk in self.known:
            return
        person = Person(*values)
        person.properties = json.loads(row[_PROPERTIES])
        self.known[pk] = _Contact(pk, person, is_sample, touched=updated_at == self.now)
        self._index(self.known[pk])

    def _index(self, contact: _Contact) -> None:
        if contact.person.email:
            self.by_email[contact.person.email.lower()] = contact
        if contact.person.phone:
            self.by_phone[contact.person.phone] = contact
        if contact.person.external_id:
            self.by_number[contact.person.external_id] = contact

    def apply(self, person: Person) -> str:
        found = [
            known
            for known in (
                self.by_number.get(person.external_id) if person.external_id else None,
                self.by_email.get(person.email) if person.email else None,
                self.by_phone.get(person.phone) if person.phone else None,
            )
            if known is not None
        ]
        contact = found[0] if found else None
        if any(known is not contact for known in found):
            return "clash"
        if contact is None:
            contact = _Contact(None, person, is_sample=False, touched=True)
            self.new.append(contact)
            self._index(contact)
            return "created"
        changed = self._merge(contact, person)
        if contact.touched:
            return "duplicate"
        contact.touched = changed
        return "updated" if changed else "unchanged"

    def _merge(self, contact: _Contact, person: Person) -> bool:
        old = contact.person
        merged = Person(*(getattr(person, name) or getattr(old, name) for name in _FIELDS))
        merged.properties = {**old.properties, **person.properties}
        if merged == old and not contact.is_sample:
            return False
        self.by_email.pop(old.email.lower(), None)
        self.by_phone.pop(old.phone, None)
        self.by_number.pop(old.external_id, None)
        contact.person, contact.is_sample, contact.dirty = merged, False, True
        self._index(contact)
        return True

    def write(self) -> None:
        changed = sorted((contact.id, contact) for contact in self.known.values() if contact.dirty)
        with connection.cursor() as cursor:
            if changed:
                columns = zip(*((pk, *_values(contact.person)) for pk, contact in changed), strict=True)
                cursor.execute(
                    _UPDATE, [self.now, *[list(column) for column in columns], self.organisation.pk]
                )
            if self.new:
                with connection.wrap_database_errors:
                    cursor.copy_expert(_COPY, self._copy_text())

    def _copy_text(self) -> io.StringIO:
        head, stamp = f"{self.organisation.pk}\t", self.now.isoformat()
        tail = f"\tf\t{stamp}\t{stamp}\n"
        text = io.StringIO()
        for contact in self.new:
            values = _values(contact.person)
            if _SPECIAL.search("".join(values)):
                values = [value.translate(_ESCAPES) for value in values]
            text.write(f"{head}{_TAB.join(values)}{tail}")
        text.seek(0)
        return text


def _as_array(texts: list[str]) -> str:
    """As PostgreSQL writes an array. Quoting ten thousand texts one by one takes longer than finding them."""
    together = "\0".join(texts).replace("\\", "\\\\").replace('"', '\\"')
    return '{"' + together.replace("\0", '","') + '"}'


def _values(person: Person) -> list[str]:
    values = list(_READ(person))
    values[_PROPERTIES] = _as_json(person.properties) if person.properties else "{}"
    return values
