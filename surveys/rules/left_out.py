"""Who is left out of a campaign, and why. The preview and the sending ask the same function."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from surveys.rules.throttle import PAUSE, asked_too_recently, too_new


class LeftOut(StrEnum):
    SAMPLE = "sample"
    NO_EMAIL = "no_email"
    NO_PHONE = "no_phone"
    LANDLINE = "landline"
    NO_EMAIL_CONSENT = "no_email_consent"
    NO_SMS_CONSENT = "no_sms_consent"
    UNSUBSCRIBED = "unsubscribed"
    COMPLAINED = "complained"
    BOUNCED = "bounced"
    RESTING = "resting"  # several mails came back lately
    ASKED_LESS = "asked_less"
    TOO_NEW = "too_new"
    ASKED_RECENTLY = "asked_recently"
    ACCOUNT_ASKED = "account_asked"
    PANEL_ENOUGH = "panel_enough"  # as often as the panel may be asked in a quarter
    NOT_DRAWN = "not_drawn"


@dataclass(frozen=True)
class Limits:
    """What a company has set."""

    pause: timedelta = PAUSE
    tenure: timedelta = timedelta(0)
    account_pause: timedelta = timedelta(0)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is known about a person when it is decided. `unreachable`: why no channel leads to them, if so."""

    is_sample: bool
    known_since: datetime
    unreachable: LeftOut | None = None
    not_before: datetime | None = None  # as the person wished
    last_asked: datetime | None = None
    panel_enough: bool = False
    account_last_asked: datetime | None = None


def reason_to_leave_out(person: Standing, *, limits: Limits, now: datetime) -> LeftOut | None:
    """The first reason that applies, or None when the person may be asked."""
    account = person.account_last_asked
    reasons = (
        (person.is_sample, LeftOut.SAMPLE),
        (person.unreachable is not None, person.unreachable),
        (person.not_before is not None and now < person.not_before, LeftOut.ASKED_LESS),
        (too_new(person.known_since, now=now, tenure=limits.tenure), LeftOut.TOO_NEW),
        (asked_too_recently(person.last_asked, now=now, pause=limits.pause), LeftOut.ASKED_RECENTLY),
        (person.panel_enough, LeftOut.PANEL_ENOUGH),
        (account is not None and now - account < limits.account_pause, LeftOut.ACCOUNT_ASKED),
    )
    return next((LeftOut(str(reason)) for applies, reason in reasons if applies), None)
