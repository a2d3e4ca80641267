"""What a row of a file says besides who: an event of that person, such as a purchase."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from contacts.rules.customer_event import MAX_ID, OLDEST, PURCHASE, BadEvent, Value, clean_properties
from integrations.rules.cells import BadCell, read_amount, read_moment
from integrations.rules.columns import EVENT, EVENT_AT, EVENT_ID


@dataclass(frozen=True, slots=True)
class Told:
    """One event. Without a moment it happened when the file was started."""

    external_id: str
    occurred_at: datetime | None
    properties: dict[str, Value]


def told_reader(
    targets: Sequence[str], *, name: str, zone: tzinfo, country: str
) -> Callable[[Sequence[str], datetime], Told]:
    """A function that reads the event of a row, as of a moment that it must not lie beyond.

    It raises BadEvent with the target as its field. Nothing is read of cells that are empty.
    """
    places = {target: index for index, target in enumerate(targets)}
    properties = [
        (index, target.removeprefix(EVENT)) for target, index in places.items() if target.startswith(EVENT)
    ]

    def cell(cells: Sequence[str], target: str) -> str:
        index = places.get(target, -1)
        return cells[index].strip() if 0 <= index < len(cells) else ""

    def read(cells: Sequence[str], now: datetime) -> Told:
        external_id = cell(cells, EVENT_ID).replace("\0", "")
        if not external_id or len(external_id) > MAX_ID:
            raise BadEvent(EVENT_ID, "no_id")
        found = {key: cells[index].strip() for index, key in properties if index < len(cells)}
        said: dict[str, object] = {key: text for key, text in found.items() if text}
        if name == PURCHASE and "amount" in said:
            said["amount"] = _amount(str(said["amount"]))
        try:
            kept = clean_properties(name, said)
        except BadEvent as error:
            raise BadEvent(error.field.replace("properties.", EVENT), error.code) from error
        return Told(external_id, _moment(cell(cells, EVENT_AT), zone, country, now), kept)

    return read


def _moment(text: str, zone: tzinfo, country: str, now: datetime) -> datetime | None:
    try:
        moment = read_moment(text, zone, country)
    except BadCell as error:
        raise BadEvent(EVENT_AT, error.code) from error
    if moment is not None and moment > now:
        raise BadEvent(EVENT_AT, "future")
    if moment is not None and moment < OLDEST:
        raise BadEvent(EVENT_AT, "too_old")
    return moment


def _amount(text: str) -> float:
    try:
        amount = read_amount(text)
    except BadCell as error:
        raise BadEvent(f"{EVENT}amount", error.code) from error
    if amount < 0:
        raise BadEvent(f"{EVENT}amount", "not_amount")
    return float(amount)
