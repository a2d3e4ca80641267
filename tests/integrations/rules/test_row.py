import pytest

from contacts.rules.person import BadPerson, Person
from integrations.rules.row import column_of, row_reader

TARGETS = ["name", "email", "", "name", "property:Sucursal"]


def test_a_row_becomes_a_person():
    read = row_reader(TARGETS, country="CO")
    assert read(["Ana", "ANA@b.co", "ignored", "Gómez", "Norte"]) == Person(
        "ana@b.co", name="Ana Gómez", properties={"Sucursal": "Norte"}
    )
    assert read(["Ana", "ana@b.co"]) == Person("ana@b.co", name="Ana")
    assert read(["Ana", "ana@b.co", "", "", "", "", ""]) == Person("ana@b.co", name="Ana")


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        (["Ana", "ana", "", "", ""], "email", "email_bad"),
        (["Ana", "", "", "", ""], "", "no_address"),
        (["Ana", "ana@b.co", "", "", "Norte", "more"], "", "too_many_cells"),
        (["A\ufffda", "ana@b.co", "", "", ""], "", "unreadable_signs"),
    ],
)
def test_or_the_reason_why_not(cells, field, code):
    with pytest.raises(BadPerson) as caught:
        row_reader(TARGETS, country="CO")(cells)
    assert (caught.value.field, caught.value.code) == (field, code)


def test_the_column_of_a_problem():
    columns = ["Nombre", "Correo", "x", "Apellido", "Sucursal"]
    assert column_of("email", TARGETS, columns) == "Correo"
    assert column_of("property:Sucursal", TARGETS, columns) == "Sucursal"
    assert column_of("", TARGETS, columns) == ""
