import pytest

from contacts.rules.customer_event import BadEvent, clean_properties


def test_plain_values_are_kept_as_they_are():
    said = {"amount": 12, "currency": "COP", "gift": False, "note": None, "product": "Café"}
    assert clean_properties("purchase", said) == said
    assert clean_properties("visit", {"amount": "much"}) == {"amount": "much"}


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        ({"amount": "12"}, "properties.amount", "not_amount"),
        ({"amount": True}, "properties.amount", "not_amount"),
        ({"amount": -1}, "properties.amount", "not_amount"),
        ({"amount": 12}, "properties.currency", "no_currency"),
        ({"amount": 12, "currency": "pesos"}, "properties.currency", "not_currency"),
        ({"product": ["a"]}, "properties.product", "not_plain"),
        ({"product": "a" * 501}, "properties.product", "too_long"),
        ({"": 1}, "properties", "bad_key"),
        ({"k" * 61: 1}, "properties", "bad_key"),
        ({f"k{number}": 1 for number in range(41)}, "properties", "too_many"),
    ],
)
def test_what_cannot_be_kept_is_named(said, field, code):
    with pytest.raises(BadEvent) as refused:
        clean_properties("purchase", said)
    assert (refused.value.field, refused.value.code) == (field, code)
