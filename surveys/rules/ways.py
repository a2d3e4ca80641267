"""By which channel a person is asked: what the company offers, what the person consents to and likes best."""

from dataclasses import dataclass
from enum import StrEnum

from surveys.rules.left_out import LeftOut


class Way(StrEnum):
    EMAIL = "email"
    SMS = "sms"


class Offer(StrEnum):
    """What a send offers. BEST: the channel each person likes, the other one where that is closed."""

    EMAIL = "email"
    SMS = "sms"
    BEST = "best"


@dataclass(frozen=True, kw_only=True)
class Reach:
    """What is known about reaching a person. `email_closed`, `phone_closed`: why never to write there, if so."""

    email: str
    phone: str
    takes_sms: bool = True  # no landline
    preferred: str = ""
    email_consent: str = ""
    sms_consent: str = ""
    email_closed: str | None = None
    phone_closed: str | None = None


def choose_way(person: Reach, offer: str) -> tuple[Way, LeftOut | None]:
    """The channel, and what speaks against it if no channel that is offered is open."""
    ways = [Way.EMAIL, Way.SMS] if offer == Offer.BEST else [Way(offer)]
    if person.preferred == Way.SMS:
        ways.reverse()
    closed = []
    for way in ways:
        obstacle = _email_obstacle(person) if way is Way.EMAIL else _sms_obstacle(person)
        if obstacle is None:
            return way, None
        closed.append((way, obstacle))
    # "No e-mail address" says less than "the number is a landline's".
    telling = [pair for pair in closed if pair[1] not in (LeftOut.NO_EMAIL, LeftOut.NO_PHONE)]
    return (telling or closed)[0]


def _email_obstacle(person: Reach) -> LeftOut | None:
    if not person.email:
        return LeftOut.NO_EMAIL
    if person.email_closed is not None:
        return LeftOut(str(person.email_closed))
    return LeftOut.NO_EMAIL_CONSENT if person.email_consent == "no" else None


def _sms_obstacle(person: Reach) -> LeftOut | None:
    if not person.phone:
        return LeftOut.NO_PHONE
    if person.phone_closed is not None:
        return LeftOut(str(person.phone_closed))
    if not person.takes_sms:
        return LeftOut.LANDLINE
    return None if person.sms_consent == "yes" else LeftOut.NO_SMS_CONSENT
