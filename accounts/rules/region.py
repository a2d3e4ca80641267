"""Regions whose numbers and dates we can write, and a first guess of a new organisation's."""

from functools import cache

from babel.core import get_global
from babel.numbers import get_territory_currencies

REGIONS = (
    "en-AU", "en-CA", "en-GB", "en-IE", "en-IN", "en-NZ", "en-US", "en-ZA",
    "es-419", "es-AR", "es-BO", "es-CL", "es-CO", "es-CR", "es-CU", "es-DO", "es-EC", "es-ES", "es-GT", "es-HN",
    "es-MX", "es-NI", "es-PA", "es-PE", "es-PR", "es-PY", "es-SV", "es-US", "es-UY", "es-VE",
)  # fmt: skip
DEFAULTS = {"en": "en-GB", "es": "es-419"}


@cache
def currency_of(region: str) -> str:
    """What is paid with in a region: COP in es-CO. USD where a region names no country."""
    territory = region.partition("-")[2].upper()
    return next(iter(get_territory_currencies(territory)), "USD") if len(territory) == 2 else "USD"


@cache
def is_currency(code: str) -> bool:
    """Whether ISO 4217 has such a currency."""
    return code in get_global("all_currencies")


def region_of(accept_language: str, language: str) -> str:
    """The first region the browser names in `language` ("es-CO,es;q=0.9" and "es": es-CO), else a common one."""
    wanted = {region.lower(): region for region in REGIONS if region.startswith(f"{language}-")}
    for part in accept_language.split(","):
        tag = part.split(";")[0].strip().lower()
        if tag in wanted:
            return wanted[tag]
    return DEFAULTS.get(language, DEFAULTS["en"])
