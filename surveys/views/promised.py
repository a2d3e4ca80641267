"""What the thank-you page tells those who asked to be contacted: who, by when, and when suits them best."""

from datetime import date, datetime
from typing import Any

from django.utils import translation

from followup.forms.contact_wish import WishForm
from followup.queries.promise import Promise, days_for, promise_of, wish_of, zone_of
from followup.rules.callback import HOURS, Window
from nps_app.lib import formats
from responses.models import Response
from surveys.rules.page import Frame


def promised(
    response: Response, frame: Frame, now: datetime, typed: WishForm | None = None
) -> dict[str, Any]:
    """Context of templates/surveys/_wish.html; `typed` is a form that was refused. Empty where nothing is to come."""
    promise = promise_of(response, now)
    if promise is None:
        return {"contact": ""}
    region = response.organisation.region
    with translation.override(frame.language):
        days = [(day.isoformat(), formats.weekday(day, region)) for day in days_for(response, now)]
        sentence = _sentence(promise, frame, region)
        windows = [(window.value, _window_words(window, frame)) for window in Window]
    wish = wish_of(response)
    said: Any = typed.data if typed else {"window": wish.window, "day": wish.day} if wish else {}
    day = said.get("day") or ""
    return {
        "contact": sentence,
        "days": days,
        "windows": windows,
        "window": said.get("window") or Window.SOON.value,
        "day": day.isoformat() if isinstance(day, date) else day,
        "wish": wish,
        "wish_errors": [(name, errors[0]) for name, errors in typed.errors.items()] if typed else [],
        "zone": zone_of(response).key.rpartition("/")[2].replace("_", " "),
    }


def _window_words(window: Window, frame: Frame) -> str:
    start, end = HOURS.get(window, (0, 0))
    return frame.words[f"wish_{window}"].format(start=start, end=end)


def _sentence(promise: Promise, frame: Frame, region: str) -> str:
    who = promise.who or frame.words["promise_team"]
    if promise.by is None:
        return frame.words["promise_open"].format(who=who)
    day, by = formats.weekday(promise.by, region), formats.time_of_day(promise.by, region)
    if promise.start is None:
        return frame.words["promise_by"].format(who=who, day=day, time=by)
    start = formats.time_of_day(promise.start, region)
    return frame.words["promise_span"].format(who=who, day=day, start=start, end=by)
