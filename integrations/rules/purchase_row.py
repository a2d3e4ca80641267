"""One row of a file becomes one purchase, or the reason why it cannot."""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from typing import Any

from contacts.rules.purchase import BadPurchase, Bought, Raw, clean_purchase
from integrations.rules.cells import BadCell, read_amount, read_moment
from integrations.rules.purchase_columns import AMOUNT, BOUGHT_AT, FIELDS, REFUNDED
from integrations.rules.row import REPLACEMENT

_AMOUNTS = (AMOUNT, REFUNDED)


def purchase_reader(
    targets: Sequence[str], *, country: str, currency: str, zone: tzinfo
) -> Callable[[Sequence[str], datetime], Bought]:
    """A function that reads the rows of one file, as of a moment. It raises BadPurchase with the mapped field."""
    places = {target: index for index, target in enumerate(targets) if target in FIELDS}
    texts = {field: place for field, place in places.items() if field not in _AMOUNTS and field != BOUGHT_AT}
    width = len(targets)
    blanks = [""] * width

    def read(cells: Sequence[str], now: datetime) -> Bought:
        if len(cells) != width:
            if any(cell.strip() for cell in cells[width:]):
                raise BadPurchase("", "too_many_cells")
            cells = [*cells[:width], *blanks[len(cells) :]]
        if any(REPLACEMENT in cell for cell in cells):
            raise BadPurchase("", "unreadable_signs")
        raw = Raw()
        for field, place in texts.items():
            setattr(raw, field, cells[place])
        raw.bought_at = _read(
            BOUGHT_AT, cells[places[BOUGHT_AT]], lambda text: read_moment(text, zone, country)
        )
        if raw.bought_at is None:
            raise BadPurchase(BOUGHT_AT, "no_day")
        for field in _AMOUNTS:
            if field in places and (text := cells[places[field]].strip()):
                setattr(raw, field, _read(field, text, read_amount))
        return clean_purchase(raw, country=country, currency=currency, now=now)

    return read


def _read(field: str, text: str, read: Callable[[str], Any]) -> Any:
    try:
        return read(text.strip())
    except BadCell as error:
        raise BadPurchase(field, error.code, text) from error
