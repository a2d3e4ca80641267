from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import Organisation
from accounts.models.owned import Owned
from contacts.models import Contact
from surveys.rules.left_out import Limits
from surveys.rules.quiet_hours import next_allowed, zone_of
from surveys.rules.throttle import SHORTEST_PAUSE
from surveys.rules.ways import Way

# The most days that may pass until the customer of a closed case is asked again.
LONGEST_DAYS = 365


def every_day() -> list[int]:
    return list(range(7))


class AskingRules(Owned):
    """How often and when an organisation asks its customers. One row each; without a row, the defaults."""

    pause_days = models.PositiveSmallIntegerField(default=90)  # between two questions to one person
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=every_day)  # Monday is 0
    tenure_days = models.PositiveSmallIntegerField(
        default=0
    )  # a customer for so long before the first question
    tenure_property = models.CharField(max_length=60, blank=True)  # a day; empty: when the contact was added
    account_property = models.CharField(max_length=60, blank=True)  # "company": colleagues are asked apart
    account_days = models.PositiveSmallIntegerField(default=7)
    reminder_days = models.PositiveSmallIntegerField(default=4)  # 0: no reminder
    # Whose case was closed is asked again so many days later, whatever the pause; 0: nobody is.
    case_days = models.PositiveSmallIntegerField(default=30, db_default=30)

    # How often in 90 days somebody in the panel may be asked by sends to it, whatever the pause.
    panel_times = models.PositiveSmallIntegerField(default=2, db_default=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation"], name="asking_rules_once"),
            models.CheckConstraint(condition=models.Q(pause_days__gte=1), name="asking_rules_pause"),
            models.CheckConstraint(condition=models.Q(weekdays__len__gte=1), name="asking_rules_some_day"),
        ]

    def __str__(self) -> str:
        return f"asking rules of {self.organisation}"

    @classmethod
    def of(cls, organisation: Organisation) -> Self:
        """The rules that hold for an organisation."""
        return cls.objects.of(organisation).first() or cls(organisation=organisation)

    @property
    def limits(self) -> Limits:
        return Limits(
            pause=timedelta(days=self.pause_days),
            tenure=timedelta(days=self.tenure_days),
            account_pause=timedelta(days=self.account_days if self.account_property else 0),
        )

    @property
    def second_look(self) -> Limits:
        """For somebody whose case was closed: only that nobody is asked twice within a day."""
        return Limits(pause=SHORTEST_PAUSE)

    @property
    def panel(self) -> Limits:
        """For a send to the panel: how often it asks is counted apart (surveys/actions/weigh_contacts.py)."""
        return Limits(pause=SHORTEST_PAUSE)

    def when(self, moment: datetime, *, time_zone: str, phone: str, channel: str = Way.EMAIL) -> datetime:
        """The first moment from `moment` on at which a mail, or an SMS, may reach a person."""
        first_hour, last_hour = settings.MAIL_FIRST_HOUR, settings.MAIL_LAST_HOUR
        if channel == Way.SMS:
            first_hour, last_hour = settings.SMS_FIRST_HOUR, settings.SMS_LAST_HOUR
        return next_allowed(
            moment,
            zone=zone_of(time_zone, phone, self.organisation.time_zone),
            first_hour=first_hour,
            last_hour=last_hour,
            weekdays=self.weekdays,
        )

    def when_for(self, contact: Contact, moment: datetime, channel: str = Way.EMAIL) -> datetime:
        """The same for a contact."""
        return self.when(moment, time_zone=contact.time_zone, phone=contact.phone, channel=channel)
