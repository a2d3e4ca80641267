"""Which column of a file of purchases is which, guessed from the headings of shops in Spanish or English."""

from collections.abc import Sequence

from contacts.rules.purchase import STATES
from integrations.rules.columns import IGNORED, PROBLEM_HEADINGS, BadMapping, plain

ID, LINE, CUSTOMER_ID, EMAIL, PHONE = "id", "line", "customer_id", "email", "phone"
BOUGHT_AT, AMOUNT, REFUNDED, CURRENCY = "bought_at", "amount", "refunded", "currency"
STATE, PRODUCT, CATEGORY = "state", "product", "category"
FIELDS = (
    ID, LINE, BOUGHT_AT, EMAIL, PHONE, CUSTOMER_ID, AMOUNT, CURRENCY, REFUNDED, STATE, PRODUCT, CATEGORY,
)  # fmt: skip
_WORDS = {
    ID: "id|order|order id|order number|order no|order name|transaction id|transaction|invoice|invoice number|receipt"
    "|external id|purchase id|pedido|numero de pedido|id pedido|id del pedido|no pedido|orden|numero de orden|factura"
    "|numero de factura|transaccion|id transaccion|compra|id compra|numero de compra|folio|recibo",
    LINE: "line|line item|line id|line number|item|item id|sku|linea|renglon|articulo id",
    CUSTOMER_ID: "customer id|customer number|customer no|client id|id cliente|id del cliente|numero de cliente"
    "|cliente id|codigo de cliente|codigo cliente",
    EMAIL: "email|e mail|mail|correo|correo electronico|email address|e mail address|customer email|billing email"
    "|email cliente|correo cliente|correo del cliente",
    PHONE: "phone|phone number|telephone|mobile|mobile phone|cell|cell phone|billing phone|telefono|celular|movil"
    "|whatsapp|numero de telefono|telefono cliente|celular cliente",
    BOUGHT_AT: "date|order date|purchase date|bought at|created at|paid at|processed at|date paid|transaction date"
    "|invoice date|fecha|fecha de compra|fecha compra|fecha de pedido|fecha del pedido|fecha pedido|fecha de pago"
    "|fecha factura|fecha de factura|fecha de venta|fecha venta|occurred at",
    AMOUNT: "amount|total|order total|total amount|total price|price|grand total|subtotal|revenue|value|net amount"
    "|importe|importe total|monto|monto total|valor|valor total|precio|total pedido|total compra|total venta",
    REFUNDED: "refunded|refunded amount|refund|refund amount|amount refunded|total refunded|reembolso|reembolsado"
    "|monto reembolsado|importe reembolsado|devuelto|devolucion|valor devuelto|monto devuelto",
    CURRENCY: "currency|currency code|order currency|moneda|divisa|codigo de moneda",
    STATE: "status|state|order status|financial status|payment status|type|kind|estado|estado del pedido"
    "|estado pedido|estado de pago|tipo",
    PRODUCT: "product|product name|lineitem name|item name|service|plan|producto|nombre del producto"
    "|nombre producto|articulo|servicio",
    CATEGORY: "category|product category|product type|department|family|categoria|categoria del producto"
    "|tipo de producto|familia|departamento|linea de producto",
}
_FIELD_OF = {word: field for field, words in _WORDS.items() for word in words.split("|")}


def guess_purchase_mapping(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A target for each column, each taken once; what says nothing about a purchase is left out."""
    targets: list[str] = []
    for index, column in enumerate(columns):
        field = "" if column in PROBLEM_HEADINGS else _FIELD_OF.get(plain(column), "")
        if field in targets or (field == STATE and not _speaks_of_states(rows, index)):
            field = ""
        targets.append(field or IGNORED)
    return targets


def _speaks_of_states(rows: Sequence[Sequence[str]], index: int) -> bool:
    """A column called "type" may say anything; one of states has their words."""
    said = [row[index].strip().lower().replace(" ", "_") for row in rows if index < len(row)]
    return all(word in STATES for word in said if word)


def check_purchase_mapping(targets: Sequence[str]) -> None:
    """Raises BadMapping where purchases or their customers could not be told apart, or their day is not known."""
    seen: set[str] = set()
    for target in targets:
        if target not in (IGNORED, *FIELDS):
            raise BadMapping("unknown", target)
        if target in seen and target != IGNORED:
            raise BadMapping("field_twice", target)
        seen.add(target)
    for code, wanted in (
        ("no_purchase_id", {ID}),
        ("no_customer", {CUSTOMER_ID, EMAIL, PHONE}),
        ("no_day", {BOUGHT_AT}),
    ):
        if not wanted & seen:
            raise BadMapping(code)
