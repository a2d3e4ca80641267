import pytest

from responses.rules.redaction import redacted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("escríbanme a ana.perez@example.com", "escríbanme a [email]"),
        ("mi número es +54 9 11 5555-1234", "mi número es [phone]"),
        ("call (020) 7946 0958 please", "call [phone] please"),
        ("card 4111 1111 1111 1111", "card [card]"),
        ("IBAN ES91 2100 0418 4502 0005 1332", "IBAN [account]"),
        ("DNI 12345678Z", "DNI [id]"),
        ("RUT 12.345.678-5", "RUT [id]"),
        ("CPF 529.982.247-25", "CPF [id]"),
        ("see https://example.com/x?y=1", "see [link]"),
    ],
)
def test_takes_out(text, expected):
    assert redacted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "esperé 45 minutos",
        "el 12.05.2024",
        "2024-05-12",
        "cuesta 1.200.000",
        "10/10",
        "pedido 12345",
        "24 horas",
    ],
)
def test_leaves_alone(text):
    assert redacted(text) == text
