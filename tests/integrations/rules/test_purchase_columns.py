import pytest

from integrations.rules.columns import BadMapping
from integrations.rules.purchase_columns import check_purchase_mapping, guess_purchase_mapping


@pytest.mark.parametrize(
    ("columns", "targets"),
    [
        (
            "Número de pedido,Fecha,Correo,Total,Moneda,Producto,Categoría,Estado",
            "id,bought_at,email,amount,currency,product,category,state",
        ),
        (
            "Order ID,Created at,Email,Subtotal,Total,Currency,Refunded Amount,Lineitem name,Note",
            "id,bought_at,email,amount,,currency,refunded,product,",
        ),
    ],
)
def test_headings_of_shops(columns, targets):
    assert guess_purchase_mapping(columns.split(","), []) == targets.split(",")


def test_a_column_of_types_is_a_state_only_when_it_speaks_of_states():
    assert guess_purchase_mapping(["type"], [["sale"], ["Refund"], [""]]) == ["state"]
    assert guess_purchase_mapping(["type"], [["online"]]) == [""]


@pytest.mark.parametrize(
    ("targets", "code"),
    [
        (["bought_at", "email"], "no_purchase_id"),
        (["id", "bought_at"], "no_customer"),
        (["id", "email"], "no_day"),
        (["id", "email", "bought_at", "amount", "amount"], "field_twice"),
        (["id", "email", "bought_at", "colour"], "unknown"),
    ],
)
def test_what_a_choice_must_obey(targets, code):
    with pytest.raises(BadMapping) as caught:
        check_purchase_mapping(targets)
    assert caught.value.code == code


def test_a_good_choice():
    check_purchase_mapping(["id", "", "phone", "bought_at", ""])
