import pytest

from integrations.rules.columns import BadMapping, check_mapping, guess_mapping, headings


@pytest.mark.parametrize(
    ("columns", "targets"),
    [
        (["Email", "Phone", "Name"], ["email", "phone", "name"]),
        (
            ["Correo electrónico", "TELÉFONO", "Nombre", "Apellidos", "Idioma", "Zona horaria", "Sucursal"],
            ["email", "phone", "name", "name", "language", "time_zone", "property:Sucursal"],
        ),
        (
            ["Correo", "Canal preferido", "Acepta SMS", "Email opt-in"],
            ["email", "preferred_channel", "sms_consent", "email_consent"],
        ),
        (["E-mail", "Móvil", "nombre_completo"], ["email", "phone", "name"]),
        (
            ["Correo", "Correo 2", "Celular", "WhatsApp"],
            ["email", "property:Correo 2", "phone", "property:WhatsApp"],
        ),
        (["email", "import_row", "import_column", "import_problem"], ["email", "", "", ""]),
    ],
)
def test_headings_in_both_languages_are_understood(columns, targets):
    assert guess_mapping(columns, []) == targets


def test_addresses_are_recognised_by_what_they_look_like():
    assert guess_mapping(["a", "b"], [["Ana", "ana@b.co"], ["Luis", ""]]) == ["property:a", "email"]
    assert guess_mapping(["a"], [["Ana @ home"], ["Luis"]]) == ["property:a"]


def test_each_column_gets_a_name_of_its_own():
    assert headings(["a", " ", "a", "x" * 80, "a"]) == ["a", "column 2", "a (2)", "x" * 60, "a (3)"]


@pytest.mark.parametrize(
    ("targets", "code"),
    [
        (["name", "property:x"], "no_address"),
        (["", ""], "no_address"),
        (["email", "email"], "field_twice"),
        (["email", "property:x", "property:x"], "property_twice"),
        (["email", "is_sample"], "unknown"),
    ],
)
def test_a_mapping_that_would_lose_something_is_refused(targets, code):
    with pytest.raises(BadMapping) as caught:
        check_mapping(targets)
    assert caught.value.code == code


def test_a_name_may_come_from_two_columns():
    check_mapping(["phone", "name", "name", "", ""])


@pytest.mark.parametrize(
    ("targets", "name", "code"),
    [
        (["email", "event_id"], "", "no_event_name"),
        (["email", "event:amount"], "", "no_event_name"),
        (["email", "event:amount"], "purchase", "no_event_id"),
        (["email", "event_id", "event_id"], "purchase", "field_twice"),
        (["email", "event_id", "event:a", "event:a"], "purchase", "property_twice"),
        (["event_id"], "purchase", "no_address"),
    ],
)
def test_events_need_a_name_and_a_number(targets, name, code):
    with pytest.raises(BadMapping) as refused:
        check_mapping(targets, event_name=name)
    assert refused.value.code == code
    check_mapping(["email", "event_id", "event_at", "event:amount"], event_name="purchase")
