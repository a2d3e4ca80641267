"""May we ask this person now? People who are asked too often stop answering, and start complaining."""

from datetime import datetime, timedelta

# Over all surveys and channels; a company may choose another one.
PAUSE = timedelta(days=90)
# Whatever a company sets: nobody is asked twice within a day.
SHORTEST_PAUSE = timedelta(hours=24)


def effective_pause(pause: timedelta) -> timedelta:
    """The pause that holds, where `pause` was wished for."""
    return max(pause, SHORTEST_PAUSE)


def asked_too_recently(last_asked: datetime | None, *, now: datetime, pause: timedelta = PAUSE) -> bool:
    """Whether the last question is too fresh for another one."""
    return last_asked is not None and now - last_asked < effective_pause(pause)


def too_new(known_since: datetime, *, now: datetime, tenure: timedelta) -> bool:
    """Whether somebody has not been a customer for long enough to be asked."""
    return bool(tenure) and now - known_since < tenure
