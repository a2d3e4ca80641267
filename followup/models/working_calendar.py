from typing import Any

from django.conf import settings
from django.db import models

from accounts.models.owned import Owned
from followup.rules import clocks
from followup.rules.working_time import OFFICE_WEEK


def office_week() -> list[Any]:
    """Monday to Friday, 9:00 to 18:00."""
    return [[list(span) for span in spans] for spans in OFFICE_WEEK]


class WorkingCalendar(Owned):
    """When an organisation works and how soon it promises to act. One row; none means the values below."""

    # Seven lists of [start, end] in minutes from midnight, Monday first.
    week = models.JSONField(default=office_week)
    holidays = models.JSONField(default=list)  # [["2026-12-25", "Christmas"], …], by date
    first_contact = models.CharField(max_length=4, default=clocks.FIRST_CONTACT)
    resolution = models.CharField(max_length=4, default=clocks.RESOLUTION)
    # Who is told about what stays overdue; nobody named: the owner of longest standing.
    escalate_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="one_calendar_each")]

    def __str__(self) -> str:
        return f"calendar of {self.organisation}"
