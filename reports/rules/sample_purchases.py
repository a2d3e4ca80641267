"""What the invented customers of the café buy: how often, what, and who of them stops. Plain data and plain chance."""

import random  # noqa: TID251 - an invented world, the same each time
from dataclasses import dataclass

BUYERS = 0.72
DAYS = 330
CURRENCY = "COP"


@dataclass(frozen=True)
class Ware:
    """`days`: about how often it is bought again; `price` in whole pesos; `weight`: how many customers have it."""

    name: str
    category: str
    days: int
    price: int
    weight: float


WARES = (
    Ware("Café en grano 500 g", "Café", 28, 38_000, 0.45),
    Ware("Cápsulas x 30", "Café", 45, 62_000, 0.25),
    Ware("Suscripción mensual", "Suscripciones", 30, 89_000, 0.2),
    Ware("Cafetera de filtro", "Equipos", 730, 420_000, 0.1),
)
# Of a hundred customers so many stop buying at some point of the year, by what they say.
STOPS = {"promoter": 0.16, "passive": 0.28, "detractor": 0.45, "": 0.3}
PAID_BACK, CANCELLED = 0.015, 0.01


def days_of_purchases(rng: random.Random, ware: Ware, category: str) -> list[float]:
    """How many days ago a customer bought, the first time first; nobody keeps a rhythm to the day."""
    own = ware.days * rng.uniform(0.75, 1.3)
    ago = rng.uniform(20, DAYS)
    until = rng.uniform(0, ago) if rng.random() < STOPS[category] else 0.0
    found = []
    while ago > until:
        found.append(ago)
        ago -= max(2.0, rng.gauss(own, own * 0.18))
    return found
