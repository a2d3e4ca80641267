"""One row of a file becomes one person, or the reason why it cannot."""

from collections.abc import Callable, Sequence

from contacts.rules.person import BadPerson, Person, clean_person
from integrations.rules.columns import FIELDS, NAME, PROPERTY

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def row_reader(targets: Sequence[str], *, country: str) -> Callable[[Sequence[str]], Person]:
    """A function that reads the rows of one file. It raises BadPerson with the field as in the mapping."""
    names = [index for index, target in enumerate(targets) if target == NAME]
    single = {target: index for index, target in enumerate(targets) if target in FIELDS and target != NAME}
    properties = [
        (index, target.removeprefix(PROPERTY))
        for index, target in enumerate(targets)
        if target.startswith(PROPERTY)
    ]
    width = len(targets)
    blanks = [""] * width

    def read(cells: Sequence[str]) -> Person:
        if len(cells) != width:
            if any(cell.strip() for cell in cells[width:]):
                raise BadPerson("", "too_many_cells")
            cells = [*cells[:width], *blanks[len(cells) :]]
        person = Person(
            **{field: cells[index] for field, index in single.items()},
            properties={name: cells[index] for index, name in properties},
        )
        person.name = " ".join(cells[index] for index in names)
        if REPLACEMENT in "".join(cells):
            raise BadPerson("", "unreadable_signs")
        return clean_person(person, country=country)

    return read


def column_of(field: str, targets: Sequence[str], columns: Sequence[str]) -> str:
    """The heading of the column a problem's field came from; empty when it is about the whole row."""
    return columns[targets.index(field)] if field and field in targets else ""
