"""Conditions of rules and states of cases in words, and what pages of cases need besides."""

from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from followup.rules.states import State

register = template.Library()


STATES = {
    State.NEW: pgettext_lazy("case", "New"),
    State.IN_PROGRESS: pgettext_lazy("case", "In progress"),
    State.WAITING: pgettext_lazy("case", "Waiting for the customer"),
    State.SNOOZED: pgettext_lazy("case", "Snoozed"),
    State.CLOSED: pgettext_lazy("case", "Closed"),
    State.MERGED: pgettext_lazy("case", "Merged"),
}


@register.filter
def state_words(state: State) -> str:
    """{{ row.state|state_words }}: where a case stands."""
    return str(STATES[state])


@register.filter
def as_moment(text: str) -> datetime:
    """{{ event.data.from|as_moment }}: a moment that was kept as text."""
    return datetime.fromisoformat(text)


def _theme_words(key: str, tone: str, names: dict[int | str, str]) -> str:
    name = names.get(key)
    if name is None:
        return _("A theme that is looked for no longer: no comment is about it")
    return (_("Criticises: %(theme)s") if tone else _("About: %(theme)s")) % {"theme": name}


@register.filter
def condition_words(wanted: dict[str, Any], names: dict[int | str, str]) -> list[str]:
    """{{ rule.conditions|condition_words:names }}: what must hold, a sentence each."""
    said = []
    if "score" in wanted:
        low, high = wanted["score"]
        said.append(_("Score from %(low)d to %(high)d") % {"low": low, "high": high})
    if "contact" in wanted:
        said.append(_("Asked to be contacted"))
    if "keyword" in wanted:
        said.append(_("The comment has one of: %(words)s") % {"words": wanted["keyword"]})
    if "theme" in wanted:
        key, tone = wanted["theme"]
        said.append(_theme_words(key, tone, names))
    if "segment" in wanted:
        name = names.get(wanted["segment"])
        segment = _("Segment: %(name)s") % {"name": name}
        said.append(segment if name else _("A segment that is gone: nobody is in it"))
    if "language" in wanted:
        name = dict(settings.LANGUAGES).get(wanted["language"], wanted["language"])
        said.append(_("Language: %(name)s") % {"name": name})
    if "property" in wanted:
        said.append("{}: {}".format(*wanted["property"]))
    if "value" in wanted:
        name, least = wanted["value"]
        said.append(_("%(name)s is at least %(least)s") % {"name": name, "least": least})
    return said
