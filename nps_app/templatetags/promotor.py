"""Filters and tags of our templates: numbers and dates of the organisation's region, and small pieces of address."""

from datetime import date as datetime_date
from datetime import datetime
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from contacts.rules.money import from_minor
from nps_app.lib import formats
from responses.maths import scale
from responses.maths.score import round_half_away

register = template.Library()


def _organisation(context: template.Context) -> Any:
    """Whose page it is; a mail comes without a request and names its organisation."""
    request: HttpRequest | None = context.get("request")
    return getattr(request, "organisation", None) if request else context.get("organisation")


def _region(context: template.Context) -> str:
    organisation = _organisation(context)
    return organisation.region if organisation else formats.DEFAULT_REGION


def _local(context: template.Context, moment: datetime) -> datetime:
    organisation = _organisation(context)
    return moment.astimezone(organisation.zone) if organisation else timezone.localtime(moment)


@register.filter
def signed(points: int | None) -> str:
    """{{ score|signed }}: +34, −12."""
    return formats.signed(points)


@register.filter
def whole(value: float) -> int:
    """{{ 12.5|whole|signed }}: +13."""
    return round_half_away(value)


@register.simple_tag(takes_context=True)
def number(context: template.Context, value: float) -> str:
    """{% number n %}: 1.204 in Colombia, 1,204 in Mexico."""
    return formats.whole(value, _region(context))


@register.simple_tag(takes_context=True)
def percent(context: template.Context, value: float) -> str:
    """{% percent 23 %}: 23 % or 23%."""
    return formats.percent(value, _region(context))


@register.simple_tag(takes_context=True)
def money(context: template.Context, minor: int, currency: str) -> str:
    """{% money purchase.amount purchase.currency %}: minor units as people write them."""
    return formats.money(from_minor(minor, currency), currency, _region(context))


@register.simple_tag(takes_context=True)
def share(context: template.Context, value: float) -> str:
    """{% share 0.23 %}: 23 %."""
    return formats.percent(round(100 * value), _region(context))


@register.simple_tag(takes_context=True)
def day(context: template.Context, moment: datetime) -> str:
    """{% day moment %}: the local day."""
    return formats.day(_local(context, moment), _region(context))


@register.simple_tag(takes_context=True)
def date(context: template.Context, value: datetime_date) -> str:
    """{% date first_day %}: a day that is local already."""
    return formats.day(value, _region(context))


@register.simple_tag(takes_context=True)
def month_of(context: template.Context, first: datetime_date) -> str:
    """{% month_of month.first %}: March 2026."""
    return formats.month_and_year(first, _region(context))


@register.simple_tag(takes_context=True)
def moment(context: template.Context, value: datetime) -> str:
    """{% moment value %}: local day and time."""
    return formats.day_and_time(_local(context, value), _region(context))


@register.filter
def ago(value: datetime) -> str:
    """{{ moment|ago }}: 2 hours ago."""
    return formats.ago(value, now=timezone.now())


@register.filter
def due(value: datetime) -> str:
    """{{ moment|due }}: Due in 2 h; Overdue by 10 min."""
    return formats.due(value, now=timezone.now())


@register.filter
def whatsapp(phone: str) -> str:
    """{{ contact.phone|whatsapp }}: the page that opens a talk with a number, which is kept with its country."""
    return f"https://wa.me/{phone.lstrip('+')}"


@register.filter
def is_past(value: datetime) -> bool:
    return value < timezone.now()


@register.filter
def category(score: int) -> str:
    """The CSS class of a score's category."""
    return scale.category(score)


@register.filter
def language(code: str) -> str:
    """{{ contact.language|language }}: Spanish, in the reader's language; the code where Django knows no name."""
    try:
        return get_language_info(code)["name_translated"].capitalize()
    except KeyError:
        return code


@register.filter
def languages(codes: list[str]) -> str:
    """{{ survey.languages|languages }}: Spanish, English."""
    return ", ".join(language(code) for code in codes)


@register.filter
def get(mapping: Any, key: str) -> Any:
    """{{ form|get:"name" }}: an item whose key is only known at run time."""
    try:
        return mapping[key]
    except (KeyError, IndexError, TypeError):
        return ""


@register.simple_tag
def explain(anchor: str) -> SafeString:
    """{% explain "interval" %}: a small "?" that leads to the paragraph of docs/STATISTICS.md about a number."""
    address = f"{reverse('responses:statistics')}#{anchor}"
    return format_html(
        '<a class="explain" href="{}" title="{}"><span aria-hidden="true">?</span>'
        '<span class="visually-hidden">{}</span></a>',
        address,
        _("How this is worked out"),
        _("How this is worked out"),
    )
