from collections.abc import Callable
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from followup.models import WorkingCalendar
from followup.rules.calendar_text import (
    NotUnderstood,
    read_holidays,
    read_spans,
    write_holidays,
    write_spans,
)
from followup.rules.clocks import PROMISES
from followup.rules.working_time import Span

HOLIDAYS_MOST = 400
DAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))


class TypedField(forms.CharField):
    """A text that rules read: what they do not understand is named in the error."""

    def __init__(self, *, read: Callable[[str], Any], wrong: Any, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.read, self.wrong = read, wrong

    def clean(self, value: Any) -> Any:
        try:
            return self.read(super().clean(value))
        except NotUnderstood as piece:
            raise forms.ValidationError(self.wrong % {"piece": piece}, code="invalid") from None


def _hours(day: Any) -> TypedField:
    return TypedField(
        label=day,
        max_length=120,
        read=read_spans,
        wrong=_(
            "“%(piece)s” is not understood. Write hours like 9:00–14:00, 16:00–19:00; nothing for a day off."
        ),
    )


class CalendarForm(forms.Form):
    """When the organisation works, and what it promises."""

    day_0, day_1, day_2, day_3, day_4, day_5, day_6 = (_hours(day) for day in DAYS)
    holidays = TypedField(
        label=_("Holidays"),
        max_length=30_000,
        widget=forms.Textarea(attrs={"rows": 6, "placeholder": "2026-12-25 "}),
        help_text=_("One a line: the date as year-month-day, and its name."),
        read=read_holidays,
        wrong=_(
            "“%(piece)s” is not understood. Write the date as year-month-day, like 2026-12-25, then the name."
        ),
    )
    first_contact = forms.ChoiceField(label=_("Reach the customer within"))
    resolution = forms.ChoiceField(
        label=_("Solve and close within"),
        help_text=_("This clock stands still while it is the customer's turn to answer."),
    )
    escalate_to = forms.TypedChoiceField(
        label=_("Who hears of cases that stay overdue"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Four hours after a case is due."),
    )

    def __init__(self, *args: Any, workers: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workers = {worker.pk: worker for worker in workers}
        for name in ("first_contact", "resolution"):
            cast(forms.ChoiceField, self.fields[name]).choices = [
                (code, promise_words(code)) for code in PROMISES
            ]
        cast(forms.ChoiceField, self.fields["escalate_to"]).choices = [
            ("", _("The owner of longest standing")),
            *[(worker.pk, worker.display_name) for worker in workers],
        ]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        days = [typed.get(f"day_{number}") for number in range(7)]
        if None not in days and not any(days):
            self.add_error("day_0", _("Nobody works on any day. Write the hours of at least one."))
        if len(typed.get("holidays") or []) > HOLIDAYS_MOST:
            self.add_error("holidays", _("Name at most 400 days. Take out those that are over."))
        return typed

    @property
    def week(self) -> list[list[Span]]:
        return [self.cleaned_data[f"day_{number}"] for number in range(7)]

    @property
    def named_days(self) -> list[tuple[date, str]]:
        days: list[tuple[date, str]] = self.cleaned_data["holidays"]
        return days

    @property
    def escalation(self) -> User | None:
        return self.workers.get(self.cleaned_data["escalate_to"])

    @property
    def day_fields(self) -> list[forms.BoundField]:
        return [self[f"day_{number}"] for number in range(7)]


def initial_of(settings: WorkingCalendar) -> dict[str, Any]:
    """What the form shows of what is kept."""
    days = {f"day_{number}": write_spans(spans) for number, spans in enumerate(settings.week)}
    return {
        **days,
        "holidays": write_holidays(settings.holidays),
        "first_contact": settings.first_contact,
        "resolution": settings.resolution,
        "escalate_to": settings.escalate_to_id or "",
    }


def promise_words(promise: str) -> str:
    """“2 working days” for "2d"."""
    number = int(promise[:-1])
    if promise[-1] == "d":
        return ngettext("%(number)d working day", "%(number)d working days", number) % {"number": number}
    return ngettext("%(number)d working hour", "%(number)d working hours", number) % {"number": number}
