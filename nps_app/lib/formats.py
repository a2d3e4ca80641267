"""Numbers, dates and spans of time as people of a region write them. Words come in the active language."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_datetime, format_skeleton, format_time, format_timedelta
from babel.numbers import format_currency, format_decimal, format_percent
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

MINUS = "\N{MINUS SIGN}"
DEFAULT_REGION = "en-GB"
_STUCK = re.compile(r"\b([A-Z]{3})(?=\d)")


def region_locale(region: str) -> Locale:
    """The locale for numbers and dates: the active language as spoken in the organisation's region."""
    return _locale((translation.get_language() or "en").split("-")[0], region.partition("-")[2])


@lru_cache(maxsize=500)
def _locale(language: str, territory: str) -> Locale:
    """Looked for once: a page full of numbers asks for it hundreds of times."""
    for tag in (f"{language}_{territory}", f"{language}", "en"):
        try:
            return Locale.parse(tag)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


def signed(points: int | None) -> str:
    """A score or a change with its sign: +34, −12, 0; "–" where there is none."""
    if points is None:
        return "–"
    if points == 0:
        return "0"
    return f"+{points}" if points > 0 else f"{MINUS}{-points}"


def whole(number: float, region: str = DEFAULT_REGION) -> str:
    """A whole number with the region's grouping."""
    return format_decimal(round(number), locale=region_locale(region), group_separator=True)


def compact(number: int, region: str = DEFAULT_REGION) -> str:
    """A count in at most four signs: 999, 1.2k, 12k, 246k, 2.5M, 25M. The whole number has to stand nearby."""
    if number < 1_000:
        return whole(number, region)
    unit, sign = (1_000, "k") if number < 999_500 else (1_000_000, "M")
    value = number / unit
    return (tenth(value, region) if value < 9.95 else whole(value, region)) + sign


def tenth(number: float, region: str = DEFAULT_REGION) -> str:
    """A number to one decimal place, such as 11.7 or 11,7; 12 stays 12."""
    return format_decimal(abs(round(number, 1)), format="#,##0.#", locale=region_locale(region))


def signed_tenth(number: float, region: str = DEFAULT_REGION) -> str:
    """The same with its sign."""
    rounded = round(number, 1)
    sign = "+" if rounded > 0 else MINUS if rounded < 0 else ""
    return f"{sign}{tenth(rounded, region)}"


def percent(number: float, region: str = DEFAULT_REGION) -> str:
    """A whole number of per cent, such as "23 %" or "23%"."""
    return format_percent(number / 100, locale=region_locale(region))


def money(amount: Decimal, currency: str, region: str = DEFAULT_REGION) -> str:
    """An amount with the sign of its currency: $49.90, 12.000 CLP."""
    return apart(format_currency(amount, currency, locale=region_locale(region)))


def apart(text: str) -> str:
    """A currency's letters stand apart from its figures: COP 12,000, as Unicode's own rules of spacing have it."""
    return _STUCK.sub("\\1\N{NO-BREAK SPACE}", text)


def day(moment: date, region: str = DEFAULT_REGION, *, year: bool = True) -> str:
    """A day in the moment's own zone: 9 may 2026."""
    skeleton_free = "d MMM y" if year else "d MMM"
    return format_date(moment, format=skeleton_free, locale=region_locale(region))


def weekday(moment: date, region: str = DEFAULT_REGION) -> str:
    """A day with its weekday, for people who plan: Tuesday 24 November."""
    locale = region_locale(region)
    if locale.language == "es":  # Babel's own has a comma after the weekday
        return format_date(moment, "EEEE d 'de' MMMM", locale=locale)
    day = moment.date() if isinstance(moment, datetime) else moment
    return format_skeleton("MMMMEEEEd", day, locale=locale)


def time_of_day(moment: datetime, region: str = DEFAULT_REGION) -> str:
    """The time in the moment's own zone: 17:00."""
    return format_time(moment, "short", locale=region_locale(region), tzinfo=moment.tzinfo)


def day_and_time(moment: datetime, region: str = DEFAULT_REGION) -> str:
    """A day and the time of day."""
    locale = region_locale(region)
    return f"{format_datetime(moment, 'd MMM y', locale=locale, tzinfo=moment.tzinfo)}, " + format_time(
        moment, "short", locale=locale, tzinfo=moment.tzinfo
    )


def ago(moment: datetime, *, now: datetime) -> str:
    """How long ago, in words: "2 hours ago"; "just now" within a minute."""
    passed = now - moment
    if passed < timedelta(minutes=1):
        return _("just now")
    return format_timedelta(-passed, add_direction=True, locale=region_locale(""))


def span(length: timedelta) -> str:
    """A length of time with its two largest units: 1 h 10 min, 2 d 3 h."""
    minutes = int(abs(length).total_seconds() // 60)
    days, hours = divmod(minutes // 60, 24)
    parts = [
        (days, pgettext("unit", "d")),
        (hours, pgettext("unit", "h")),
        (minutes % 60 if not days else 0, pgettext("unit", "min")),
    ]
    words = [f"{count} {unit}" for count, unit in parts if count]
    return " ".join(words[:2]) or f"0 {pgettext('unit', 'min')}"


def due(moment: datetime, *, now: datetime) -> str:
    """A clock in words: "Due in 2 h", "Overdue by 1 h 10 min"."""
    if moment < now:
        return _("Overdue by %(span)s") % {"span": span(now - moment)}
    return _("Due in %(span)s") % {"span": span(moment - now)}


def month(first: date, region: str = DEFAULT_REGION) -> str:
    """A month's short name; January with its year."""
    return format_date(first, format="MMM y" if first.month == 1 else "MMM", locale=region_locale(region))


def month_and_year(first: date, region: str = DEFAULT_REGION) -> str:
    """A month's short name with its year."""
    return format_date(first, format="MMM y", locale=region_locale(region))
